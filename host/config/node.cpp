// node -- a YAML document as a typed tree with marks.
#include "config/node.hpp"

#include <fmt/format.h>

namespace hebb::config {

std::string Mark::text() const {
  return line == 0 ? source : fmt::format("{}:{}:{}", source, line, column);
}

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

Node* Node::find(std::string_view key) {
  for (Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

}  // namespace hebb::config
