// labels -- what tables call a run's settings: no part of what the run is.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "config/node.hpp"

namespace hebb::config {

// A label: 1 to 64 bytes without control characters. Throws Error (kUsage).
[[nodiscard]] std::string label_value(const Node& node, const std::string& shown);

// The table labels:, axis to label, in the order written; `out` stays null where it is empty.
// Throws Error (kUsage).
[[nodiscard]] std::vector<std::pair<std::string, std::string>> read_labels(const Node& node,
                                                                           nlohmann::json& out);

}  // namespace hebb::config
