// metrics -- runs an experiment's metrics beside the training and writes down what they report.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/aligned.hpp"
#include "engine/engine.hpp"
#include "train/moments.hpp"
#include "train/plugins.hpp"

namespace hebb::train {

// Takes one line of metrics.jsonl.
using LineSink = std::function<void(const nlohmann::ordered_json& line)>;

// What stands before the names of layer `number`'s results: "" for the first, else "layer2.".
[[nodiscard]] std::string layer_prefix(std::uint32_t number);

using NamedVectors = std::map<std::string, std::vector<double>>;

// Over vectors whose names and lengths are saved with them.
void visit_vectors(StateVisitor& visitor, NamedVectors& vectors);

// Which layer the metrics observe.
enum class Observed { kLayer, kHead };

class Metrics final : public engine::Observer {
 public:
  // Names in reports begin with layer_prefix; of the head, with "head.", and metrics that need
  // statistics of the layer's inputs are left out, with a line in the log: the head's inputs change
  // in training.
  Metrics(const config::Experiment& experiment, const data::Dataset& dataset,
          const Plugins& plugins, const LayerInput& input, LineSink sink,
          Observed observed = Observed::kLayer);

  [[nodiscard]] bool need_step_norms() const;
  [[nodiscard]] bool need_x() const;

  // Before the first step: `initial` is inputs x units.
  void start(std::span<const float> initial);

  void stepped(const engine::StepRecord& record, const engine::Engine& engine) override;

  // The last report, after `steps` steps. Writes the line unless one was written for that step.
  void finish(std::uint64_t steps, const engine::Engine& engine);

  // Over what has been gathered so far.
  void visit(StateVisitor& visitor);

  // gini.at_100, gini.last, wins.never, ...: the latest numbers, null where there is no value.
  [[nodiscard]] const nlohmann::json& summary() const noexcept { return summary_; }
  // "gini.step_norms": the vectors of all reports; of those with one name the last.
  [[nodiscard]] const NamedVectors& vectors() const noexcept { return vectors_; }

 private:
  struct Watch {
    std::string name;
    std::unique_ptr<plugin::Metric> metric;
    std::uint64_t every = 0;
  };

  [[nodiscard]] bool any_needs(std::uint64_t need) const;
  [[nodiscard]] bool is_due(const Watch& watch, std::uint64_t steps) const;
  void observe(Watch& watch, const engine::StepRecord& record);
  void report(Watch& watch, std::uint64_t steps, bool last, nlohmann::ordered_json& line);
  void record_scalar(const Watch& watch, std::uint64_t steps, const std::string& name, double value,
                     nlohmann::ordered_json& line);
  void write_reports(std::uint64_t steps, bool last, const engine::Engine& engine);

  void add_watch(const config::MetricChoice& choice, const plugin::Library& library,
                 const plugin::Setup& setup);

  bool is_head_;
  std::string prefix_;  // of names in reports
  std::uint32_t inputs_;
  std::uint32_t units_;
  std::uint32_t classes_;
  std::uint64_t total_steps_;
  std::uint64_t samples_ = 0;
  LineSink sink_;
  std::vector<Watch> watches_;
  Moments moments_;
  AlignedVector<float> w_;
  AlignedVector<float> w0_;
  AlignedVector<std::int32_t> winners_;
  nlohmann::json summary_ = nlohmann::json::object();
  NamedVectors vectors_;
};

}  // namespace hebb::train
