#include "run/stale.hpp"

#include <string>
#include <utility>
#include <vector>

#include "run/provenance.hpp"

namespace hebb::run {
namespace {

std::vector<std::pair<std::string, std::string>> plugins_of(const config::Experiment& experiment,
                                                            ProbedPlugins& plugins) {
  std::vector<std::pair<std::string, std::string>> list;
  const auto add = [&](plugin::Kind kind, const std::string& name) {
    list.emplace_back(std::string(plugin::word(kind)) + "/" + name, plugins.get(kind, name).sha256);
  };
  add(plugin::Kind::kRule, experiment.rule.name);
  add(plugin::Kind::kActivation, experiment.model.activation.name);
  for (const auto& metric : experiment.metrics) add(plugin::Kind::kMetric, metric.name);
  return list;
}

}  // namespace

void set_stale_aside(std::span<const config::PlannedRun> runs, Store& store, Claims& claims,
                     ProbedPlugins& plugins, CheckedData& data, Audience& audience) {
  for (const config::PlannedRun& run : runs) {
    const config::Experiment& experiment = run.experiment;
    if (!store.has(experiment.id)) continue;
    const auto why = [&] {
      return staleness(store.read(experiment.id, "run.json"), plugins_of(experiment, plugins),
                       data.check(experiment).files);
    };
    if (why().empty()) continue;
    claims.look();
    const auto claim = claims.take(experiment.id, true);
    // Looked at again: whoever had the claim before may have done the same.
    const std::string stale = claim && store.has(experiment.id) ? why() : "";
    if (stale.empty()) continue;
    audience.noted("run " + experiment.id + " is stale (" + stale +
                   "): it is kept under stale/ and runs again");
    store.set_aside(experiment.id);
  }
}

}  // namespace hebb::run
