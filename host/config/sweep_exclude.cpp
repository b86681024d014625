// sweep_exclude -- exclude: combinations of a sweep that are not run.
#include "config/sweep_exclude.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.hpp"
#include "config/display.hpp"
#include "config/keys.hpp"
#include "config/message.hpp"
#include "config/set_value.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

bool is_number(const Node& node) {
  return node.kind == Node::Kind::kInteger || node.kind == Node::Kind::kReal;
}

// Whether `got` has all that `wanted` says: a table may have more, and a bare name is a table with
// a name.
bool has_value(const Node& got, const Node& wanted) {
  if (is_number(got) && is_number(wanted)) {
    const bool are_integers = got.kind == wanted.kind && got.kind == Node::Kind::kInteger;
    return are_integers ? got.integer == wanted.integer : got.real == wanted.real;
  }
  using enum Node::Kind;
  if (wanted.kind == kMap) {
    return std::all_of(wanted.entries.begin(), wanted.entries.end(),
                       [&got](const Node::Entry& entry) {
                         const bool is_bare = got.kind == kString && entry.key == "name";
                         const Node* const value = is_bare ? &got : got.find(entry.key);
                         return value != nullptr && has_value(*value, entry.value);
                       });
  }
  if (wanted.kind == kString && got.kind == kMap) {
    const Node* const name = got.find("name");
    return name != nullptr && has_value(*name, wanted);
  }
  if (wanted.kind == kList) {
    return got.kind == kList && std::equal(got.items.begin(), got.items.end(), wanted.items.begin(),
                                           wanted.items.end(), &has_value);
  }
  return got.kind == wanted.kind && got.text == wanted.text;
}

const Node* find_axis_value(const Node& root, std::span<const std::string> parts) {
  const Node* node = &root;
  for (const std::string& part : parts) {
    // A bare name is a table with a name.
    if (node->kind == Node::Kind::kString && part == "name") continue;
    node = node->find(part);
    if (node == nullptr) return nullptr;
  }
  return node;
}

template <class Test>
bool any_choice(std::span<const Axis> axes, const Test& test) {
  return std::any_of(axes.begin(), axes.end(), [&test](const Axis& axis) {
    return std::any_of(axis.choices.begin(), axis.choices.end(), test);
  });
}

bool is_label(std::span<const Axis> axes, const std::string& key, const Node& value) {
  if (value.kind != Node::Kind::kString) return false;
  return any_choice(axes, [&](const Choice& choice) {
    return std::find(choice.labels.begin(), choice.labels.end(), std::pair(key, value.text)) !=
           choice.labels.end();
  });
}

// Whether an axis sets the key, something inside it, or something that it is inside of.
bool is_set(std::span<const Axis> axes, const std::string& key) {
  return any_choice(axes, [&key](const Choice& choice) {
    return std::any_of(choice.settings.begin(), choice.settings.end(), [&key](const Setting& set) {
      return set.key == key || set.key.starts_with(key + ".") || key.starts_with(set.key + ".");
    });
  });
}

[[noreturn]] void fail_unset(const Node::Entry& entry, const std::string& shown,
                             std::span<const Axis> axes) {
  if (entry.key == kListColumn) {
    fail_range(entry.value, shown + ".list", "a label of an entry of sweep.list");
  }
  std::vector<std::string> keys;
  for (const Axis& axis : axes) {
    for (const Choice& choice : axis.choices) {
      for (const auto& [key, text] : choice.shown) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
      }
    }
  }
  keys.emplace_back("seed");
  std::string hint = suggestion(entry.key, keys);
  if (hint.empty()) hint = fmt::format(", wanted one of {}", fmt::join(keys, ", "));
  fail(entry.mark, fmt::format("{} has {}, which no axis of the sweep sets{}", shown,
                               in_quotes(entry.key), hint));
}

}  // namespace

Excluder::Excluder(const Node& list, std::span<const Axis> axes, bool changed) {
  if (list.kind != Node::Kind::kList) fail_type(list, "sweep.exclude", "a list of tables");
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    add(list.items[i], fmt::format("sweep.exclude[{}]", i), axes, changed);
  }
}

void Excluder::add(const Node& node, const std::string& shown, std::span<const Axis> axes,
                   bool changed) {
  if (node.kind != Node::Kind::kMap) fail_type(node, shown, "a table of dotted keys");
  if (node.entries.empty()) fail(node.mark, fmt::format("{} is empty, wanted a key", shown));
  Entry entry;
  entry.mark = node.mark;
  entry.must_exclude = !changed || node.mark.line == 0;  // an option's own entry has no excuse
  for (const Node::Entry& item : node.entries) {
    if (item.key == "seed") {
      entry.seed = static_cast<std::uint64_t>(
          integer_value(item.value, shown + ".seed", find_key("seed")->bounds));
      continue;
    }
    Condition condition{item.key, key_parts(item.key, item.mark), item.value};
    condition.is_label = is_label(axes, item.key, item.value);
    if (!condition.is_label && !is_set(axes, item.key) && entry.must_exclude) {
      fail_unset(item, shown, axes);
    }
    entry.conditions.push_back(std::move(condition));
  }
  entries_.push_back(std::move(entry));
}

bool Excluder::meets(Entry& entry, const Node& point, std::span<const Choice* const> combination) {
  bool meets_all = true;
  for (Condition& condition : entry.conditions) {
    bool is_met = false;
    if (condition.is_label) {
      const std::pair label(condition.key, condition.value.text);
      is_met = std::any_of(combination.begin(), combination.end(), [&label](const Choice* choice) {
        return std::find(choice->labels.begin(), choice->labels.end(), label) !=
               choice->labels.end();
      });
    } else {
      const Node* const got = find_axis_value(point, condition.parts);
      is_met = got != nullptr && has_value(*got, condition.value);
    }
    condition.was_met = condition.was_met || is_met;
    meets_all = meets_all && is_met;
  }
  return meets_all;
}

std::optional<std::vector<std::uint64_t>> Excluder::excluded_seeds(
    const Node& point, std::span<const Choice* const> combination) {
  std::vector<std::uint64_t> seeds;
  bool is_excluded = false;
  for (Entry& entry : entries_) {
    if (!meets(entry, point, combination)) continue;
    entry.was_met = true;
    if (entry.seed) {
      seeds.push_back(*entry.seed);
    } else {
      is_excluded = true;
    }
  }
  if (is_excluded) return std::nullopt;
  return seeds;
}

void Excluder::saw_seed(std::uint64_t seed) {
  for (Entry& entry : entries_) entry.seed_was_met = entry.seed_was_met || entry.seed == seed;
}

std::string Excluder::why_unused(const Entry& entry) {
  for (const Condition& condition : entry.conditions) {
    if (condition.was_met) continue;
    return fmt::format("{} is never {}", condition.key, printable(display_text(condition.value)));
  }
  if (entry.seed && !entry.seed_was_met) return fmt::format("seed is never {}", *entry.seed);
  return "no run has all of its values";
}

void Excluder::check_all_used() const {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.was_met && (!entry.seed || entry.seed_was_met)) continue;
    const std::string message =
        fmt::format("sweep.exclude[{}] excludes nothing: {}", i, why_unused(entry));
    if (entry.must_exclude) fail(entry.mark, message + ", wanted values of this sweep");
    write_log(LogLevel::kWarning, entry.mark.text() + ": " + message);
  }
}

}  // namespace hebb::config
