#include "run/probes.hpp"

#include <algorithm>
#include <chrono>

#include "train/features.hpp"
#include "train/probe.hpp"

namespace hebb::run {
namespace {

constexpr std::size_t kBytesPerMegabyte = 1000000;

// The layer whose activities a probe reads, counted from 0.
std::size_t layer_of(const config::ProbeSettings& probe, const train::Stack& stack) {
  return (probe.layer == 0 ? stack.size() : probe.layer) - 1;
}

// The probes of one layer.
void probe_layer(const config::Experiment& experiment, const train::Stack& stack, std::size_t index,
                 nlohmann::json& summary, const train::LineSink& sink) {
  std::size_t memory = 0;
  for (const auto& probe : experiment.probes) {
    if (layer_of(probe, stack) != index) continue;
    memory = std::max<std::size_t>(memory, probe.memory * kBytesPerMegabyte);
  }
  if (memory == 0) return;
  const train::Layer& layer = stack.layer(index);
  const auto begin = std::chrono::steady_clock::now();
  train::Features features(layer.settings, layer.dataset, layer.plugins, layer.weights, memory);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  summary[train::layer_prefix(layer.settings.layer) + "features.seconds"] = seconds.count();
  for (std::size_t i = 0; i < experiment.probes.size(); ++i) {
    const config::ProbeSettings& settings = experiment.probes[i];
    if (layer_of(settings, stack) != index) continue;
    const std::string prefix = i == 0 ? "probe." : "probe." + settings.name + ".";
    const nlohmann::json result =
        train::run_probe(layer.settings, settings, i, features, layer.dataset.classes, sink);
    for (const auto& [key, value] : result.items()) summary[prefix + key] = value;
  }
}

}  // namespace

nlohmann::json run_probes(const config::Experiment& experiment, const train::Stack& stack,
                          const train::LineSink& sink) {
  nlohmann::json summary = nlohmann::json::object();
  for (std::size_t i = 0; i < stack.size(); ++i) {
    probe_layer(experiment, stack, i, summary, sink);
  }
  return summary;
}

}  // namespace hebb::run
