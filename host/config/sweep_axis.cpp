// sweep_axis -- the sweep: table, read and checked, before any run is resolved.
#include "config/sweep_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "config/keys.hpp"
#include "config/message.hpp"
#include "config/set_value.hpp"
#include "config/table_reader.hpp"
#include "config/values.hpp"

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
    node = node->find(part);
    if (node == nullptr) return nullptr;
  }
  return node;
}

void check_key(const Axis& axis) {
  if (axis.key == "seed") fail(axis.mark, "sweep.grid has seed, wanted it in sweep.seeds");
  if (axis.parts.front() == "sweep") {
    fail(axis.mark,
         fmt::format("sweep.grid has {}, wanted a key of a single run", in_quotes(axis.key)));
  }
}

// An axis replaces what its key holds, so it may not come after a choice inside it.
void check_replaced(const Axis& axis, const std::vector<Axis>& earlier, const Node& document) {
  for (const Axis& other : earlier) {
    if (!other.key.starts_with(axis.key + ".")) continue;
    fail(axis.mark, fmt::format("sweep.grid.{0} comes after {1} and would replace it, wanted {0} "
                                "first",
                                axis.key, other.key));
  }
  const Node* const present = find_value(document, axis.parts);
  const Mark* const option = present == nullptr ? nullptr : override_in(*present);
  if (option == nullptr) return;
  fail(*option, fmt::format("sweep.grid.{0} would replace this value, wanted --sweep {0}=.. or "
                            "no such axis",
                            axis.key));
}

std::vector<Axis> read_axes(const Node& grid, const Node& document) {
  if (grid.kind != Node::Kind::kMap) fail_type(grid, "sweep.grid", "a table of lists");
  std::vector<Axis> axes;
  for (const Node::Entry& entry : grid.entries) {
    const std::string shown = "sweep.grid." + entry.key;
    if (entry.value.kind == Node::Kind::kMap) {
      fail_type(entry.value, shown, "a list (write dotted keys: model.units: [32, 64])");
    }
    if (entry.value.kind != Node::Kind::kList) fail_type(entry.value, shown, "a list");
    if (entry.value.items.empty()) {
      fail(entry.value.mark, fmt::format("{} is an empty list, wanted one value or more", shown));
    }
    Axis axis{entry.key, key_parts(entry.key, entry.mark), entry.mark, entry.value.items};
    check_key(axis);
    check_replaced(axis, axes, document);
    axes.push_back(std::move(axis));
  }
  return axes;
}

void read_seeds(const Node& node, Sweep& sweep) {
  const KeySpec& row = *find_key("sweep.seeds");
  sweep.seeds_mark = node.mark;
  if (node.kind == Node::Kind::kInteger) {
    if (!row.bounds.contains(node.real)) fail_range(node, "sweep.seeds", row.range);
    sweep.seed_count = static_cast<std::uint64_t>(node.integer);
    return;
  }
  if (node.kind != Node::Kind::kList) fail_type(node, "sweep.seeds", wanted_type(row));
  if (node.items.empty()) fail(node.mark, "sweep.seeds is an empty list, wanted one seed or more");
  std::set<std::uint64_t> distinct;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string shown = fmt::format("sweep.seeds[{}]", i);
    const auto seed =
        static_cast<std::uint64_t>(integer_value(node.items[i], shown, find_key("seed")->bounds));
    if (!distinct.insert(seed).second) {
      fail(node.items[i].mark, fmt::format("{} is {} again, wanted distinct seeds", shown, seed));
    }
    sweep.seeds.push_back(seed);
  }
  sweep.seed_count = sweep.seeds.size();
}

void count_runs(Sweep& sweep) {
  sweep.runs = sweep.seed_count;
  for (const Axis& axis : sweep.axes) {
    // Both factors are far below 2^32: a document has at most 100,000 values.
    sweep.runs *= axis.values.size();
    if (sweep.runs > kMaxRuns) break;
  }
  if (sweep.runs > kMaxRuns) {
    fail(sweep.mark, fmt::format("sweep has more than {} runs, wanted fewer", kMaxRuns));
  }
}

std::string flow_text(const Node& node);

// " name=value" for all that is in a table but its name.
std::string settings_text(const Node& table, const std::string& prefix) {
  std::string text;
  for (const Node::Entry& entry : table.entries) {
    if (prefix.empty() && entry.key == "name") continue;
    const std::string name = prefix + entry.key;
    text += entry.value.kind == Node::Kind::kMap
                ? settings_text(entry.value, name + ".")
                : fmt::format(" {}={}", name, flow_text(entry.value));
  }
  return text;
}

// As it would stand in YAML's flow style; a table with a name by the name.
std::string flow_text(const Node& node) {
  if (node.kind == Node::Kind::kNull) return "null";
  std::vector<std::string> parts;
  if (node.kind == Node::Kind::kList) {
    for (const Node& item : node.items) parts.push_back(flow_text(item));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
  if (node.kind != Node::Kind::kMap) return node.text;
  if (const Node* const name = node.find("name")) return flow_text(*name) + settings_text(node, "");
  for (const Node::Entry& entry : node.entries) {
    parts.push_back(fmt::format("{}: {}", entry.key, flow_text(entry.value)));
  }
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

}  // namespace

Sweep read_sweep(const Node& document) {
  Sweep sweep;
  sweep.mark = document.mark;
  const Node* const node = document.find("sweep");
  if (node == nullptr || node->kind == Node::Kind::kNull) return sweep;
  nlohmann::json unused;
  const TableReader table(*node, "sweep", unused);
  sweep.mark = node->mark;
  sweep.axes = read_axes(table.value("grid"), document);
  if (table.has("seeds")) read_seeds(table.value("seeds"), sweep);
  count_runs(sweep);
  return sweep;
}

std::string display_text(const Node& value) { return flow_text(value); }

}  // namespace hebb::config
