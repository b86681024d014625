// run_identity -- what of a configuration makes a run the run that it is, and what a group of runs.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace hebb::config {

// A resolved configuration, as in config.json, without what does not enter a run's identity.
[[nodiscard]] nlohmann::json identity_of(nlohmann::json resolved);

// 16 hex digits of the SHA-256 of the identity: the name of the run's directory.
[[nodiscard]] std::string run_id(const nlohmann::json& resolved);

// 16 hex digits: whatever else a file gives for an id must not become the name of another file.
[[nodiscard]] bool is_run_id(std::string_view text);

// The same without the seed: runs of one group differ in their seed only.
[[nodiscard]] std::string group_id(const nlohmann::json& resolved);

}  // namespace hebb::config
