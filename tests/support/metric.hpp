// metric -- one metric, shown steps and reports that are written by hand.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "support/layer.hpp"

namespace hebb::test {

// Of a step; what is empty is not given.
struct StepFacts {
  std::vector<float> y{}, step_norms{};
  std::vector<std::int32_t> winners{};
};

// Of a report; what is empty is not given. Matrices by columns.
struct ReportFacts {
  std::vector<float> w{}, w0{}, input_mean{}, eigenvalues{}, eigenvectors{}, class_means{};
};

struct Reported {
  std::map<std::string, double> numbers;
  std::map<std::string, std::vector<double>> vectors;
};

class WatchedMetric {
 public:
  // Parameters, if not all defaults, by name.
  WatchedMetric(const std::string& name, plugin::Setup setup, const Values& parameters = {})
      : setup_(with(std::move(setup), name, parameters)),
        metric_(library(plugin::Kind::kMetric, name), setup_) {}

  void observe(const StepFacts& facts) {
    hebb_metric_step step{};
    step.inputs = setup_.inputs;
    step.units = setup_.units;
    step.classes = setup_.classes;
    step.batch = static_cast<std::uint32_t>(facts.winners.empty()
                                                ? std::max(facts.y.size() / setup_.units, size_t{1})
                                                : facts.winners.size());
    step.index = steps_++;
    step.y = pointer(facts.y);
    step.step_norms = pointer(facts.step_norms);
    step.winners = facts.winners.empty() ? nullptr : facts.winners.data();
    metric_.observe(step);
  }

  [[nodiscard]] Reported report(const ReportFacts& facts = {}, bool last = true) {
    hebb_metric_report report{};
    report.inputs = setup_.inputs;
    report.units = setup_.units;
    report.classes = setup_.classes;
    report.eigenpairs = static_cast<std::uint32_t>(facts.eigenvalues.size());
    report.last = last ? 1 : 0;
    report.steps = steps_;
    report.w = pointer(facts.w);
    report.w0 = pointer(facts.w0);
    report.input_mean = pointer(facts.input_mean);
    report.eigenvalues = pointer(facts.eigenvalues);
    report.eigenvectors = pointer(facts.eigenvectors);
    report.class_means = pointer(facts.class_means);
    const plugin::Emission emission = metric_.report(report);
    return {{emission.scalars.begin(), emission.scalars.end()},
            {emission.vectors.begin(), emission.vectors.end()}};
  }

  // NAME's number in a report; "" is the main one.
  [[nodiscard]] double number(const std::string& name, const ReportFacts& facts = {}) {
    return report(facts).numbers.at(name);
  }

 private:
  static plugin::Setup with(plugin::Setup setup, const std::string& name, const Values& given) {
    setup.parameters = parameter_values(library(plugin::Kind::kMetric, name).descriptor(), given);
    return setup;
  }

  static const float* pointer(const std::vector<float>& values) {
    return values.empty() ? nullptr : values.data();
  }

  plugin::Setup setup_;
  plugin::Metric metric_;
  std::uint64_t steps_ = 0;
};

inline plugin::Setup metric_setup(std::uint32_t inputs, std::uint32_t units) {
  plugin::Setup setup;
  setup.inputs = inputs;
  setup.units = units;
  setup.classes = kLayerClasses;
  setup.batch = 64;
  setup.steps = 1000;
  setup.seed = 1;
  return setup;
}

}  // namespace hebb::test
