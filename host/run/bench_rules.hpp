// bench_rules -- which rules a benchmark measures, with which settings.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "config/node.hpp"
#include "plugin/catalog.hpp"

namespace hebb::run {

struct BenchRule {
  std::string label;  // "softhebb", "{name: softhebb, temperature: 2}", "liuson-as-run"
  config::Node node;  // as after `rule:`
  bool sum = false;   // train.reduction
  bool named = true;  // by the user
};

// The rules in `text`, a YAML list without its brackets; where it is "", all of the catalog that
// load, with their defaults, and beside them the paper's as it ran them. Rules that do not load go
// to `skipped`, as {rule, reason}. Throws Error (kUsage).
[[nodiscard]] std::vector<BenchRule> bench_rules(const std::string& text,
                                                 const plugin::Catalog& catalog,
                                                 nlohmann::ordered_json& skipped);

}  // namespace hebb::run
