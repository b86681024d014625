#include "train/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/log.hpp"
#include "base/status_page.hpp"
#include "base/stopwatch.hpp"
#include "engine/winners.hpp"

namespace hebb::train {
namespace {

constexpr std::uint64_t kInputStatistics =
    HEBB_NEED_INPUT_MEAN | HEBB_NEED_EIGENPAIRS | HEBB_NEED_CLASS_MEANS;

nlohmann::json number_or_null(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

}  // namespace

std::string layer_prefix(std::uint32_t number) {
  return number == 1 ? "" : "layer" + std::to_string(number) + ".";
}

Metrics::Metrics(const config::Experiment& experiment, const data::Dataset& dataset,
                 const Plugins& plugins, const LayerInput& input, LineSink sink, Observed observed)
    : is_head_(observed == Observed::kHead),
      prefix_(is_head_ ? "head." : layer_prefix(experiment.layer)),
      inputs_(is_head_ ? experiment.model.units : static_cast<std::uint32_t>(dataset.train.inputs)),
      units_(is_head_ ? experiment.head->units : experiment.model.units),
      classes_(dataset.classes),
      total_steps_(experiment.train.epochs * steps_per_epoch(experiment, dataset)),
      sink_(std::move(sink)),
      winners_(experiment.train.batch) {
  for (std::size_t i = 0; i < experiment.metrics.size(); ++i) {
    const config::MetricChoice& choice = experiment.metrics[i];
    const auto setup = is_head_ ? head_setup_for : setup_for;
    add_watch(choice, *plugins.metrics[i],
              setup(experiment, dataset, choice, experiment.train.batch));
  }
  const bool class_means = any_needs(HEBB_NEED_CLASS_MEANS);
  const bool eigenpairs = any_needs(HEBB_NEED_EIGENPAIRS);
  if (class_means || eigenpairs || any_needs(HEBB_NEED_INPUT_MEAN)) {
    moments_ = moments(dataset, input, class_means && classes_ > 0, eigenpairs);
  }
}

void Metrics::add_watch(const config::MetricChoice& choice, const plugin::Library& library,
                        const plugin::Setup& setup) {
  Watch watch{prefix_ + choice.name, nullptr, choice.every};
  watch.metric = std::make_unique<plugin::Metric>(library, setup);
  if (is_head_ && watch.metric->needs(kInputStatistics)) {
    write_log(LogLevel::kInfo, prefix_ + choice.name +
                                   ": left out, since it needs statistics of the layer's inputs, "
                                   "which change in training");
    return;
  }
  if (watch.every == 0) watch.every = watch.metric->plan().every;
  watches_.push_back(std::move(watch));
}

bool Metrics::any_needs(std::uint64_t need) const {
  return std::any_of(watches_.begin(), watches_.end(),
                     [need](const Watch& watch) { return watch.metric->needs(need); });
}

bool Metrics::need_x() const { return any_needs(HEBB_NEED_X); }
bool Metrics::need_step_norms() const { return any_needs(HEBB_NEED_STEP_NORMS); }

void Metrics::start(std::span<const float> initial) {
  if (any_needs(HEBB_NEED_W0)) w0_.assign(initial.begin(), initial.end());
}

void Metrics::observe(Watch& watch, const engine::StepRecord& record) {
  const auto given = [&watch](std::uint64_t need, auto* pointer) {
    return watch.metric->needs(need) ? pointer : nullptr;
  };
  hebb_metric_step step{};
  step.inputs = inputs_;
  step.units = units_;
  step.classes = classes_;
  step.batch = record.batch;
  step.index = record.index;
  step.samples = record.samples;
  step.rate = record.rate;
  step.reduction = record.reduction;
  step.x = given(HEBB_NEED_X, record.x);
  step.u = given(HEBB_NEED_U, record.u);
  step.y = given(HEBB_NEED_Y, record.y);
  step.c = given(HEBB_NEED_C, record.c);
  step.step_norms = given(HEBB_NEED_STEP_NORMS, record.step_norms);
  step.winners = given(HEBB_NEED_WINNERS, std::as_const(winners_).data());
  step.labels = given(HEBB_NEED_LABELS, record.labels.data());
  watch.metric->observe(step);
}

void Metrics::stepped(const engine::StepRecord& record, const engine::Engine& engine) {
  const TimedPart timed(Part::kMetrics);
  if (any_needs(HEBB_NEED_WINNERS)) {
    engine::find_winners(units_, record.batch, record.c, record.u, winners_.data());
  }
  for (Watch& watch : watches_) observe(watch, record);
  const std::uint64_t steps = record.index + 1;
  samples_ += record.batch;
  if (steps < total_steps_) write_reports(steps, false, engine);
  if (!is_head_) status_page().done.fetch_add(1, std::memory_order_relaxed);
}

void visit_vectors(StateVisitor& visitor, NamedVectors& vectors) {
  nlohmann::json names = nlohmann::json::array();
  for (const auto& [name, values] : vectors) names.push_back(name);
  visitor.json("vectors", names);
  for (const auto& name : names) {
    const std::string key = name.is_string() ? name.get<std::string>() : "";
    visitor.list("vector " + key, vectors[key]);
  }
}

void Metrics::visit(StateVisitor& visitor) {
  visitor.number("samples", samples_);
  visitor.json("summary", summary_);
  for (Watch& watch : watches_) visitor.within(watch.name, watch.metric->states());
  visit_vectors(visitor, vectors_);  // one that is named after its step is in no later report
}

bool Metrics::is_due(const Watch& watch, std::uint64_t steps) const {
  return steps % watch.every == 0 || steps == watch.metric->plan().milestone;
}

void Metrics::finish(std::uint64_t steps, const engine::Engine& engine) {
  write_reports(steps, true, engine);
}

void Metrics::write_reports(std::uint64_t steps, bool last, const engine::Engine& engine) {
  const auto due = [&](const Watch& watch) { return last || is_due(watch, steps); };
  if (std::none_of(watches_.begin(), watches_.end(), due)) return;
  const bool need_w = std::any_of(watches_.begin(), watches_.end(), [&](const Watch& watch) {
    return due(watch) && watch.metric->needs(HEBB_NEED_W);
  });
  if (need_w) {
    w_.resize(std::size_t{inputs_} * units_);
    engine.weights(w_.data());
  }
  nlohmann::ordered_json line;
  line["step"] = steps;
  line["samples"] = samples_;
  for (Watch& watch : watches_) {
    if (due(watch)) report(watch, steps, last, line);
  }
  sink_(line);
}

void Metrics::report(Watch& watch, std::uint64_t steps, bool last, nlohmann::ordered_json& line) {
  const plugin::Metric& metric = *watch.metric;
  const auto given = [&metric](std::uint64_t need, const AlignedVector<float>& values) {
    return metric.needs(need) && !values.empty() ? values.data() : nullptr;
  };
  hebb_metric_report report{};
  report.inputs = inputs_;
  report.units = units_;
  report.classes = classes_;
  report.eigenpairs = static_cast<std::uint32_t>(moments_.eigenvalues.size());
  report.last = last ? 1 : 0;
  report.steps = steps;
  report.samples = samples_;
  report.w = given(HEBB_NEED_W, w_);
  report.w0 = given(HEBB_NEED_W0, w0_);
  report.input_mean = given(HEBB_NEED_INPUT_MEAN, moments_.mean);
  report.eigenvalues = given(HEBB_NEED_EIGENPAIRS, moments_.eigenvalues);
  report.eigenvectors = given(HEBB_NEED_EIGENPAIRS, moments_.eigenvectors);
  report.class_means = given(HEBB_NEED_CLASS_MEANS, moments_.class_means);
  plugin::Emission emission = watch.metric->report(report);
  for (const auto& [name, value] : emission.scalars) {
    record_scalar(watch, steps, name, value, line);
  }
  // Of vectors with one name the last is kept.
  for (auto& [name, values] : emission.vectors) {
    vectors_[name.empty() ? watch.name : watch.name + "." + name] = std::move(values);
  }
}

void Metrics::record_scalar(const Watch& watch, std::uint64_t steps, const std::string& name,
                            double value, nlohmann::ordered_json& line) {
  if (!name.empty()) {
    line[watch.name + "." + name] = number_or_null(value);
    summary_[watch.name + "." + name] = number_or_null(value);
    return;
  }
  line[watch.name] = number_or_null(value);
  summary_[watch.name + ".last"] = number_or_null(value);
  const std::uint32_t milestone = watch.metric->plan().milestone;
  if (milestone > 0 && steps == milestone) {
    summary_[watch.name + ".at_" + std::to_string(milestone)] = number_or_null(value);
  }
  if (!is_head_ && &watch == &watches_.front() && std::isfinite(value)) {
    status_page().headline.store(value, std::memory_order_relaxed);
  }
}

}  // namespace hebb::train
