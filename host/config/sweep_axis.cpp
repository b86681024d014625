// sweep_axis -- the axes of a sweep, read and checked before any run is resolved.
#include "config/sweep_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "config/display.hpp"
#include "config/labels.hpp"
#include "config/message.hpp"
#include "config/set_value.hpp"
#include "config/sweep_clash.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

struct Labelled {
  const Node* value;
  std::string label;  // "" where there is none
};

// {label: .., value: ..}, or the value itself. No table of an experiment has a key `label`.
Labelled read_labelled(const Node& node, const std::string& shown) {
  const Node* const label = node.find("label");
  if (label == nullptr) return {&node, ""};
  for (const Node::Entry& entry : node.entries) {
    if (entry.key == "label" || entry.key == "value") continue;
    fail(entry.mark, fmt::format("{} has a label and {}, wanted {{label: .., value: ..}}", shown,
                                 in_quotes(entry.key)));
  }
  const Node* const value = node.find("value");
  if (value == nullptr) {
    fail(node.mark, fmt::format("{}.value is missing, wanted {{label: .., value: ..}}", shown));
  }
  return {value, label_value(*label, shown + ".label")};
}

// The values of an axis of grid: or zip:, one choice each.
std::vector<Choice> read_values(const Node::Entry& entry, const std::string& shown) {
  const Node& list = entry.value;
  if (list.kind == Node::Kind::kMap) {
    fail_type(list, shown, "a list (write dotted keys: model.units: [32, 64])");
  }
  if (list.kind != Node::Kind::kList) fail_type(list, shown, "a list");
  if (list.items.empty()) {
    fail(list.mark, fmt::format("{} is an empty list, wanted one value or more", shown));
  }
  const std::vector<std::string> parts = key_parts(entry.key, entry.mark);
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Labelled item = read_labelled(list.items[i], fmt::format("{}[{}]", shown, i));
    Choice& choice = choices.emplace_back();
    choice.mark = list.items[i].mark;
    choice.settings.push_back({entry.key, parts, entry.mark, *item.value});
    const bool has_label = !item.label.empty();
    choice.shown.emplace_back(entry.key, has_label ? item.label : display_text(*item.value));
    if (has_label) choice.labels.push_back(choice.shown.back());
  }
  return choices;
}

// A table that is written must have something in it: an empty one is a mistake in most cases.
const Node* part_of(const Node& sweep, std::string_view name,
                    std::initializer_list<Node::Kind> kinds, const std::string& wanted) {
  const Node* const part = sweep.find(name);
  if (part == nullptr || part->kind == Node::Kind::kNull) return nullptr;
  const std::string shown = fmt::format("sweep.{}", name);
  if (std::find(kinds.begin(), kinds.end(), part->kind) == kinds.end()) {
    fail_type(*part, shown, wanted);
  }
  if (part->entries.empty() && part->items.empty()) {
    fail(part->mark, fmt::format("{} is empty, wanted {}, or null for none", shown, wanted));
  }
  return part;
}

void append(Choice& choice, Choice more) {
  const auto move_to = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  move_to(choice.settings, more.settings);
  move_to(choice.shown, more.shown);
  move_to(choice.labels, more.labels);
}

Axis read_zip(const Node& zip) {
  Axis axis;
  for (const Node::Entry& entry : zip.entries) {
    std::vector<Choice> choices = read_values(entry, "sweep.zip." + entry.key);
    if (axis.choices.empty()) {
      axis.choices = std::move(choices);
      continue;
    }
    if (choices.size() != axis.choices.size()) {
      fail(entry.value.mark,
           fmt::format("sweep.zip.{} has length {}, but {} has {}, wanted equal lengths", entry.key,
                       choices.size(), zip.entries.front().key, axis.choices.size()));
    }
    for (std::size_t i = 0; i < choices.size(); ++i) append(axis.choices[i], std::move(choices[i]));
  }
  return axis;
}

Choice read_list_entry(const Node& entry, const std::string& shown, bool has_labels) {
  if (entry.kind != Node::Kind::kMap) fail_type(entry, shown, "a table of dotted keys");
  if (entry.entries.empty()) fail(entry.mark, fmt::format("{} is empty, wanted a key", shown));
  Choice choice;
  choice.mark = entry.mark;
  std::string label;
  for (const Node::Entry& item : entry.entries) {
    if (item.key == "label") {
      label = label_value(item.value, shown + ".label");
      continue;
    }
    if (const Node* const inner = item.value.find("label")) {
      fail(inner->mark,
           fmt::format("{}.{} has a label of its own, wanted one for the entry", shown, item.key));
    }
    choice.settings.push_back({item.key, key_parts(item.key, item.mark), item.mark, item.value});
    choice.shown.emplace_back(item.key, display_text(item.value));
  }
  if (!has_labels) return choice;
  const std::string text = label.empty() ? joined_texts(choice.shown, " ") : label;
  choice.shown = {{std::string(kListColumn), text}};
  if (!label.empty()) choice.labels = choice.shown;
  return choice;
}

// list: {LABEL: {dotted key: value}}. The empty table changes nothing.
Axis read_labelled_list(const Node& list) {
  Axis axis;
  for (const Node::Entry& entry : list.entries) {
    const std::string shown = "sweep.list." + entry.key;
    Node label;
    label.kind = Node::Kind::kString;
    label.mark = entry.mark;
    label.text = entry.key;
    if (entry.value.kind != Node::Kind::kMap)
      fail_type(entry.value, shown, "a table of dotted keys");
    if (const Node* const inner = entry.value.find("label")) {
      fail(inner->mark, fmt::format("{} has a label of its own, wanted none: it is called {}",
                                    shown, in_quotes(entry.key)));
    }
    Node settings = entry.value;
    settings.entries.insert(settings.entries.begin(), Node::Entry{"label", entry.mark, label});
    axis.choices.push_back(read_list_entry(settings, shown, true));
  }
  return axis;
}

Axis read_list(const Node& list) {
  if (list.kind == Node::Kind::kMap) return read_labelled_list(list);
  const bool has_labels = std::any_of(list.items.begin(), list.items.end(), [](const Node& entry) {
    return entry.find("label") != nullptr;
  });
  Axis axis;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    axis.choices.push_back(
        read_list_entry(list.items[i], fmt::format("sweep.list[{}]", i), has_labels));
  }
  return axis;
}

// The result table is grouped by these texts, so a label must not stand for two choices.
void check_labels(const Axis& axis) {
  std::map<Texts, const Choice*> seen;
  for (const Choice& choice : axis.choices) {
    const auto [first, is_new] = seen.emplace(choice.shown, &choice);
    if (is_new || (choice.labels.empty() && first->second->labels.empty())) continue;
    fail(choice.mark, fmt::format("{} is what another value is called, at {}, wanted distinct "
                                  "labels",
                                  joined_texts(choice.shown, " "), first->second->mark.text()));
  }
}

}  // namespace

std::vector<Axis> read_axes(const Node& sweep, const Node& document) {
  std::vector<Axis> axes;
  ClashCheck clashes(document);
  using enum Node::Kind;
  if (const Node* const grid = part_of(sweep, "grid", {kMap}, "a table of lists")) {
    for (const Node::Entry& entry : grid->entries) {
      axes.push_back({read_values(entry, "sweep.grid." + entry.key)});
      clashes.add("sweep.grid", axes.back());
    }
  }
  if (const Node* const zip = part_of(sweep, "zip", {kMap}, "a table of lists")) {
    axes.push_back(read_zip(*zip));
    clashes.add("sweep.zip", axes.back());
  }
  if (const Node* const list =
          part_of(sweep, "list", {kList, kMap}, "a list or a table of tables")) {
    axes.push_back(read_list(*list));
    clashes.add("sweep.list", axes.back());
  }
  for (const Axis& axis : axes) check_labels(axis);
  return axes;
}

}  // namespace hebb::config
