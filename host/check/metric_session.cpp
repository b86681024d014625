// metric_session -- a metric under test: it observes and reports each batch.
#include <fmt/format.h>

#include "check/session.hpp"

namespace hebb::check {
namespace {

class MetricSession final : public Session {
 public:
  MetricSession(const Target& target, const Conditions& conditions)
      : Session(target, conditions), functions_(library_.functions<hebb_metric>()) {}

 private:
  std::int32_t create_instance(const hebb_setup& setup) override {
    return functions_.create(&host_, &setup, &plan_, &self_);
  }
  void destroy_instance() override { functions_.destroy(self_); }
  [[nodiscard]] std::uint64_t planned_states() const override { return plan_.states; }

  [[nodiscard]] bool needs(std::uint64_t need) const { return (plan_.needs & need) != 0; }

  bool run(const Batch& batch) override {
    services_.may_draw = needs(HEBB_NEED_RANDOM);
    return (functions_.observe == nullptr || observe(batch)) && report(batch);
  }

  bool observe(const Batch& batch) {
    hebb_metric_step step{};
    step.struct_size = sizeof step;
    step.inputs = shape().inputs;
    step.units = shape().units;
    step.classes = kClasses;
    step.batch = batch.size;
    step.index = batch.index;
    step.samples = batch.samples;
    step.rate = kRate;
    step.reduction = 1.0 / batch.size;
    step.params = input("params", setup_.parameters);
    step.x = input("x", batch.x, needs(HEBB_NEED_X));
    step.u = input("u", batch.u, needs(HEBB_NEED_U));
    step.y = input("y", batch.y, needs(HEBB_NEED_Y));
    step.c = input("c", batch.c, needs(HEBB_NEED_C));
    step.step_norms = input("step_norms", batch.step_norms, needs(HEBB_NEED_STEP_NORMS));
    step.winners = input("winners", batch.winners, needs(HEBB_NEED_WINNERS));
    step.labels = input("labels", batch.labels, needs(HEBB_NEED_LABELS));
    step.states = state_pointers();
    if (!call("observe", place("observe", batch),
              [&] { return functions_.observe(self_, &host_, &step); })) {
      return false;
    }
    end_call("observe", batch);
    return true;
  }

  bool report(const Batch& batch) {
    hebb_metric_report report{};
    report.struct_size = sizeof report;
    report.inputs = shape().inputs;
    report.units = shape().units;
    report.classes = kClasses;
    report.last = batch.last ? 1 : 0;
    report.steps = batch.index + 1;
    report.samples = batch.samples + batch.size;
    report.params = input("params", setup_.parameters);
    report.w = input("w", batch.w, needs(HEBB_NEED_W));
    report.w0 = input("w0", batch.w0, needs(HEBB_NEED_W0));
    report.input_mean = input("input_mean", batch.input_mean, needs(HEBB_NEED_INPUT_MEAN));
    const bool eigenpairs = needs(HEBB_NEED_EIGENPAIRS);
    report.eigenpairs = eigenpairs ? shape().inputs : 0;
    report.eigenvalues = input("eigenvalues", batch.eigenvalues, eigenpairs);
    report.eigenvectors = input("eigenvectors", batch.eigenvectors, eigenpairs);
    report.class_means = input("class_means", batch.class_means, needs(HEBB_NEED_CLASS_MEANS));
    report.states = state_pointers();
    emission_ = {};
    services_.emission = &emission_;
    const bool done = call("report", place("report", batch),
                           [&] { return functions_.report(self_, &host_, &report); });
    services_.emission = nullptr;
    if (!done) return false;
    write_down(batch);
    end_call("report", batch);
    return true;
  }

  void write_down(const Batch& batch) {
    for (const auto& [name, value] : emission_.scalars) {
      record(fmt::format("report {}: scalar '{}'", batch.index + 1, name), &value, sizeof value);
    }
    for (const auto& [name, values] : emission_.vectors) {
      record(fmt::format("report {}: vector '{}'", batch.index + 1, name), values.data(),
             values.size() * sizeof(double));
    }
  }

  const hebb_metric functions_;
  hebb_metric_plan plan_{sizeof(hebb_metric_plan), 10, 0, 0, 0, ~std::uint64_t{0}};
};

}  // namespace

std::unique_ptr<Session> metric_session(const Target& target, const Conditions& conditions) {
  return std::make_unique<MetricSession>(target, conditions);
}

}  // namespace hebb::check
