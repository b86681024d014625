#include "train/head.hpp"

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "base/vector_math.hpp"
#include "train/trainer.hpp"

namespace hebb::train {
namespace {

// Streams of Purpose::kHead.
constexpr std::uint64_t kInitStream = 0;
constexpr std::uint64_t kDropoutStream = 1;  // the counter is the sample's number in training

void check_third(const config::Experiment& experiment, const data::Dataset& dataset,
                 const plugin::Library& rule) {
  const std::uint32_t units = experiment.head->units;
  if (dataset.classes == units) return;
  const std::string label = plugin::label(rule);
  if (dataset.classes == 0) {
    throw Error(ExitCode::kUsage,
                label + ": the rule needs a third factor, so labels, which the data do not have");
  }
  throw Error(ExitCode::kUsage,
              fmt::format("{}: the rule needs a third factor, but head.units is {}, wanted one for "
                          "each of the {} classes",
                          label, units, dataset.classes));
}

engine::Settings shape_of(const config::Experiment& experiment, const data::Dataset& dataset,
                          const Metrics& metrics) {
  engine::Settings shape;
  shape.inputs = experiment.model.units;
  shape.units = experiment.head->units;
  shape.classes = dataset.classes;
  shape.batch = experiment.train.batch;
  shape.mean_reduction = experiment.head->mean_reduction;
  shape.step_norms = metrics.need_step_norms();
  shape.observed_x = metrics.need_x();
  shape.block = 1;  // each batch's activities are there only when its turn comes
  return shape;
}

config::TrainSettings schedule_of(const config::Experiment& experiment) {
  config::TrainSettings schedule = experiment.train;
  schedule.rate = experiment.head->rate;
  return schedule;
}

}  // namespace

Head::Head(const config::Experiment& experiment, const data::Dataset& dataset,
           const Plugins& plugins, const LayerInput& input, LineSink sink, bool third)
    : settings_(*experiment.head),
      schedule_(schedule_of(experiment)),
      seed_(experiment.seed),
      inputs_(experiment.model.units),
      total_(experiment.train.epochs * steps_per_epoch(experiment, dataset)),
      metrics_(experiment, dataset, plugins, input, std::move(sink), Observed::kHead),
      rule_(*plugins.head_rule,
            head_setup_for(experiment, dataset, settings_.rule, experiment.train.batch)),
      activation_(
          *plugins.head_activation,
          head_setup_for(experiment, dataset, settings_.activation, experiment.train.batch)),
      shape_(shape_of(experiment, dataset, metrics_)),
      weights_(random_weights(RandomStream(seed_, Purpose::kHead, kInitStream), inputs_,
                              settings_.units, settings_.init_radius)),
      engine_(engine_from_weights()),
      x_(settings_.dropout > 0 ? std::size_t{inputs_} * shape_.batch : 0),
      third_(third ? std::size_t{settings_.units} * shape_.batch : 0) {
  if (third) check_third(experiment, dataset, *plugins.rule);
  metrics_.start(weights_);
}

std::unique_ptr<engine::Engine> Head::engine_from_weights() {
  return engine::make_engine<float>(shape_, weights_, rule_, activation_);
}

const float* Head::follow(const engine::Activities& activities) {
  if (frozen_at_) return nullptr;
  const double rate = rate_at(schedule_, activities.step, total_);
  engine::Block block;
  block.x = dropped_out(activities);
  block.samples = activities.batch;
  block.labels = activities.labels;
  block.first_step = activities.step;
  block.first_sample = activities.samples;
  block.rates = std::span(&rate, 1);
  try {
    engine_->run(block, *this);
  } catch (const engine::NotFinite& reason) {
    if (has_third()) throw;
    freeze(activities.step + 1, reason);
  }
  return has_third() ? third_.data() : nullptr;
}

const float* Head::dropped_out(const engine::Activities& activities) {
  if (settings_.dropout == 0) return activities.y;
  const auto dropped = static_cast<float>(settings_.dropout);
  const auto factor = static_cast<float>(1 / (1 - settings_.dropout));
  parallel_tiles(activities.batch, [&](std::size_t b) {
    const float* y = activities.y + b * inputs_;
    float* x = x_.data() + b * inputs_;
    RandomStream(seed_, Purpose::kHead, kDropoutStream, activities.samples + b).uniform(inputs_, x);
    for (std::size_t i = 0; i < inputs_; ++i) x[i] = x[i] < dropped ? 0.0F : factor * y[i];
  });
  return x_.data();
}

void Head::stepped(const engine::StepRecord& record, const engine::Engine& engine) {
  if (has_third()) {
    softmax(settings_.units, record.batch, 1.0F, record.u, third_.data());
    for (std::size_t b = 0; b < record.batch; ++b) {
      third_[b * settings_.units + static_cast<std::size_t>(record.labels[b])] -= 1.0F;
    }
  }
  metrics_.stepped(record, engine);
  engine.weights(weights_.data());
  steps_ = record.index + 1;
}

void Head::freeze(std::uint64_t step, const engine::NotFinite& reason) {
  frozen_at_ = step;
  write_log(LogLevel::kWarning,
            fmt::format("the head is frozen from step {} on: {}", step, reason.what()));
  engine_ = engine_from_weights();
}

void Head::visit(StateVisitor& visitor) {
  std::uint64_t frozen = frozen_at_.value_or(0);  // steps count from 1
  visitor.number("steps", steps_);
  visitor.number("frozen_at", frozen);
  if (frozen > 0) frozen_at_ = frozen;
  visitor.within("metrics", metrics_);
  visitor.within("rule", rule_.states());
  visitor.within("engine", *engine_);
  engine_->weights(weights_.data());
}

void Head::finish() { metrics_.finish(steps_, *engine_); }

nlohmann::json Head::summary() const {
  nlohmann::json summary = metrics_.summary();
  if (frozen_at_) summary["head.frozen_at"] = *frozen_at_;
  return summary;
}

}  // namespace hebb::train
