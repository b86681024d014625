// set_value -- writes a value at a dotted key of a document.
#include "config/set_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "config/keys.hpp"
#include "config/message.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

// The tables whose keys have dots.
constexpr std::string_view kGrid = "sweep.grid.";
constexpr std::string_view kZip = "sweep.zip.";

void check_part(std::string_view part, std::string_view key, const Mark& mark) {
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  if (part.empty() || part.find_first_not_of(kAllowed) != std::string_view::npos) {
    fail(mark, fmt::format("{} is no key, wanted one such as train.rate", in_quotes(key)));
  }
}

Node empty_table(const Mark& mark) {
  Node table;
  table.kind = Node::Kind::kMap;
  table.mark = mark;
  return table;
}

// Makes a table of what stands for one.
void make_table(Node& node, const std::string& path, const Mark& mark) {
  if (node.kind == Node::Kind::kMap) return;
  const KeySpec* const row = find_key(path);
  const bool is_string = node.kind == Node::Kind::kString;
  const bool is_none =
      row != nullptr && row->kind == KeyType::kProbes && is_string && node.text == "none";
  if (node.kind == Node::Kind::kNull || is_none) {
    node = empty_table(mark);
    return;
  }
  if (row == nullptr || row->named.empty() || !is_string) {
    fail(mark, fmt::format("{} is {}, wanted a table", path.empty() ? "the document" : path,
                           description(node)));
  }
  Node table = empty_table(node.mark);
  table.entries.push_back({"name", node.mark, std::move(node)});
  node = std::move(table);
}

bool is_number(std::string_view part) {
  return part.find_first_not_of("0123456789") == std::string_view::npos;
}

Node& item_of(Node& list, const std::string& path, const std::string& part, const Mark& mark) {
  const std::size_t index = item_index(list, part);
  if (index < list.items.size()) return list.items[index];
  fail(mark, list.items.empty()
                 ? fmt::format("{0} is an empty list, wanted it whole: {0}=[..]", path)
                 : fmt::format("{0}.{1} is not there, wanted one of {0}.0 to {0}.{2}", path, part,
                               list.items.size() - 1));
}

Node& child(Node& table, const std::string& key, const Mark& mark) {
  if (Node* const found = table.find(key)) return *found;
  table.entries.push_back({key, mark, {}});
  table.entries.back().value.mark = mark;
  return table.entries.back().value;
}

}  // namespace

std::vector<std::string> key_parts(std::string_view key, const Mark& mark) {
  std::vector<std::string> parts;
  std::string_view rest = key;
  const bool is_axis = key.starts_with(kGrid) || key.starts_with(kZip);
  if (is_axis) {
    const std::string_view table = key.starts_with(kGrid) ? kGrid : kZip;
    rest.remove_prefix(table.size());
    parts = {"sweep", table == kGrid ? "grid" : "zip", std::string(rest)};
  }
  while (true) {
    const std::size_t dot = rest.find('.');
    const std::string_view part = rest.substr(0, dot);
    check_part(part, key, mark);
    if (!is_axis) parts.emplace_back(part);
    if (dot == std::string_view::npos) return parts;
    rest.remove_prefix(dot + 1);
  }
}

std::size_t item_index(const Node& list, const std::string& part) {
  constexpr std::size_t kDigits = 6;  // a document has at most 100,000 nodes
  if (!is_number(part) || part.size() > kDigits) return list.items.size();
  return std::min<std::size_t>(list.items.size(), std::stoul(part));
}

void set_value(Node& root, const std::vector<std::string>& parts, const Mark& mark, Node value) {
  Node* node = &root;
  std::string path;
  for (const std::string& part : parts) {
    if (node->kind == Node::Kind::kList && is_number(part) && !path.empty()) {
      node = &item_of(*node, path, part, mark);
      path += "[]";
      continue;
    }
    make_table(*node, path, mark);
    node = &child(*node, part, mark);
    path += path.empty() ? part : "." + part;
  }
  *node = std::move(value);
}

}  // namespace hebb::config
