// labels -- what tables call a run's settings: no part of what the run is.
#include "config/labels.hpp"

#include <algorithm>

#include "config/keys.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

constexpr std::size_t kLongestLabel = 64;

bool is_control(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return code < 0x20U || code == 0x7FU;
}

}  // namespace

std::string label_value(const Node& node, const std::string& shown) {
  std::string text = string_value(node, shown);
  const bool is_plain = std::none_of(text.begin(), text.end(), is_control);
  if (text.empty() || text.size() > kLongestLabel || !is_plain) {
    fail_range(node, shown, "1 to 64 bytes without control characters");
  }
  return text;
}

std::vector<std::pair<std::string, std::string>> read_labels(const Node& node,
                                                             nlohmann::json& out) {
  if (node.kind != Node::Kind::kMap) fail_type(node, "labels", wanted_type(*find_key("labels")));
  std::vector<std::pair<std::string, std::string>> labels;
  for (const Node::Entry& entry : node.entries) {
    labels.emplace_back(entry.key, label_value(entry.value, "labels." + entry.key));
    out[entry.key] = labels.back().second;
  }
  return labels;
}

}  // namespace hebb::config
