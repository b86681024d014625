// instance -- rules, activations and metrics: instances of loaded plugins, called under guard.
#pragma once

#include <hebb/plugin.h>

#include <functional>
#include <string>

#include "plugin/library.hpp"
#include "plugin/services.hpp"
#include "plugin/state.hpp"

namespace hebb::plugin {

class Rule {
 public:
  // Creates an instance. Throws Error: kUsage where the plugin refuses its parameters, kRunFailed
  // where it fails or plans what the contract does not have.
  Rule(const Library& library, const Setup& setup);
  ~Rule();
  Rule(const Rule&) = delete;
  Rule& operator=(const Rule&) = delete;

  [[nodiscard]] const hebb_rule_plan& plan() const noexcept { return plan_; }
  [[nodiscard]] bool needs(std::uint64_t need) const noexcept { return (plan_.needs & need) != 0; }
  [[nodiscard]] const Library& library() const noexcept { return library_; }
  [[nodiscard]] States& states() noexcept { return states_; }

  // out <- J'v of the activation at the step in progress; must be set where HEBB_NEED_JACOBIAN is.
  void set_gradient(std::function<void(const float*, float*)> gradient);

  // Fills in size, parameters and states, and calls the plugin. Throws Error (kRunFailed) with
  // file, step and reason.
  void step(hebb_rule_step& step);

 private:
  const Library& library_;
  const hebb_rule functions_;
  Setup setup_;
  Services services_;
  void* self_ = nullptr;
  hebb_rule_plan plan_;
  States states_;
};

class Activation {
 public:
  Activation(const Library& library, const Setup& setup);
  ~Activation();
  Activation(const Activation&) = delete;
  Activation& operator=(const Activation&) = delete;

  [[nodiscard]] const hebb_activation_plan& plan() const noexcept { return plan_; }
  [[nodiscard]] bool has_gradient() const noexcept { return functions_.gradient != nullptr; }
  [[nodiscard]] const Library& library() const noexcept { return library_; }

  // y <- f(u), units x batch. y may be u where plan().in_place says so.
  void forward(std::uint32_t batch, const float* u, float* y);
  // out <- J'v at u, y = f(u).
  void gradient(std::uint32_t batch, const float* u, const float* y, const float* v, float* out);

 private:
  const Library& library_;
  const hebb_activation functions_;
  Setup setup_;
  Services services_;
  void* self_ = nullptr;
  hebb_activation_plan plan_;
};

class Metric {
 public:
  Metric(const Library& library, const Setup& setup);
  ~Metric();
  Metric(const Metric&) = delete;
  Metric& operator=(const Metric&) = delete;

  [[nodiscard]] const hebb_metric_plan& plan() const noexcept { return plan_; }
  [[nodiscard]] bool needs(std::uint64_t need) const noexcept { return (plan_.needs & need) != 0; }
  [[nodiscard]] const Library& library() const noexcept { return library_; }
  [[nodiscard]] States& states() noexcept { return states_; }

  void observe(hebb_metric_step& step);
  [[nodiscard]] Emission report(hebb_metric_report& report);

 private:
  const Library& library_;
  const hebb_metric functions_;
  Setup setup_;
  Services services_;
  void* self_ = nullptr;
  hebb_metric_plan plan_;
  States states_;
};

}  // namespace hebb::plugin
