// descriptor -- what a plugin says of itself, checked and copied out of the library.
#pragma once

#include <hebb/plugin.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "plugin/kind.hpp"

namespace hebb::plugin {

struct Parameter {
  std::string name;
  std::uint32_t type = HEBB_PARAM_REAL;
  std::uint32_t flags = 0;
  double initial = 0;
  double minimum = 0;  // may be infinite
  double maximum = 0;
  std::vector<std::string> choices;
  std::string unit;
  std::string doc;
};

struct State {
  std::string name;
  std::uint32_t axis = HEBB_AXIS_GLOBAL;
  std::uint32_t type = HEBB_TYPE_FLOAT32;
  std::uint32_t initial = HEBB_INITIAL_VALUE;
  double value = 0;
  std::string doc;
};

struct Descriptor {
  Kind kind = Kind::kRule;
  std::string id;
  std::string version;
  std::string summary;
  std::string citation;
  std::uint32_t abi_minor = 0;
  std::vector<Parameter> parameters;
  std::vector<State> states;
};

// Walks a plugin's descriptor and checks every field against hebb/plugin.h. `expected_kind` and
// `expected_id` come from the file's name. Throws Error (kMissing) with the first field that breaks
// the contract: what, got, wanted.
[[nodiscard]] Descriptor read_descriptor(const hebb_plugin& plugin, Kind expected_kind,
                                         const std::string& expected_id);

// The first parts of that: magic, versions, sizes and features; kind and id. They throw the same.
void check_versions(const hebb_plugin& plugin);
void check_identity(const hebb_plugin& plugin, Kind expected_kind, const std::string& expected_id);

[[nodiscard]] nlohmann::json to_json(const Descriptor& descriptor);
[[nodiscard]] Descriptor descriptor_from_json(const nlohmann::json& json);

}  // namespace hebb::plugin
