// checkpoint_origin -- what a checkpoint was made from, and whether a run may go on from it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace hebb::run {

// Configuration, plugins with their hashes and ABI, data files and program: what must be the same.
// `resolved` is config.json's content, `record` run.json's (run/provenance.hpp).
[[nodiscard]] nlohmann::json checkpoint_origin(const nlohmann::json& resolved,
                                               const nlohmann::json& record);

// The first difference, as "train.rate is 0.1, was 0.05"; "" where there is none. `was` may hold
// anything.
[[nodiscard]] std::string origin_difference(const nlohmann::json& was, const nlohmann::json& now);

}  // namespace hebb::run
