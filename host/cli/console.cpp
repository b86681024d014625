#include "cli/console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace hebb::cli {
namespace {

constexpr double kLiveSeconds = 0.1;
constexpr double kPlainSeconds = 60;  // logs of long jobs stay readable
constexpr int kBarWidth = 24;

std::string duration(double seconds) {
  const auto whole = std::lround(seconds);
  if (whole < 100) return fmt::format("{} s", whole);
  if (whole < 6000) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

// How much of its work a run has done. The probe's share is a guess: it has no steps to count.
double share_of(const StatusPage& status) {
  const auto total = static_cast<double>(status.total.load());
  const double part =
      total > 0 ? std::min(1.0, static_cast<double>(status.done.load()) / total) : 0.0;
  constexpr double kTrainingShare = 0.7;
  switch (status.phase.load()) {
    case Phase::kStarting:
      return 0;
    case Phase::kTraining:
      return kTrainingShare * part;
    case Phase::kProbing:
      return kTrainingShare + (1 - kTrainingShare) * part;
    default:
      return 1;
  }
}

std::string phase_text(const StatusPage& status) {
  const std::uint64_t done = status.done.load();
  const std::uint64_t total = status.total.load();
  switch (status.phase.load()) {
    case Phase::kStarting:
      return "loading";
    case Phase::kTraining:
      return fmt::format("step {}/{}", done, total);
    case Phase::kProbing:
      return fmt::format("probe epoch {}/{}", done, total);
    default:
      return "writing";
  }
}

}  // namespace

std::string label(const config::PlannedRun& run) {
  std::string text;
  for (const auto& [key, value] : run.axes) text += fmt::format("{}={} ", key, value);
  return text + fmt::format("seed={}", run.experiment.seed);
}

Console::Console(const Globals& globals)
    : quiet_(globals.quiet), color_(globals.color), live_(isatty(STDERR_FILENO) == 1) {}

Console::~Console() { clear(); }

void Console::clear() {
  if (drawn_) std::cerr << "\r\033[K" << std::flush;
  drawn_ = false;
}

void Console::line(const std::string& text) {
  clear();
  std::cerr << text << "\n" << std::flush;
}

void Console::noted(const std::string& message) {
  if (!quiet_) line(message);
}

// "  (3 of 200, ETA 40 s)" behind the line of a finished run of several.
std::string Console::place() {
  if (total_ < 2) return "";
  const double share = static_cast<double>(settled_) / static_cast<double>(total_);
  return fmt::format("  ({} of {}{})", settled_, total_,
                     settled_ < total_ ? ", " + eta(share) : "");
}

void Console::finished(const run::FrozenRun& run, const run::Outcome& outcome) {
  const std::string name = run.id + " " + run.label();
  ++settled_;
  if (outcome.state == run::Outcome::State::kFailed) {
    const char* red = color_ ? "\033[31m" : "";
    const char* plain = color_ ? "\033[0m" : "";
    line(fmt::format("{}failed{}  {}: {}", red, plain, name, outcome.message));
  } else if (!quiet_) {
    const bool done = outcome.state == run::Outcome::State::kDone;
    line(fmt::format("{}  {}  {}{}", done ? "done  " : "stopped", name, duration(outcome.seconds),
                     done ? place() : ""));
  }
}

std::string Console::eta(double share) {
  const double elapsed = std::chrono::duration<double>(Clock::now() - begin_).count();
  const double ours = share - first_share_;
  if (ours < 0.01 * (1 - first_share_)) return "ETA -";
  return "ETA " + duration(elapsed * (1 - share) / ours);
}

std::string Console::progress_text(const std::vector<Working>& working, std::size_t done,
                                   std::size_t total) {
  double share = static_cast<double>(done);
  for (const Working& run : working) share += share_of(*run.status);
  share /= static_cast<double>(std::max<std::size_t>(total, 1));
  const int filled = static_cast<int>(share * kBarWidth);
  std::string text =
      fmt::format("[{}{}] {:3.0f} %", std::string(static_cast<std::size_t>(filled), '#'),
                  std::string(static_cast<std::size_t>(kBarWidth - filled), '.'), 100 * share);
  if (total > 1) text += fmt::format("  {}/{} runs", done, total);
  if (!working.empty()) {
    const StatusPage& status = *working.front().status;
    text += "  " + phase_text(status);
    const double headline = status.headline.load();
    const nlohmann::json& config = working.front().run->config;
    const auto metrics = config.find("metrics");
    if (std::isfinite(headline) && metrics != config.end() && !metrics->empty()) {
      text += fmt::format("  {} {:.3f}", metrics->front().value("name", ""), headline);
    }
  }
  return text + "  " + eta(share);
}

void Console::progressed(const std::vector<Working>& working, std::size_t done, std::size_t total) {
  settled_ = done;
  total_ = total;
  if (first_share_ < 0) {
    first_share_ = static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(total, 1));
  }
  if (quiet_ || working.empty()) return;
  const double since = std::chrono::duration<double>(Clock::now() - last_).count();
  if (since < (live_ ? kLiveSeconds : kPlainSeconds)) return;
  last_ = Clock::now();
  const std::string text = progress_text(working, done, total);
  if (live_) {
    std::cerr << "\r\033[K" << text << std::flush;
    drawn_ = true;
  } else {
    line(text);
  }
}

}  // namespace hebb::cli
