// rule_call -- one batch through activation and rule: from potentials to coefficients.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include "base/aligned.hpp"
#include "engine/engine.hpp"

namespace hebb::engine {

// Throws Error (kUsage) where the rule needs labels that the data do not have (0 classes), the
// gradient of an activation that has none, or a third factor where nothing gives one.
void check_needs(std::uint32_t classes, bool has_third, const plugin::Rule& rule,
                 const plugin::Activation& activation);

// What both engines share: the float buffers that the plugins see, and the calls.
class RuleCall {
 public:
  // Throws as check_needs does.
  RuleCall(const Settings& settings, plugin::Rule& rule, plugin::Activation& activation);

  // What the engine knows of this batch. Pointers that the rule does not need may be null.
  struct Input {
    std::uint64_t step = 0;     // steps before
    std::uint64_t samples = 0;  // samples before
    std::uint32_t batch = 0;
    double rate = 0;
    const float* x = nullptr;
    const float* gram = nullptr;
    const float* norms = nullptr;
    const float* w = nullptr;
    float* w_new = nullptr;
    std::span<const std::int32_t> labels;
  };

  // Takes the potentials from u(), computes y, c and d (or the lateral matrix).
  void run(const Input& input);

  [[nodiscard]] float* u() noexcept { return u_.data(); }
  [[nodiscard]] const float* u() const noexcept { return u_.data(); }
  [[nodiscard]] const float* y() const noexcept { return y_.data(); }
  [[nodiscard]] const float* c() const noexcept { return c_.data(); }
  [[nodiscard]] const float* d() const noexcept { return d_.data(); }
  [[nodiscard]] bool has_decay() const noexcept { return !d_.empty(); }
  [[nodiscard]] const float* lateral() const noexcept { return lateral_.data(); }

  [[nodiscard]] std::size_t lateral_size() const noexcept { return lateral_.size(); }

  [[nodiscard]] double reduction(const Input& input) const noexcept {
    return settings_.mean_reduction ? 1.0 / input.batch : 1.0;
  }
  // The rate times the reduction.
  [[nodiscard]] double applied_rate(const Input& input) const noexcept {
    return settings_.mean_reduction ? input.rate / input.batch : input.rate;
  }

  // x at a multiple of 64 bytes, as the contract promises: itself, or a copy that stays until the
  // next batch. Only needed where somebody sees x.
  [[nodiscard]] const float* aligned(const float* x, std::uint32_t batch);

  // What observers see of the batch that run() was last called with.
  [[nodiscard]] StepRecord record(const Input& input, const AlignedVector<float>& step_norms);

  // Throws NotFinite with step, unit and cause if a unit's |W_j|^2 is no longer finite.
  void check_finite(const Input& input, std::span<const double> squares) const;

 private:
  Settings settings_;
  plugin::Rule& rule_;
  plugin::Activation& activation_;
  AlignedVector<float> u_, y_, c_, d_, lateral_, bias_, x_;
  std::uint32_t batch_ = 0;  // of the step in progress
};

// Calls body(input) for each batch of a block, in order; input holds all but the needs.
template <class Body>
void for_each_batch(const Settings& settings, const Block& block, const Body& body) {
  for (std::size_t k = 0, first = 0; first < block.samples; ++k, first += settings.batch) {
    RuleCall::Input input;
    input.step = block.first_step + k;
    input.samples = block.first_sample + first;
    input.batch =
        static_cast<std::uint32_t>(std::min<std::size_t>(settings.batch, block.samples - first));
    input.rate = block.rates[k];
    input.x = block.x + first * settings.inputs;
    if (!block.labels.empty()) input.labels = block.labels.subspan(first, input.batch);
    body(input);
  }
}

}  // namespace hebb::engine
