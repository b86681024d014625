#include "cli/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <regex>

#include "base/error.hpp"

namespace hebb::cli {
namespace {

constexpr long kMinute = 60;
constexpr long kHour = 60 * kMinute;
constexpr long kDay = 24 * kHour;

[[noreturn]] void refuse(const std::string& text, const std::string& option, const char* wanted) {
  throw Error(ExitCode::kUsage, fmt::format("{} is '{}', wanted {}", option, text, wanted));
}

long number(const std::ssub_match& part) { return part.matched ? std::stol(part.str()) : 0; }

long unit(char letter) {
  switch (letter) {
    case 'm':
      return kMinute;
    case 'h':
      return kHour;
    case 'd':
      return kDay;
    default:
      return 1;
  }
}

}  // namespace

std::chrono::seconds duration_of(const std::string& text, const std::string& option) {
  static const std::regex with_unit("([0-9]{1,7})([smhd])");
  static const std::regex with_colons("(?:([0-9]{1,5})-)?([0-9]{1,5}):([0-5][0-9]):([0-5][0-9])");
  std::smatch part;
  long seconds = 0;
  if (std::regex_match(text, part, with_unit)) {
    seconds = number(part[1]) * unit(part[2].str().front());
  } else if (std::regex_match(text, part, with_colons)) {
    seconds = number(part[1]) * kDay + number(part[2]) * kHour + number(part[3]) * kMinute +
              number(part[4]);
  }
  if (seconds == 0) refuse(text, option, "a time such as 90s, 30m, 2h or [D-]HH:MM:SS");
  return std::chrono::seconds(seconds);
}

std::chrono::seconds time_until(const std::string& text, const std::string& option) {
  std::tm when{};
  const char* end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &when);
  if (end == nullptr || *end != '\0') {
    refuse(text, option, "a local time such as 2026-01-31T18:00:00");
  }
  when.tm_isdst = -1;
  const std::time_t point = std::mktime(&when);
  return std::chrono::seconds(std::max<long>(0, point - std::time(nullptr)));
}

}  // namespace hebb::cli
