// head -- a second, small layer on the activities of the first, learning in the same loop.
//
// In each batch, in this order: the layer's potentials u and activities y; the head's potentials v
// on y, dropout applied; the third factor softmax(v) - one-hot; the head's step; the layer's rule
// and step. So the head reads y as it was before the layer's step, and the third factor is from
// before the head's own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/aligned.hpp"
#include "engine/engine.hpp"
#include "train/metrics.hpp"

namespace hebb::train {

class Head final : public engine::Follower, private engine::Observer {
 public:
  // `third` says that the layer's rule needs the third factor. All arguments must outlive this.
  // Throws Error: kUsage where a third factor is needed and the head has not one unit for each
  // class, what the plugins throw.
  Head(const config::Experiment& experiment, const data::Dataset& dataset, const Plugins& plugins,
       const LayerInput& input, LineSink sink, bool third);

  [[nodiscard]] bool has_third() const override { return !third_.empty(); }

  // Takes the head's step. Where that would leave the numbers, the head keeps the weights before it
  // and takes no further step; but if the layer needs the third factor, it throws NotFinite.
  const float* follow(const engine::Activities& activities) override;

  // Over all that has been learned.
  void visit(StateVisitor& visitor);

  // The last reports of the metrics.
  void finish();

  // head.gini.last, ..; head.frozen_at, the first step that was not taken.
  [[nodiscard]] nlohmann::json summary() const;
  [[nodiscard]] bool has_labels() const noexcept { return rule_.needs(HEBB_NEED_LABELS); }
  [[nodiscard]] const Metrics& metrics() const noexcept { return metrics_; }
  // units of the layer x units of the head.
  [[nodiscard]] const AlignedVector<float>& weights() const noexcept { return weights_; }

 private:
  void stepped(const engine::StepRecord& record, const engine::Engine& engine) override;
  [[nodiscard]] std::unique_ptr<engine::Engine> engine_from_weights();
  [[nodiscard]] const float* dropped_out(const engine::Activities& activities);
  void freeze(std::uint64_t step, const engine::NotFinite& reason);

  const config::HeadSettings& settings_;
  config::TrainSettings schedule_;  // the layer's, with the head's rate
  std::uint64_t seed_;
  std::uint32_t inputs_;
  std::uint64_t total_;
  Metrics metrics_;
  plugin::Rule rule_;
  plugin::Activation activation_;
  engine::Settings shape_;
  AlignedVector<float> weights_;  // after the latest step
  std::unique_ptr<engine::Engine> engine_;
  AlignedVector<float> x_;      // inputs x batch, with dropout
  AlignedVector<float> third_;  // units x batch; empty where nobody needs it
  std::uint64_t steps_ = 0;
  std::optional<std::uint64_t> frozen_at_;
};

}  // namespace hebb::train
