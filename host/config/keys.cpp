// keys -- the one table of the experiment's keys, which feeds the validator, `hebb explain` and the
// documentation.
#include "config/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/key_table.hpp"
#include "config/parse.hpp"

namespace hebb::config {
namespace {

std::string_view type_name(KeyType kind) {
  switch (kind) {
    case KeyType::kInteger:
      return "integer";
    case KeyType::kReal:
      return "real";
    case KeyType::kBoolean:
      return "boolean";
    case KeyType::kString:
      return "string";
    case KeyType::kPath:
      return "path";
    case KeyType::kChoice:
      return "choice";
    case KeyType::kTable:
      return "table";
    case KeyType::kList:
      return "list";
    case KeyType::kPlugin:
      return "plugin";
    case KeyType::kPair:
      return "list of two reals";
    case KeyType::kProbes:
      return "table or list of tables";
    case KeyType::kSeeds:
      return "integer or list of integers";
    case KeyType::kPaths:
      return "path or list of paths";
    case KeyType::kReals:
      return "list of reals";
  }
  return "";
}

std::string_view article(std::string_view noun) {
  return std::string_view("aeiou").find(noun[0]) == std::string_view::npos ? "a" : "an";
}

void derive(KeySpec& row) {
  row.type = type_name(row.kind);
  if (!row.choices.empty()) row.range = fmt::format("{}", fmt::join(row.choices, " | "));
  if (row.range.empty()) row.range = row.bounds.text();
  if (!row.initial.empty()) {
    row.value = parse_option(row.initial, fmt::format("default of {}", row.path));
  }
}

const std::vector<KeySpec>& rows() {
  static const std::vector<KeySpec> all = [] {
    std::vector<KeySpec> written = written_keys();
    std::for_each(written.begin(), written.end(), derive);
    return written;
  }();
  return all;
}

}  // namespace

std::span<const KeySpec> keys() { return rows(); }

const KeySpec* find_key(std::string_view path, std::string_view source) {
  for (const KeySpec& row : keys()) {
    if (row.path != path) continue;
    const bool applies =
        row.sources.empty() || source.empty() ||
        std::find(row.sources.begin(), row.sources.end(), source) != row.sources.end();
    if (applies) return &row;
  }
  return nullptr;
}

std::vector<std::string> names_in(std::string_view table) {
  const std::string prefix = table.empty() ? "" : std::string(table) + ".";
  std::vector<std::string> names;
  for (const KeySpec& row : keys()) {
    if (!row.path.starts_with(prefix)) continue;
    const std::string name(row.path.substr(prefix.size()));
    const bool is_deeper = name.find_first_of(".[") != std::string::npos;
    const bool is_known = std::find(names.begin(), names.end(), name) != names.end();
    if (!is_deeper && !is_known) names.push_back(name);
  }
  return names;
}

std::string wanted_type(const KeySpec& key) {
  if (!key.named.empty()) {
    return fmt::format("the name of {} {} or a table with one", article(key.named), key.named);
  }
  switch (key.kind) {
    case KeyType::kInteger:
      return "an integer";
    case KeyType::kReal:
      return "a real number";
    case KeyType::kBoolean:
      return "true or false";
    case KeyType::kChoice:
      return key.range;
    case KeyType::kProbes:
      return "none, a table or a list of tables";
    case KeyType::kSeeds:
      return "an integer or a list of integers";
    default:
      return fmt::format("{} {}", article(key.type), key.type);
  }
}

bool is_reserved_parameter(std::string_view name) {
  constexpr std::array<std::string_view, 4> kReserved{"name", "sha256", "every", "conscience"};
  // A table with a `label` is a labelled value of a sweep, wherever it stands.
  if (name == "label" || name.starts_with("label.") || name.ends_with(".label")) return true;
  const std::string_view first = name.substr(0, name.find('.'));
  return std::find(kReserved.begin(), kReserved.end(), first) != kReserved.end();
}

nlohmann::json keys_as_json() {
  nlohmann::json all = nlohmann::json::array();
  for (const KeySpec& row : keys()) {
    nlohmann::json key{
        {"path", row.path}, {"type", row.type}, {"required", row.required}, {"doc", row.doc}};
    if (!row.initial.empty()) key["default"] = row.initial;
    if (!row.range.empty()) key["range"] = row.range;
    if (!row.choices.empty()) key["choices"] = row.choices;
    if (!row.sources.empty()) key["data"] = row.sources;
    all.push_back(std::move(key));
  }
  return all;
}

}  // namespace hebb::config
