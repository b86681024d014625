// duration -- spans and points of time as people write them.
#pragma once

#include <chrono>
#include <string>

namespace hebb::cli {

// "90s", "30m", "2h", "1d", or "[D-]HH:MM:SS"; above 0. A bare number is refused: Slurm takes it
// for minutes, others for seconds. Throws Error (kUsage) that names the option.
[[nodiscard]] std::chrono::seconds duration_of(const std::string& text, const std::string& option);

// How long it is from now to "YYYY-MM-DDTHH:MM:SS", local time; at least 0. Throws Error (kUsage).
[[nodiscard]] std::chrono::seconds time_until(const std::string& text, const std::string& option);

}  // namespace hebb::cli
