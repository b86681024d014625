#include "report/axes.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace hebb::report {
namespace {

using nlohmann::json;
using Leaves = std::map<std::string, std::string>;  // "train.rate" -> "0.1"

std::string text_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) {
    std::string text;
    for (const json& item : value) text += (text.empty() ? "" : ", ") + text_of(item);
    return "[" + text + "]";
  }
  if (value.is_object() && value.contains("name")) return text_of(value["name"]);
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

void collect(const json& table, const std::string& path, Leaves& leaves) {
  for (const auto& [key, value] : table.items()) {
    const std::string name = path.empty() ? key : path + "." + key;
    if (value.is_object()) {
      collect(value, name, leaves);
    } else {
      leaves[name] = text_of(value);
    }
  }
}

Leaves leaves_of(const json& config) {
  Leaves leaves;
  collect(config, "", leaves);
  for (const char* key : {"seed", "threads", "data.root"}) leaves.erase(key);
  std::erase_if(leaves, [](const auto& leaf) { return leaf.first.starts_with("labels."); });
  return leaves;
}

std::set<std::string> differing(const std::vector<Leaves>& all) {
  std::set<std::string> keys;
  for (const Leaves& leaves : all) {
    for (const auto& [key, text] : leaves) keys.insert(key);
  }
  std::erase_if(keys, [&all](const std::string& key) {
    const auto text = [&key](const Leaves& leaves) {
      const auto found = leaves.find(key);
      return found == leaves.end() ? std::string("-") : found->second;
    };
    return std::all_of(all.begin(), all.end(),
                       [&](const Leaves& leaves) { return text(leaves) == text(all.front()); });
  });
  return keys;
}

// The table whose name differs, "rule" of rule.name, and that the key stands in; "" for none.
std::string named_table(const std::string& key, const std::set<std::string>& keys) {
  for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', dot + 1)) {
    const std::string table = key.substr(0, dot);
    if (keys.count(table + ".name") > 0) return table;
  }
  return "";
}

// "softhebb temperature=0.3": the settings are those that differ among groups of that name.
std::string choice_text(const Leaves& leaves, const std::string& table,
                        const std::vector<Leaves>& all) {
  const auto name = leaves.find(table + ".name");
  if (name == leaves.end()) return "";
  std::vector<Leaves> alike;
  for (const Leaves& other : all) {
    const auto its = other.find(table + ".name");
    if (its != other.end() && its->second == name->second) alike.push_back(other);
  }
  std::string text = name->second;
  for (const std::string& key : differing(alike)) {
    const auto own = leaves.find(key);
    if (!key.starts_with(table + ".") || own == leaves.end()) continue;
    text += " " + key.substr(table.size() + 1) + "=" + own->second;
  }
  return text;
}

void tell_alike_apart(const std::vector<AxesOf*>& groups) {
  std::vector<Leaves> all;
  for (const AxesOf* group : groups) all.push_back(leaves_of(*group->config));
  const std::set<std::string> keys = differing(all);
  std::set<std::string> written;
  for (const std::string& key : keys) {
    const std::string table = named_table(key, keys);
    if (!written.insert(table.empty() ? key : table).second) continue;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const auto leaf = all[i].find(key);
      if (!table.empty()) {
        groups[i]->axes.emplace_back(table, choice_text(all[i], table, all));
      } else if (leaf != all[i].end()) {
        groups[i]->axes.emplace_back(key, leaf->second);
      }
    }
  }
}

}  // namespace

void tell_apart(std::span<AxesOf> groups) {
  std::map<Axes, std::vector<AxesOf*>> alike;
  for (AxesOf& group : groups) alike[group.axes].push_back(&group);
  for (const auto& [axes, members] : alike) {
    if (members.size() > 1) tell_alike_apart(members);
  }
}

std::vector<std::string> axis_names(std::span<const Axes> all) {
  std::vector<std::string> names;
  for (const Axes& axes : all) {
    for (const auto& [name, text] : axes) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

std::string axis_text(const Axes& axes, const std::string& name) {
  const auto found =
      std::find_if(axes.begin(), axes.end(), [&](const auto& axis) { return axis.first == name; });
  return found == axes.end() ? "" : found->second;
}

std::string joined(const Axes& axes) {
  std::string text;
  for (const auto& [key, value] : axes) text += (text.empty() ? "" : " ") + key + "=" + value;
  return text;
}

}  // namespace hebb::report
