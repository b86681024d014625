#include "run/failure.hpp"

#include "base/files.hpp"
#include "base/json.hpp"

namespace hebb::run {
namespace {

std::string end_of_log(const std::filesystem::path& file) {
  constexpr std::size_t kLongest = 2000;  // bytes
  try {
    const std::string log = read_file(file);
    if (log.size() <= kLongest) return log;
    const std::size_t line_end = log.find('\n', log.size() - kLongest);
    return log.substr(line_end == std::string::npos ? log.size() - kLongest : line_end + 1);
  } catch (const Error&) {
    return "";
  }
}

}  // namespace

nlohmann::json failure_record(const Ending& ending, int tries, const std::string& worker,
                              const std::filesystem::path& directory) {
  nlohmann::json record{{"message", ending.message},
                        {"code", static_cast<int>(ending.code)},
                        {"tries", tries},
                        {"worker", worker},
                        {"log", end_of_log(directory / "log.txt")}};
  if (!ending.signal.empty()) record["signal"] = ending.signal;
  return record;
}

std::pair<ExitCode, std::string> read_failure(const std::string& text) {
  const auto json = json_in(text);
  const auto code = integer_at(json, "code");
  return {code == 0 ? ExitCode::kRunFailed : static_cast<ExitCode>(code), text_at(json, "message")};
}

}  // namespace hebb::run
