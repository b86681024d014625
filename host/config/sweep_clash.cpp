// sweep_clash -- no axis of a sweep may undo what another one, or an option, has set.
#include "config/sweep_clash.hpp"

#include <fmt/format.h>

#include "config/message.hpp"
#include "config/set_value.hpp"

namespace hebb::config {
namespace {

// An option's value inside `node`, or nullptr.
const Mark* override_in(const Node& node) {
  if (node.mark.line == 0 && node.mark.source.starts_with("-s ")) return &node.mark;
  for (const Node& item : node.items) {
    if (const Mark* const mark = override_in(item)) return mark;
  }
  for (const Node::Entry& entry : node.entries) {
    if (const Mark* const mark = override_in(entry.value)) return mark;
  }
  return nullptr;
}

const Node* find_value(const Node& root, const std::vector<std::string>& parts) {
  const Node* node = &root;
  for (const std::string& part : parts) {
    if (node->kind == Node::Kind::kList) {
      const std::size_t index = item_index(*node, part);
      if (index == node->items.size()) return nullptr;
      node = &node->items[index];
      continue;
    }
    node = node->find(part);
    if (node == nullptr) return nullptr;
  }
  return node;
}

void check_key(const Setting& setting, std::string_view part) {
  if (setting.key == "seed") {
    fail(setting.mark, fmt::format("{} has seed, wanted it in sweep.seeds", part));
  }
  const std::string& first = setting.parts.front();
  if (first == "sweep" || first == "quick" || first == "include" || first == "labels") {
    fail(setting.mark,
         fmt::format("{} has {}, wanted a key of a single run", part, in_quotes(setting.key)));
  }
}

}  // namespace

void ClashCheck::check(const Setting& setting, const std::string& part, const Keys& earlier) const {
  check_key(setting, part);
  const std::string& key = setting.key;
  if (const auto same = earlier.find(key); same != earlier.end()) {
    fail(setting.mark,
         fmt::format("{}.{} is in {}, too, wanted it in one of them", part, key, same->second));
  }
  const auto inside = earlier.lower_bound(key + ".");
  if (inside != earlier.end() && inside->first.starts_with(key + ".")) {
    const bool is_same_part = inside->second == part;
    fail(setting.mark,
         fmt::format("{0}.{1} comes after {2} and would replace it, wanted {1} first{3}", part, key,
                     is_same_part ? inside->first : inside->second + "." + inside->first,
                     is_same_part ? "" : " (grid comes before zip, and zip before list)"));
  }
  const Node* const present = find_value(document_, setting.parts);
  const Mark* const option = present == nullptr ? nullptr : override_in(*present);
  if (option == nullptr) return;
  const std::string instead = part == "sweep.grid" ? fmt::format("--sweep {}=.. or ", key) : "";
  fail(*option,
       fmt::format("{}.{} would replace this value, wanted {}no such axis", part, key, instead));
}

void ClashCheck::add(std::string_view part, const Axis& axis) {
  const std::string name(part);
  Keys added;
  for (const Choice& choice : axis.choices) {
    Keys own = earlier_;  // the entries of a list have nothing to do with one another
    for (const Setting& setting : choice.settings) {
      check(setting, name, own);
      own.emplace(setting.key, name);
      added.emplace(setting.key, name);
    }
  }
  earlier_.merge(added);
}

}  // namespace hebb::config
