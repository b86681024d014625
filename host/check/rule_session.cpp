// rule_session -- a rule under test: one step for each batch.
#include <fmt/format.h>

#include "check/session.hpp"

namespace hebb::check {
namespace {

class RuleSession final : public Session {
 public:
  RuleSession(const Target& target, const Conditions& conditions)
      : Session(target, conditions), functions_(library_.functions<hebb_rule>()) {}

 private:
  std::int32_t create_instance(const hebb_setup& setup) override {
    return functions_.create(&host_, &setup, &plan_, &self_);
  }
  void destroy_instance() override { functions_.destroy(self_); }
  [[nodiscard]] std::uint64_t planned_states() const override { return plan_.states; }

  [[nodiscard]] bool needs(std::uint64_t need) const { return (plan_.needs & need) != 0; }

  void give_inputs(const Batch& batch, hebb_rule_step& step) {
    step.x = input("x", batch.x, needs(HEBB_NEED_X));
    step.u = input("u", batch.u, needs(HEBB_NEED_U));
    step.y = input("y", batch.y, needs(HEBB_NEED_Y));
    step.gram = input("gram", batch.gram, needs(HEBB_NEED_GRAM));
    step.norms = input("norms", batch.norms, needs(HEBB_NEED_NORMS));
    step.w = input("w", batch.w, needs(HEBB_NEED_W));
    step.third = input("third", batch.third, needs(HEBB_NEED_THIRD));
    step.labels = input("labels", batch.labels, needs(HEBB_NEED_LABELS));
    step.bias = input("bias", batch.bias);
    step.params = input("params", step_parameters());
    step.states = state_pointers();
  }

  void give_outputs(const Batch& batch, hebb_rule_step& step) {
    const std::size_t units = shape().units;
    const std::vector<float> zeros(units * std::max<std::size_t>(units, batch.size), 0.0F);
    step.c = output("c", units * batch.size, zeros.data());
    if (plan_.mode == HEBB_MODE_FACTORED) step.d = output("d", units, zeros.data());
    if (plan_.mode == HEBB_MODE_LATERAL) {
      step.lateral = output("lateral", units * units, zeros.data());
    }
    if (plan_.mode == HEBB_MODE_DIRECT) {
      step.w_new = output("w_new", batch.w.size(), batch.w.data());
    }
  }

  bool run(const Batch& batch) override {
    services_.may_draw = needs(HEBB_NEED_RANDOM);
    services_.gradient = nullptr;
    if (needs(HEBB_NEED_JACOBIAN)) {  // of y = max(u, 0)
      services_.gradient = [&](const float* v, float* out) {
        for (std::size_t i = 0; i < batch.u.size(); ++i) out[i] = batch.u[i] > 0.0F ? v[i] : 0.0F;
      };
    }
    hebb_rule_step step{};
    step.struct_size = sizeof step;
    step.inputs = shape().inputs;
    step.units = shape().units;
    step.classes = kClasses;
    step.batch = batch.size;
    step.index = batch.index;
    step.samples = batch.samples;
    step.rate = kRate;
    step.reduction = 1.0 / batch.size;
    give_inputs(batch, step);
    give_outputs(batch, step);
    if (!call("step", place("step", batch),
              [&] { return functions_.step(self_, &host_, &step); })) {
      return false;
    }
    write_down(batch, step);
    end_call("step", batch);
    return true;
  }

  void write_down(const Batch& batch, const hebb_rule_step& step) {
    const std::size_t units = shape().units;
    const auto note = [&](const char* name, const float* values, std::size_t count) {
      if (values == nullptr) return;
      record(fmt::format("step {}: {}", batch.index + 1, name), values, count * sizeof(float));
    };
    note("c", step.c, units * batch.size);
    note("d", step.d, units);
    note("lateral", step.lateral, units * units);
    note("w_new", step.w_new, batch.w.size());
  }

  const hebb_rule functions_;
  hebb_rule_plan plan_{sizeof(hebb_rule_plan), HEBB_MODE_FACTORED, 0, 0, 0, ~std::uint64_t{0}};
};

}  // namespace

std::unique_ptr<Session> rule_session(const Target& target, const Conditions& conditions) {
  return std::make_unique<RuleSession>(target, conditions);
}

}  // namespace hebb::check
