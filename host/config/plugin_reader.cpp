// plugin_reader -- reads the choice of a plugin: a name, or a table with name and parameters.
#include "config/plugin_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "config/keys.hpp"
#include "config/message.hpp"
#include "config/table_reader.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

// The names of plugins: [a-z0-9][a-z0-9_-]{0,63}, as the loader has them.
constexpr std::size_t kLongestName = 64;

bool is_plugin_name(std::string_view name) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
  return !name.empty() && name.size() <= kLongestName && name[0] != '_' && name[0] != '-' &&
         name.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string dotted(std::string_view table, std::string_view key) {
  return table.empty() ? std::string(key) : fmt::format("{}.{}", table, key);
}

// The names that may stand in the parameters' table `inside` ("" is the plugin's own).
std::vector<std::string> parameter_names(const PluginSpec& plugin, const std::string& inside) {
  const std::string prefix = dotted(inside, "");
  std::vector<std::string> names;
  for (const ParameterSpec& parameter : plugin.parameters) {
    if (!inside.empty() && !parameter.name.starts_with(prefix)) continue;
    const std::string rest = parameter.name.substr(inside.empty() ? 0 : prefix.size());
    const std::string name = rest.substr(0, rest.find('.'));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

bool is_parameter(const PluginSpec& plugin, std::string_view name) {
  return std::any_of(plugin.parameters.begin(), plugin.parameters.end(),
                     [name](const ParameterSpec& parameter) { return parameter.name == name; });
}

// Throws for keys of the table that are neither parameters, tables of parameters nor `host_keys`.
void check_keys(const Node& table, const PluginSpec& plugin, const std::string& shown,
                const std::string& inside, const std::vector<std::string>& host_keys) {
  std::vector<std::string> known = host_keys;
  const std::vector<std::string> names = parameter_names(plugin, inside);
  known.insert(known.end(), names.begin(), names.end());
  for (const Node::Entry& entry : table.entries) {
    const std::string name = dotted(inside, entry.key);
    if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
      fail_unknown(entry, inside.empty() ? shown : dotted(shown, inside), known);
    }
    const bool is_host_key =
        std::find(host_keys.begin(), host_keys.end(), entry.key) != host_keys.end();
    if (is_host_key || is_parameter(plugin, name)) continue;
    if (entry.value.kind != Node::Kind::kMap) {
      fail_type(entry.value, dotted(shown, name), "a table");
    }
    check_keys(entry.value, plugin, shown, name, {});
  }
}

const Node* given_parameter(const Node& table, std::string_view name) {
  const std::size_t dot = name.find('.');
  const Node* const found = table.find(name.substr(0, dot));
  if (dot == std::string_view::npos || found == nullptr) return found;
  return given_parameter(*found, name.substr(dot + 1));
}

Bounds bounds_of(const ParameterSpec& parameter) {
  Bounds bounds{parameter.minimum, parameter.maximum, parameter.minimum_excluded,
                parameter.maximum_excluded};
  if (parameter.type == ParameterSpec::Type::kInteger) {
    bounds.minimum = std::max(bounds.minimum, -kLargestExact);
    bounds.maximum = std::min(bounds.maximum, kLargestExact);
  }
  return bounds;
}

double parameter_value(const ParameterSpec& parameter, const Node* given,
                       const std::string& shown) {
  if (given == nullptr) return parameter.initial;
  switch (parameter.type) {
    case ParameterSpec::Type::kReal:
      return real_value(*given, shown, bounds_of(parameter));
    case ParameterSpec::Type::kInteger:
      return static_cast<double>(integer_value(*given, shown, bounds_of(parameter)));
    case ParameterSpec::Type::kBoolean:
      return boolean_value(*given, shown) ? 1 : 0;
    case ParameterSpec::Type::kChoice:
      return static_cast<double>(choice_value(*given, shown, parameter.choices));
  }
  return 0;
}

nlohmann::json as_json(const ParameterSpec& parameter, double value) {
  switch (parameter.type) {
    case ParameterSpec::Type::kReal:
      return value;
    case ParameterSpec::Type::kInteger:
      return static_cast<std::int64_t>(value);
    case ParameterSpec::Type::kBoolean:
      return value != 0;
    case ParameterSpec::Type::kChoice:
      return parameter.choices.at(static_cast<std::size_t>(value));
  }
  return nullptr;
}

nlohmann::json& place_of(const ParameterSpec& parameter, nlohmann::json& table) {
  std::string pointer = "/" + parameter.name;
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return table[nlohmann::json::json_pointer(pointer)];
}

bool may_be_scheduled(const PluginSpec& plugin, const ParameterSpec& parameter) {
  return plugin.kind == "rule" && parameter.schedulable &&
         parameter.type == ParameterSpec::Type::kReal;
}

double schedule_end(const Node& given, const ParameterSpec& parameter, const std::string& shown,
                    std::string_view end) {
  const Node* const value = given.find(end);
  if (value == nullptr) {
    fail(given.mark, fmt::format("{}.{} is missing, wanted {{from: .., to: ..}}", shown, end));
  }
  return real_value(*value, dotted(shown, end), bounds_of(parameter));
}

// Reads {from: .., to: ..}.
ParameterSchedule read_schedule(const Node& given, const ParameterSpec& parameter,
                                const std::string& shown) {
  const std::vector<std::string> known{"from", "to"};
  for (const Node::Entry& entry : given.entries) {
    if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
      fail_unknown(entry, shown, known);
    }
  }
  ParameterSchedule schedule;
  schedule.from = schedule_end(given, parameter, shown, "from");
  schedule.to = schedule_end(given, parameter, shown, "to");
  return schedule;
}

void read_parameter(const Node& node, const PluginSpec& plugin, const ParameterSpec& parameter,
                    const std::string& shown, nlohmann::json& out, PluginChoice& choice) {
  const Node* const given = given_parameter(node, parameter.name);
  const std::string name = dotted(shown, parameter.name);
  nlohmann::json& place = place_of(parameter, out);
  const bool is_table = given != nullptr && given->kind == Node::Kind::kMap;
  if (is_table && may_be_scheduled(plugin, parameter)) {
    ParameterSchedule schedule = read_schedule(*given, parameter, name);
    schedule.parameter = choice.parameters.size();
    choice.parameters.push_back(schedule.from);
    choice.schedules.push_back(schedule);
    place = {{"from", schedule.from}, {"to", schedule.to}};
    return;
  }
  choice.parameters.push_back(parameter_value(parameter, given, name));
  place = as_json(parameter, choice.parameters.back());
}

// The name in a plugin's table or standing for one.
const Node& name_of(const Node& node, const std::string& path, const std::string& shown) {
  const KeySpec& row = *find_key(path);
  if (node.kind != Node::Kind::kMap && node.kind != Node::Kind::kString) {
    fail_type(node, shown, wanted_type(row));
  }
  const Node* const name = node.kind == Node::Kind::kString ? &node : node.find("name");
  if (name == nullptr) {
    fail(node.mark, fmt::format("{}.name is missing, wanted the name of the {}", shown, row.named));
  }
  const std::string text = string_value(*name, shown + ".name");
  if (!is_plugin_name(text)) {
    fail_range(*name, shown + ".name", "1 to 64 of a-z 0-9 _ -, with a letter or digit first");
  }
  return *name;
}

void check_reserved(const PluginSpec& plugin, const Mark& mark) {
  for (const ParameterSpec& parameter : plugin.parameters) {
    if (!is_reserved_parameter(parameter.name)) continue;
    throw Error(ExitCode::kMissing,
                fmt::format("{}: {}/{} has a parameter '{}', a name that the host keeps for itself",
                            mark.text(), plugin.kind, plugin.name, parameter.name));
  }
}

void check_pin(const Node& table, const PluginSpec& plugin, const std::string& shown,
               nlohmann::json& out) {
  const Node* const given = table.find("sha256");
  if (given == nullptr || given->kind == Node::Kind::kNull) return;
  const std::string pin = digest_value(*given, shown + ".sha256");
  if (pin != plugin.sha256) {
    throw Error(
        ExitCode::kMissing,
        fmt::format("{}: {}.sha256 is {}, but the library of {}/{} has {}", given->mark.text(),
                    shown, pin, plugin.kind, plugin.name, plugin.sha256));
  }
  out["sha256"] = pin;
}

}  // namespace

void read_plugin(const Node& node, const std::string& path, const std::string& shown,
                 const PluginLookup& lookup, nlohmann::json& out, MetricChoice& choice) {
  const Node& name = name_of(node, path, shown);
  const PluginSpec& plugin = lookup(std::string(find_key(path)->named), name.text, name.mark);
  check_reserved(plugin, name.mark);
  check_keys(node, plugin, shown, "", names_in(path));
  choice.name = name.text;
  out = {{"name", name.text}};
  check_pin(node, plugin, shown, out);
  const Node* const every = node.find("every");
  if (every != nullptr && every->kind != Node::Kind::kNull) {
    const Bounds& bounds = find_key(path + ".every")->bounds;
    choice.every = static_cast<std::uint64_t>(integer_value(*every, shown + ".every", bounds));
    out["every"] = choice.every;
  }
  for (const ParameterSpec& parameter : plugin.parameters) {
    read_parameter(node, plugin, parameter, shown, out, choice);
  }
}

}  // namespace hebb::config
