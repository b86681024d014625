// bench_table -- the results of a benchmark for a person.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace hebb::cli {

// `results` is what run::bench returns.
[[nodiscard]] std::string bench_table(const nlohmann::ordered_json& results);

}  // namespace hebb::cli
