// display -- values and axes as people read them.
#include "config/display.hpp"

#include <fmt/format.h>

namespace hebb::config {
namespace {

// " name=value" for all that is in a table but its name.
std::string settings_text(const Node& table, const std::string& prefix) {
  std::string text;
  for (const Node::Entry& entry : table.entries) {
    if (prefix.empty() && entry.key == "name") continue;
    const std::string name = prefix + entry.key;
    text += entry.value.kind == Node::Kind::kMap
                ? settings_text(entry.value, name + ".")
                : fmt::format(" {}={}", name, display_text(entry.value));
  }
  return text;
}

}  // namespace

std::string display_text(const Node& value) {
  if (value.kind == Node::Kind::kNull) return "null";
  std::vector<std::string> parts;
  if (value.kind == Node::Kind::kList) {
    for (const Node& item : value.items) parts.push_back(display_text(item));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
  if (value.kind != Node::Kind::kMap) return value.text;
  if (const Node* const name = value.find("name")) {
    return display_text(*name) + settings_text(value, "");
  }
  for (const Node::Entry& entry : value.entries) {
    parts.push_back(fmt::format("{}: {}", entry.key, display_text(entry.value)));
  }
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string joined_texts(const std::vector<std::pair<std::string, std::string>>& texts,
                         std::string_view between) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : texts) parts.push_back(fmt::format("{}={}", key, value));
  return fmt::format("{}", fmt::join(parts, between));
}

}  // namespace hebb::config
