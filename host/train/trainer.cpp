#include "train/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "base/status_page.hpp"
#include "engine/conscience.hpp"
#include "engine/engine.hpp"
#include "engine/tiles.hpp"
#include "train/head.hpp"
#include "train/work_time.hpp"

namespace hebb::train {
namespace {

// Samples of one epoch, in the order in which they are shown.
std::vector<std::uint32_t> epoch_order(const config::Experiment& experiment, std::size_t count,
                                       std::uint64_t epoch) {
  if (experiment.train.shuffle) {
    return permutation(count, RandomStream(experiment.seed, Purpose::kShuffle, 0, epoch));
  }
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  return order;
}

// Feeds the epochs to the engine, block by block. Between two blocks nothing is under way: there a
// run can be saved.
class EpochFeeder {
 public:
  EpochFeeder(const config::Experiment& experiment, const data::Dataset& dataset,
              engine::Engine& engine, Metrics& metrics, Checkpoints& checkpoints)
      : experiment_(experiment),
        samples_(dataset.train),
        input_(experiment),
        engine_(engine),
        metrics_(metrics),
        checkpoints_(checkpoints),
        block_(engine.block_samples()),
        total_(experiment.train.epochs * steps_per_epoch(experiment, dataset)),
        x_(block_ * samples_.inputs),
        labels_(samples_.labels.empty() ? 0 : block_),
        rates_((block_ + experiment.train.batch - 1) / experiment.train.batch) {}

  void run() {
    for (; epoch_ < experiment_.train.epochs; ++epoch_, first_ = 0) {
      const std::vector<std::uint32_t> order = epoch_order(experiment_, samples_.count, epoch_);
      for (; first_ < order.size(); first_ += block_) {
        checkpoints_.pass(step_);
        run_block(std::span(order).subspan(first_, std::min(block_, order.size() - first_)));
      }
    }
  }

  void visit(StateVisitor& visitor) {
    visitor.number("epoch", epoch_);
    visitor.number("first", first_);
    visitor.number("step", step_);
    visitor.number("sample", sample_);
  }

  [[nodiscard]] std::uint64_t steps() const noexcept { return step_; }

 private:
  void run_block(std::span<const std::uint32_t> indices) {
    input_.load(samples_, indices, x_.data());
    for (std::size_t i = 0; i < labels_.size() && i < indices.size(); ++i) {
      labels_[i] = samples_.labels[indices[i]];
    }
    const std::size_t batch = experiment_.train.batch;
    const std::size_t batches = (indices.size() + batch - 1) / batch;
    for (std::size_t k = 0; k < batches; ++k) {
      rates_[k] = rate_at(experiment_.train, step_ + k, total_);
    }
    engine::Block block;
    block.x = x_.data();
    block.samples = indices.size();
    if (!labels_.empty()) block.labels = std::span(labels_).first(indices.size());
    block.first_step = step_;
    block.first_sample = sample_;
    block.rates = std::span(rates_).first(batches);
    engine_.run(block, metrics_);
    step_ += batches;
    sample_ += indices.size();
  }

  const config::Experiment& experiment_;
  const data::Samples& samples_;
  LayerInput input_;
  engine::Engine& engine_;
  Metrics& metrics_;
  Checkpoints& checkpoints_;
  std::size_t block_;
  std::uint64_t total_;
  AlignedVector<float> x_;
  std::vector<std::int32_t> labels_;
  std::vector<double> rates_;
  std::uint64_t epoch_ = 0;
  std::size_t first_ = 0;  // in the epoch's order: where the next block begins
  std::uint64_t step_ = 0;
  std::uint64_t sample_ = 0;
};

engine::Settings engine_settings(const config::Experiment& experiment, const data::Dataset& dataset,
                                 const Metrics& metrics) {
  engine::Settings settings;
  settings.inputs = static_cast<std::uint32_t>(dataset.train.inputs);
  settings.units = experiment.model.units;
  settings.classes = dataset.classes;
  settings.batch = static_cast<std::uint32_t>(
      std::min<std::size_t>(experiment.train.batch, dataset.train.count));
  settings.mean_reduction = experiment.train.mean_reduction;
  settings.step_norms = metrics.need_step_norms();
  settings.observed_x = metrics.need_x();
  settings.scale_max = experiment.train.scale_max;
  settings.block = experiment.block;
  return settings;
}

void add_head(Head& head, Trained& trained) {
  head.finish();
  trained.head_weights = head.weights();
  trained.head_has_labels = head.has_labels();
  trained.summary.update(head.summary());
  trained.vectors.insert(head.metrics().vectors().begin(), head.metrics().vectors().end());
}

}  // namespace

AlignedVector<float> random_weights(const RandomStream& stream, std::size_t inputs,
                                    std::size_t units, double radius) {
  AlignedVector<float> weights(inputs * units);
  stream.normal(weights.size(), weights.data());
  const auto deviation = static_cast<float>(
      radius * std::sqrt(std::numbers::pi / (2.0 * static_cast<double>(inputs))));
  for (float& w : weights) w *= deviation;
  return weights;
}

AlignedVector<float> initial_weights(const config::Experiment& experiment, std::size_t inputs) {
  return random_weights(RandomStream(experiment.seed, Purpose::kInit), inputs,
                        experiment.model.units, experiment.model.init_radius);
}

double rate_at(const config::TrainSettings& settings, std::uint64_t step, std::uint64_t total) {
  if (!settings.rate_falls) return settings.rate;
  return settings.rate * (1.0 - static_cast<double>(step) / static_cast<double>(total));
}

void Trained::visit(StateVisitor& visitor) {
  visitor.list("weights", weights);
  visitor.list("head_weights", head_weights);
  visitor.number("head_has_labels", head_has_labels);
  visitor.json("summary", summary);
  visit_vectors(visitor, vectors);
}

Trained train(const config::Experiment& experiment, const data::Dataset& dataset,
              const Plugins& plugins, const LineSink& sink, Checkpoints& checkpoints) {
  const LayerInput input(experiment);
  Metrics metrics(experiment, dataset, plugins, input, sink);
  engine::Settings settings = engine_settings(experiment, dataset, metrics);
  plugin::Rule rule(*plugins.rule, setup_for(experiment, dataset, experiment.rule, settings.batch));
  plugin::Activation activation(
      *plugins.activation,
      setup_for(experiment, dataset, experiment.model.activation, settings.batch));

  std::optional<Head> head;
  if (experiment.head) {
    head.emplace(experiment, dataset, plugins, input, sink, rule.needs(HEBB_NEED_THIRD));
    settings.follower = &*head;
  }
  std::optional<engine::Conscience> conscience;
  if (experiment.conscience) {
    conscience.emplace(settings.units, settings.batch, experiment.conscience->gain,
                       experiment.conscience->rate);
    settings.conscience = &*conscience;
  }

  Trained trained;
  trained.weights = initial_weights(experiment, dataset.train.inputs);
  metrics.start(trained.weights);
  const auto engine = engine::make_engine<float>(settings, trained.weights, rule, activation);
  EpochFeeder feeder(experiment, dataset, *engine, metrics, checkpoints);
  StatusPage& status = status_page();
  status.headline = std::numeric_limits<double>::quiet_NaN();
  status.phase = Phase::kTraining;

  // A narrow layer is one tile. A second thread would only bring the samples into the wrong cache.
  const ThreadLimit limit(engine::Tiles(settings.units).count() == 1 ? 1 : threads());
  WorkTime time;
  checkpoints.carry([&](StateVisitor& visitor) {
    visitor.within("engine", *engine);
    visitor.within("rule", rule.states());
    visitor.within("metrics", metrics);
    if (head) visitor.within("head", *head);
    if (conscience) visitor.within("conscience", *conscience);
    visitor.within("feeder", feeder);
    visitor.within("time", time);
  });
  status.done += feeder.steps();
  feeder.run();
  const double seconds = time.seconds();

  metrics.finish(feeder.steps(), *engine);
  engine->weights(trained.weights.data());
  trained.summary = metrics.summary();
  const std::string prefix = layer_prefix(experiment.layer);
  trained.summary[prefix + "train.steps"] = feeder.steps();
  trained.summary[prefix + "train.seconds"] = seconds;
  trained.vectors = metrics.vectors();
  if (head) add_head(*head, trained);
  return trained;
}

}  // namespace hebb::train
