// sweep_spec -- the sweep: table, read and checked before any run is resolved.
#include "config/sweep_spec.hpp"

#include <fmt/format.h>

#include <map>

#include "config/keys.hpp"
#include "config/message.hpp"
#include "config/table_reader.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

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
  std::map<std::uint64_t, Mark> distinct;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string shown = fmt::format("sweep.seeds[{}]", i);
    const auto seed =
        static_cast<std::uint64_t>(integer_value(node.items[i], shown, find_key("seed")->bounds));
    if (!distinct.emplace(seed, node.items[i].mark).second) {
      fail(node.items[i].mark, fmt::format("{} is {} again, wanted distinct seeds", shown, seed));
    }
    sweep.seeds.push_back(seed);
  }
  sweep.seed_count = sweep.seeds.size();
}

void count_runs(Sweep& sweep) {
  for (const Axis& axis : sweep.axes) {
    // Both factors are far below 2^32: a document has at most 100,000 values.
    sweep.combinations *= axis.choices.size();
    if (sweep.combinations > kMaxRuns) break;
  }
  if (sweep.combinations * sweep.seed_count <= kMaxRuns) return;
  fail(sweep.mark, fmt::format("sweep has more than {} runs, wanted at most that", kMaxRuns));
}

bool has_option(const Node& sweep) {
  if (sweep.mark.line == 0) return true;
  for (const Node::Entry& entry : sweep.entries) {
    if (entry.value.mark.line == 0) return true;
    for (const Node::Entry& axis : entry.value.entries) {
      if (axis.value.mark.line == 0) return true;
    }
  }
  return false;
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
  sweep.axes = read_axes(*node, document);
  if (table.has("seeds")) read_seeds(table.value("seeds"), sweep);
  count_runs(sweep);
  if (table.has("exclude")) {
    sweep.excluder = Excluder(table.value("exclude"), sweep.axes, has_option(*node));
  }
  return sweep;
}

}  // namespace hebb::config
