// bench_process -- a benchmark in a process of its own, as every run is.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "run/bench.hpp"

namespace hebb::run {

// Starts `hebb __bench`, waits for it and returns the results of bench(). What the child prints
// goes to standard error. Throws Error: what bench() throws, and kRunFailed naming the plugin's
// file where the child crashed.
[[nodiscard]] nlohmann::ordered_json bench_in_child(
    const BenchOptions& options, const std::vector<std::filesystem::path>& directories,
    LogLevel log_level);

// The child's side: the exit code. `words` are those after the verb.
[[nodiscard]] int bench_main(const std::vector<std::string>& words);

}  // namespace hebb::run
