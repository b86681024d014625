// activation_session -- an activation under test.
#pragma once

#include <span>
#include <vector>

#include "check/session.hpp"

namespace hebb::check {

class ActivationSession final : public Session {
 public:
  ActivationSession(const Target& target, const Conditions& conditions);

  [[nodiscard]] const hebb_activation_plan& plan() const noexcept { return plan_; }
  [[nodiscard]] bool has_gradient() const noexcept { return functions_.gradient != nullptr; }

  // f(u), and J'v at u; all are units x samples.
  [[nodiscard]] std::vector<float> forward(const std::vector<float>& u);
  [[nodiscard]] std::vector<float> forward_in_place(std::vector<float> u);
  [[nodiscard]] std::vector<float> gradient(const std::vector<float>& u,
                                            const std::vector<float>& v);

 private:
  std::int32_t create_instance(const hebb_setup& setup) override;
  void destroy_instance() override;
  [[nodiscard]] std::uint64_t planned_states() const override { return 0; }
  bool run(const Batch& batch) override;
  std::int32_t call_forward(std::uint32_t batch, const float* u, float* y,
                            const double* parameters);
  std::int32_t call_gradient(std::uint32_t batch, const float* u, const float* y, const float* v,
                             float* out, const double* parameters);
  bool run_gradient(const Batch& batch, const std::vector<float>& y);
  [[nodiscard]] std::uint32_t samples(const std::vector<float>& u) const {
    return static_cast<std::uint32_t>(u.size() / shape().units);
  }

  const hebb_activation functions_;
  hebb_activation_plan plan_{sizeof(hebb_activation_plan), HEBB_FORM_COLUMNWISE, 0, 0};
};

// Loads the activation and creates an instance.
[[nodiscard]] std::unique_ptr<ActivationSession> open_activation(const Target& target,
                                                                 const Conditions& conditions);

}  // namespace hebb::check
