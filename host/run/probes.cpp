#include "run/probes.hpp"

#include <algorithm>
#include <chrono>

#include "train/features.hpp"
#include "train/probe.hpp"

namespace hebb::run {
namespace {

constexpr std::size_t kMegabyte = 1000000;

// The layer whose activities a probe reads, counted from 0.
std::size_t layer_of(const config::ProbeSettings& probe, const train::Stack& stack) {
  return (probe.layer == 0 ? stack.size() : probe.layer) - 1;
}

// The probes of one layer.
void probe_layer(const config::Experiment& experiment, const train::Stack& stack, std::size_t index,
                 const train::LineSink& sink, train::Checkpoints& checkpoints,
                 nlohmann::json& summary) {
  std::size_t memory = 0;
  for (const auto& probe : experiment.probes) {
    if (layer_of(probe, stack) != index) continue;
    memory = std::max<std::size_t>(memory, probe.memory * kMegabyte);
  }
  if (memory == 0) return;
  const train::Layer& layer = stack.layer(index);
  const std::string prefix = train::layer_prefix(layer.settings.layer);
  (void)checkpoints.enter(prefix + "features");  // needed by whatever comes next
  const auto begin = std::chrono::steady_clock::now();
  train::Features features(layer.settings, layer.dataset, layer.plugins, layer.weights, memory,
                           checkpoints);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  summary[prefix + "features.seconds"] = seconds.count();
  for (std::size_t i = 0; i < experiment.probes.size(); ++i) {
    const config::ProbeSettings& settings = experiment.probes[i];
    if (layer_of(settings, stack) != index) continue;
    const std::string name = i == 0 ? "probe" : "probe." + settings.name;
    if (!checkpoints.enter(name)) continue;
    const nlohmann::json result = train::run_probe(layer.settings, settings, i, features,
                                                   layer.dataset.classes, sink, checkpoints);
    for (const auto& [key, value] : result.items()) summary[name + "." + key] = value;
  }
}

}  // namespace

void run_probes(const config::Experiment& experiment, const train::Stack& stack,
                const train::LineSink& sink, train::Checkpoints& checkpoints,
                nlohmann::json& summary) {
  for (std::size_t i = 0; i < stack.size(); ++i) {
    probe_layer(experiment, stack, i, sink, checkpoints, summary);
  }
}

}  // namespace hebb::run
