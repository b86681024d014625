// experiments -- plugins as data, and what holds for every run of a document.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "config/experiment.hpp"
#include "config/published.hpp"
#include "config/sweep_spec.hpp"
#include "input.hpp"

namespace hebb::fuzz {

// A parameter of each type, with and without a table, a schedule and open ends.
inline const config::PluginSpec& find_plugin(const std::string& kind, const std::string& name,
                                             const config::Mark& mark) {
  using Type = config::ParameterSpec::Type;
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  static const std::string digest(64, 'a');
  static const std::vector<config::PluginSpec> all{
      {"rule",
       "softhebb",
       digest,
       {{"temperature", Type::kReal, 1, 0, kInfinite, true, false, true, {}, "", ""},
        {"competition",
         Type::kChoice,
         0,
         0,
         1,
         false,
         false,
         false,
         {"potential", "activity"},
         "",
         ""},
        {"anti_hebbian", Type::kBoolean, 0, 0, 1, false, false, false, {}, "", ""},
        {"winners", Type::kInteger, 1, 1, kInfinite, false, false, false, {}, "", ""}}},
      {"rule",
       "hebbnet",
       digest,
       {{"sparsity", Type::kReal, 0, 0, 1, false, true, false, {}, "", ""},
        {"target.keep", Type::kReal, 0.05, 0, 1, false, false, false, {}, "", ""}}},
      {"activation", "relu", digest, {}},
      {"activation",
       "triangle",
       digest,
       {{"power", Type::kReal, 1, 0, kInfinite, false, false, false, {}, "", ""}}},
      {"metric", "gini", digest, {}},
      {"metric",
       "dead",
       digest,
       {{"level", Type::kReal, 0.05, 0, 1, false, false, false, {}, "", ""}}}};
  for (const config::PluginSpec& plugin : all) {
    if (plugin.kind == kind && plugin.name == name) return plugin;
  }
  throw Error(ExitCode::kMissing, mark.text() + ": no " + kind + " " + name);
}

// Plans all runs of a document, but for sweeps of very many. Throws Error.
inline void plan(const config::Node& document) {
  constexpr std::uint64_t kMostRuns = 50;
  const config::Sweep sweep = config::read_sweep(document);
  if (sweep.combinations * std::max<std::uint64_t>(sweep.seed_count, 1) > kMostRuns) return;
  const std::vector<config::PlannedRun> runs = config::plan(document, find_plugin);
  for (const config::PlannedRun& run : runs) {
    const config::Experiment& planned = run.experiment;
    const auto again =
        config::resolve(config::parse_text(planned.resolved.dump(), "config.json"), find_plugin);
    require(again.id == planned.id, "a run's config.json is the same run");
  }
  (void)config::read_published(document, runs);
}

}  // namespace hebb::fuzz
