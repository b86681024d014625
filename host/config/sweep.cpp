// sweep -- one document to all its runs.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "config/bounds.hpp"
#include "config/experiment.hpp"
#include "config/message.hpp"
#include "config/resolve_parts.hpp"
#include "config/set_value.hpp"
#include "config/sweep_axis.hpp"

namespace hebb::config {
namespace {

Node without_sweep(const Node& document) {
  Node base = document;
  std::erase_if(base.entries, [](const Node::Entry& entry) { return entry.key == "sweep"; });
  return base;
}

// The combination with number `index`, the last axis fastest.
std::vector<std::size_t> combination(const Sweep& sweep, std::uint64_t index) {
  std::vector<std::size_t> digits(sweep.axes.size());
  for (std::size_t i = sweep.axes.size(); i-- > 0;) {
    const std::size_t count = sweep.axes[i].values.size();
    digits[i] = index % count;
    index /= count;
  }
  return digits;
}

std::uint64_t seed_of(const Sweep& sweep, const Experiment& experiment, std::uint64_t index) {
  if (!sweep.seeds.empty()) return sweep.seeds[index];
  const std::uint64_t seed = experiment.seed + index;
  if (seed > static_cast<std::uint64_t>(kLargestExact)) {
    fail(sweep.seeds_mark,
         fmt::format("sweep.seeds counts up to seed {}, wanted at most {}", seed, kLargestExact));
  }
  return seed;
}

std::string axes_text(const PlannedRun& run) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : run.axes) parts.push_back(fmt::format("{}={}", key, value));
  return fmt::format("{}", fmt::join(parts, ", "));
}

void check_distinct(const std::vector<PlannedRun>& runs, const Mark& mark) {
  std::unordered_map<std::string, const PlannedRun*> by_id;
  for (const PlannedRun& run : runs) {
    const auto [first, is_new] = by_id.emplace(run.experiment.id, &run);
    if (is_new) continue;
    fail(mark, fmt::format("two runs of the sweep are the same ({} and {}), wanted distinct ones",
                           axes_text(*first->second), axes_text(run)));
  }
}

}  // namespace

std::vector<PlannedRun> plan(const Node& document, const PluginLookup& lookup) {
  const Sweep sweep = read_sweep(document);
  const Node base = without_sweep(document);
  std::vector<PlannedRun> runs;
  for (std::uint64_t index = 0; index < sweep.runs / sweep.seed_count; ++index) {
    Node point = base;
    PlannedRun run;
    const std::vector<std::size_t> digits = combination(sweep, index);
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const Axis& axis = sweep.axes[i];
      set_value(point, axis.parts, axis.mark, axis.values[digits[i]]);
      run.axes.emplace_back(axis.key, display_text(axis.values[digits[i]]));
    }
    run.experiment = resolve(point, lookup);
    const Experiment& first = run.experiment;
    for (std::uint64_t i = 0; i < sweep.seed_count; ++i) {
      PlannedRun& seeded = runs.emplace_back(run);
      set_seed(seeded.experiment, seed_of(sweep, first, i));
    }
  }
  check_distinct(runs, sweep.mark);
  return runs;
}

}  // namespace hebb::config
