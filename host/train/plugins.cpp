#include "train/plugins.hpp"

namespace hebb::train {

Plugins load_plugins(const config::Experiment& experiment, const plugin::Catalog& catalog) {
  const auto load = [&](plugin::Kind kind, const std::string& name) {
    return &plugin::Library::load(catalog.find(kind, name).file, kind, name);
  };
  Plugins plugins;
  plugins.rule = load(plugin::Kind::kRule, experiment.rule.name);
  plugins.activation = load(plugin::Kind::kActivation, experiment.model.activation.name);
  for (const auto& metric : experiment.metrics) {
    plugins.metrics.push_back(load(plugin::Kind::kMetric, metric.name));
  }
  if (experiment.head) {
    plugins.head_rule = load(plugin::Kind::kRule, experiment.head->rule.name);
    plugins.head_activation = load(plugin::Kind::kActivation, experiment.head->activation.name);
  }
  return plugins;
}

std::uint64_t steps_per_epoch(const config::Experiment& experiment, const data::Dataset& dataset) {
  return (dataset.train.count + experiment.train.batch - 1) / experiment.train.batch;
}

plugin::Setup setup_for(const config::Experiment& experiment, const data::Dataset& dataset,
                        const config::PluginChoice& choice, std::uint32_t batch) {
  plugin::Setup setup;
  setup.inputs = static_cast<std::uint32_t>(dataset.train.inputs);
  setup.units = experiment.model.units;
  setup.classes = dataset.classes;
  setup.batch = batch;
  setup.channels = dataset.image.channels;
  setup.height = dataset.image.height;
  setup.width = dataset.image.width;
  setup.steps = experiment.train.epochs * steps_per_epoch(experiment, dataset);
  setup.samples = dataset.train.count;
  setup.parameters = choice.parameters;
  for (const config::ParameterSchedule& schedule : choice.schedules) {
    setup.schedules.push_back({schedule.parameter, schedule.from, schedule.to});
  }
  setup.seed = experiment.seed;
  return setup;
}

plugin::Setup head_setup_for(const config::Experiment& experiment, const data::Dataset& dataset,
                             const config::PluginChoice& choice, std::uint32_t batch) {
  plugin::Setup setup = setup_for(experiment, dataset, choice, batch);
  setup.inputs = experiment.model.units;
  setup.units = experiment.head->units;
  setup.channels = setup.height = setup.width = 0;
  setup.stream = 1;  // a plugin that the layer has as well draws other numbers there
  return setup;
}

}  // namespace hebb::train
