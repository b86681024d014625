#include "cli/fetch_console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <iostream>

#include "base/log.hpp"

namespace hebb::cli {
namespace {

constexpr std::chrono::milliseconds kRedraw{200};
constexpr double kMegabyte = 1e6;

}  // namespace

FetchConsole::FetchConsole(const Globals& globals)
    : quiet_(globals.quiet), live_(!globals.quiet && isatty(STDERR_FILENO) == 1) {}

FetchConsole::~FetchConsole() { clear(); }

void FetchConsole::clear() {
  if (drawn_) std::cerr << "\r\033[K" << std::flush;
  drawn_ = false;
}

void FetchConsole::noted(const std::string& message) {
  clear();
  if (!quiet_) std::cerr << message << "\n" << std::flush;
}

void FetchConsole::warned(const std::string& message) {
  clear();
  write_log(LogLevel::kWarning, message);
}

void FetchConsole::began(const std::string& file) {
  file_ = file;
  is_first_ = true;
}

void FetchConsole::progressed(std::uint64_t done, std::uint64_t total) {
  const Clock::time_point now = Clock::now();
  if (is_first_) {
    first_ = done;
    begin_ = now;
    is_first_ = false;
  }
  if (!live_ || now - last_ < kRedraw) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const double speed =
      seconds > 0 ? static_cast<double>(done - std::min(first_, done)) / seconds : 0;
  std::string text = fmt::format("{}  {:.1f} MB", file_, static_cast<double>(done) / kMegabyte);
  if (total > 0) {
    text += fmt::format(" of {:.1f} MB  {} %", static_cast<double>(total) / kMegabyte,
                        100 * done / total);
  }
  text += fmt::format("  {:.2f} MB/s", speed / kMegabyte);
  if (total > done && speed > 0) {
    text += fmt::format("  ETA {:.0f} s", std::ceil(static_cast<double>(total - done) / speed));
  }
  std::cerr << "\r\033[K" << text << std::flush;
  drawn_ = true;
}

bool FetchConsole::wants_stop() const { return signals_.count() > 0; }

}  // namespace hebb::cli
