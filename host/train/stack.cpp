#include "train/stack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/status_page.hpp"
#include "engine/rule_call.hpp"

namespace hebb::train {
namespace {

// The experiment with layer `number` as the only one.
config::Experiment settings_of(const config::Experiment& whole, std::uint32_t number) {
  config::Experiment settings = whole;
  settings.layers.clear();
  const bool is_last = number == whole.layers.size() + 1;
  if (!is_last) settings.head.reset();
  if (number == 1) return settings;
  const config::LayerSettings& own = whole.layers[number - 2];
  settings.model = own.model;
  settings.rule = own.rule;
  settings.conscience = own.conscience;
  settings.train = own.train;
  settings.metrics = own.metrics;
  settings.layer = number;
  settings.seed = layer_seed(whole.seed, number);
  settings.data.mean = 0;
  settings.data.scale = 1;
  return settings;
}

data::Samples computed_samples(const data::Samples& raw, std::size_t units) {
  data::Samples samples;
  samples.count = raw.count;
  samples.inputs = units;
  samples.labels = raw.labels;
  return samples;
}

// What the layer above sees of the data; the samples cannot be read before this layer is trained.
data::Dataset dataset_above(const Layer& layer) {
  data::Dataset above;
  above.name = layer.dataset.name;
  above.classes = layer.dataset.classes;
  above.train = computed_samples(layer.dataset.train, layer.settings.model.units);
  above.test = computed_samples(layer.dataset.test, layer.settings.model.units);
  return above;
}

std::uint64_t steps_of(const Layer& layer) {
  return layer.settings.train.epochs * steps_per_epoch(layer.settings, layer.dataset);
}

std::string stage_name(const Stack& stack, std::size_t index) {
  return stack.size() == 1 ? "training" : fmt::format("training of layer {}", index + 1);
}

void announce(const Stack& stack, std::size_t index) {
  const Layer& layer = stack.layer(index);
  write_log(LogLevel::kInfo,
            fmt::format("layer {} of {}: {} inputs, {} units, rule {}, seed {}",
                        layer.settings.layer, stack.size(), layer.dataset.train.inputs,
                        layer.settings.model.units, layer.settings.rule.name, layer.settings.seed));
}

}  // namespace

std::uint64_t layer_seed(std::uint64_t seed, std::uint32_t number) {
  if (number == 1) return seed;
  constexpr std::uint64_t kSeeds = std::uint64_t{1} << 53U;  // a seed is exact as a double
  return RandomStream(seed, Purpose::kLayer, number).next_below(kSeeds);
}

Stack::Stack(const config::Experiment& experiment, data::Dataset dataset,
             const plugin::Catalog& catalog) {
  layers_.reserve(experiment.layers.size() + 1);  // Activities refer to layers below
  for (std::uint32_t number = 1; number <= experiment.layers.size() + 1; ++number) {
    Layer layer;
    layer.settings = settings_of(experiment, number);
    layer.dataset = layers_.empty() ? std::exchange(dataset, {}) : dataset_above(layers_.back());
    layer.plugins = load_plugins(layer.settings, catalog);
    check(layer);
    layers_.push_back(std::move(layer));
  }
}

void Stack::check(const Layer& layer) const {
  if (layers_.empty()) return;  // the first is trained at once
  const config::Experiment& settings = layer.settings;
  const auto setup = [&](const config::PluginChoice& choice) {
    return setup_for(settings, layer.dataset, choice, settings.train.batch);
  };
  const plugin::Rule rule(*layer.plugins.rule, setup(settings.rule));
  const plugin::Activation activation(*layer.plugins.activation, setup(settings.model.activation));
  for (std::size_t i = 0; i < settings.metrics.size(); ++i) {
    const plugin::Metric metric(*layer.plugins.metrics[i], setup(settings.metrics[i]));
  }
  engine::check_needs(layer.dataset.classes, settings.head.has_value(), rule, activation);
}

void Stack::set_weights(std::size_t index, AlignedVector<float> weights) {
  layers_[index].weights = std::move(weights);
  trained_ = index + 1;
  if (index + 1 == size()) return;
  const Layer& below = layers_[index];
  activities_.push_back(
      std::make_unique<Activities>(below.settings, below.dataset, below.plugins, below.weights));
  const auto computed = [activities = activities_.back().get()](const data::Samples& samples) {
    return [activities, &samples](std::span<const std::uint32_t> indices, float* out) {
      activities->compute(samples, indices, out);
    };
  };
  layers_[index + 1].dataset.train.computed = computed(below.dataset.train);
  layers_[index + 1].dataset.test.computed = computed(below.dataset.test);
}

void Stack::visit(StateVisitor& visitor) {
  std::uint64_t count = trained_;
  visitor.number("trained", count);
  for (std::size_t i = 0; i < std::min<std::uint64_t>(count, size()); ++i) {
    Layer& layer = layers_[i];
    visitor.list(std::to_string(i + 1), layer.weights);
    const std::size_t wanted = layer.dataset.train.inputs * layer.settings.model.units;
    if (layer.weights.size() != wanted) {
      throw Error(ExitCode::kRunFailed, fmt::format("layer {} has {} weights, wanted {}", i + 1,
                                                    layer.weights.size(), wanted));
    }
    if (i >= trained_) set_weights(i, std::move(layer.weights));
  }
}

std::uint64_t Stack::steps() const {
  std::uint64_t steps = 0;
  for (const Layer& layer : layers_) steps += steps_of(layer);
  return steps;
}

Trained train(Stack& stack, const LineSink& sink) {
  Trained all;
  train(stack, sink, Checkpoints::none(), all);
  return all;
}

void train(Stack& stack, const LineSink& sink, Checkpoints& checkpoints, Trained& all) {
  StatusPage& status = status_page();
  status.done = 0;
  status.total = stack.steps();
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const Layer& layer = stack.layer(i);
    if (!checkpoints.enter(stage_name(stack, i))) {
      status.done += steps_of(layer);
      continue;
    }
    if (stack.size() > 1) announce(stack, i);
    Trained trained = train(layer.settings, layer.dataset, layer.plugins, sink, checkpoints);
    stack.set_weights(i, std::move(trained.weights));
    all.head_weights = std::move(trained.head_weights);
    all.head_has_labels = trained.head_has_labels;
    all.summary.update(trained.summary);
    all.vectors.merge(trained.vectors);
  }
}

}  // namespace hebb::train
