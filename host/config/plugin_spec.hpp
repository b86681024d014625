// plugin_spec -- what config needs to know of a plugin: its parameter table, as data.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "config/node.hpp"

namespace hebb::config {

struct ParameterSpec {
  enum class Type { kReal, kInteger, kBoolean, kChoice };

  std::string name;  // "temperature"; "target.keep" is written target: {keep: ..}
  Type type = Type::kReal;
  double initial = 0;  // the default; booleans 0 or 1, choices an index
  double minimum = 0;  // of reals and integers; may be infinite
  double maximum = 0;
  bool minimum_excluded = false;
  bool maximum_excluded = false;
  bool schedulable = false;  // the value may change from step to step
  std::vector<std::string> choices;
  std::string unit;
  std::string doc;
};

struct PluginSpec {
  std::string kind;  // rule, activation, metric
  std::string name;
  std::string sha256;
  std::vector<ParameterSpec> parameters;
};

// Finds a plugin by kind and name. Throws Error (kMissing) that starts with mark.text().
using PluginLookup = std::function<const PluginSpec&(const std::string& kind,
                                                     const std::string& name, const Mark& mark)>;

}  // namespace hebb::config
