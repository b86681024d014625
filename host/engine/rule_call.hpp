// rule_call -- one batch through activation and rule: from potentials to coefficients.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/aligned.hpp"
#include "engine/engine.hpp"

namespace hebb::engine {

// What both engines share: the float buffers that the plugins see, and the calls.
class RuleCall {
 public:
  // Throws Error (kUsage) where the rule needs labels that the data do not have, the gradient of an
  // activation that has none, or a third factor (which needs a head).
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

 private:
  Settings settings_;
  plugin::Rule& rule_;
  plugin::Activation& activation_;
  AlignedVector<float> u_, y_, c_, d_, lateral_, bias_;
  std::uint32_t batch_ = 0;  // of the step in progress
};

// Why a run cannot go on: "softhebb: step 12: the weights of unit 3 are no longer finite: its
// coefficient c is nan".
[[nodiscard]] std::string divergence_message(const std::string& rule, std::uint64_t step,
                                             std::size_t unit, const RuleCall& call,
                                             const Settings& settings, std::uint32_t batch);

}  // namespace hebb::engine
