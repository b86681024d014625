// sweep -- one document to all its runs.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "config/bounds.hpp"
#include "config/display.hpp"
#include "config/experiment.hpp"
#include "config/message.hpp"
#include "config/resolve_parts.hpp"
#include "config/set_value.hpp"
#include "config/sweep_spec.hpp"

namespace hebb::config {
namespace {

// What every run is resolved from: without what is not a run's.
Node base_of(const Node& document) {
  Node base = document;
  std::erase_if(base.entries, [](const Node::Entry& entry) {
    return entry.key == "sweep" || entry.key == "quick" || entry.key == "published";
  });
  return base;
}

using Combination = std::vector<const Choice*>;

// The combination with number `index`, the last axis fastest.
Combination combination(const Sweep& sweep, std::uint64_t index) {
  Combination choices(sweep.axes.size());
  for (std::size_t i = sweep.axes.size(); i-- > 0;) {
    const std::vector<Choice>& all = sweep.axes[i].choices;
    choices[i] = &all[index % all.size()];
    index /= all.size();
  }
  return choices;
}

Node point_of(const Node& base, const Combination& combination) {
  Node point = base;
  for (const Choice* choice : combination) {
    for (const Setting& setting : choice->settings) {
      set_value(point, setting.parts, setting.mark, setting.value);
    }
    for (const auto& [key, label] : choice->labels) {
      Node text;
      text.kind = Node::Kind::kString;
      text.mark = choice->mark;
      text.text = label;
      set_value(point, {"labels", key}, choice->mark, std::move(text));
    }
  }
  return point;
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

void check_distinct(const std::vector<PlannedRun>& runs, const Mark& mark) {
  std::unordered_map<std::string, const PlannedRun*> by_id;
  for (const PlannedRun& run : runs) {
    const auto [first, is_new] = by_id.emplace(run.experiment.id, &run);
    if (is_new) continue;
    fail(mark, fmt::format("two runs of the sweep are the same ({} and {}), wanted distinct ones",
                           joined_texts(first->second->axes, ", "), joined_texts(run.axes, ", ")));
  }
}

// Resolves a combination. An error that the first one does not have comes from what is combined, so
// it says which run it is.
Experiment resolve_point(const Node& point, const PluginLookup& lookup, const PlannedRun& run,
                         std::uint64_t number, std::uint64_t count) {
  try {
    return resolve(point, lookup);
  } catch (const Error& error) {
    if (number == 1) throw;
    throw Error(error.code(), fmt::format("{} (in run {} of {}: {})", error.what(), number, count,
                                          joined_texts(run.axes, ", ")));
  }
}

// Appends the runs of a combination, one for each seed that is not in `without`.
void add_seeds(const PlannedRun& run, Sweep& sweep, const std::vector<std::uint64_t>& without,
               std::vector<PlannedRun>& runs) {
  for (std::uint64_t i = 0; i < sweep.seed_count; ++i) {
    const std::uint64_t seed = seed_of(sweep, run.experiment, i);
    sweep.excluder.saw_seed(seed);
    if (std::find(without.begin(), without.end(), seed) != without.end()) continue;
    set_seed(runs.emplace_back(run).experiment, seed);
  }
}

}  // namespace

std::vector<PlannedRun> plan(const Node& document, const PluginLookup& lookup) {
  check_quick(document);
  Sweep sweep = read_sweep(document);
  const Node base = base_of(document);
  std::vector<PlannedRun> runs;
  for (std::uint64_t index = 0; index < sweep.combinations; ++index) {
    const Combination choices = combination(sweep, index);
    const Node point = point_of(base, choices);
    const auto without = sweep.excluder.excluded_seeds(point, choices);
    if (!without) continue;
    PlannedRun run;
    for (const Choice* choice : choices) {
      run.axes.insert(run.axes.end(), choice->shown.begin(), choice->shown.end());
    }
    run.experiment = resolve_point(point, lookup, run, index * sweep.seed_count + 1,
                                   sweep.combinations * sweep.seed_count);
    add_seeds(run, sweep, *without, runs);
  }
  sweep.excluder.check_all_used();
  if (runs.empty()) fail(sweep.mark, "sweep.exclude leaves no run, wanted one or more");
  check_distinct(runs, sweep.mark);
  return runs;
}

}  // namespace hebb::config
