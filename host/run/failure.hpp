// failure -- failed/ID/failure.json: why a run failed.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "run/run_process.hpp"

namespace hebb::run {

// "message", "code", "tries", "worker" (who worked on it), "signal" where one ended it, and "log",
// the end of log.txt in the run's directory.
[[nodiscard]] nlohmann::json failure_record(const Ending& ending, int tries,
                                            const std::string& worker,
                                            const std::filesystem::path& directory);

// Code and message from the text of a record; kRunFailed and "" where it is damaged.
[[nodiscard]] std::pair<ExitCode, std::string> read_failure(const std::string& text);

}  // namespace hebb::run
