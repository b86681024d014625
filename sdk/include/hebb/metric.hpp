// hebb/metric -- write a metric as a C++ class.
//
//   class Steps {
//    public:
//     static constexpr hebb::About about{"1.0.0", "mean length of a step", ""};
//     static std::vector<hebb_state> states() {
//       return {hebb::state("sum", HEBB_AXIS_GLOBAL, "of all lengths", 0, HEBB_TYPE_FLOAT64)};
//     }
//     void plan(const hebb_setup&, hebb_metric_plan& plan) { plan.needs = HEBB_NEED_STEP_NORMS; }
//     void observe(hebb::MetricStep& step) {
//       step.state<double>(0, 1)(0) += arma::mean(step.step_norms);
//     }
//     void report(hebb::MetricReport& report) {
//       report.scalar("", report.state<double>(0, 1)(0) / static_cast<double>(report.steps));
//     }
//   };
//   HEBB_METRIC(Steps);
#pragma once

#include <hebb/library.hpp>

namespace hebb {

// One step. What the metric did not declare as a need is an empty view.
struct MetricStep {
  MetricStep(const hebb_host* services, const hebb_metric_step* step)
      : host(services),
        index(step->index),
        samples(step->samples),
        rate(step->rate),
        reduction(step->reduction),
        units(step->units),
        batch(step->batch),
        x(matrix_view(step->x, step->inputs, step->batch)),
        u(matrix_view(step->u, step->units, step->batch)),
        y(matrix_view(step->y, step->units, step->batch)),
        c(matrix_view(step->c, step->units, step->batch)),
        step_norms(vector_view(step->step_norms, step->units)),
        winners(vector_view(step->winners, step->batch)),
        labels(vector_view(step->labels, step->batch)),
        raw(step) {}

  template <class Element>
  arma::Col<Element> state(std::size_t i, arma::uword count) const {
    return vector_view(static_cast<Element*>(raw->states[i]), count);
  }

  Host host;
  const std::uint64_t index;    // steps before this one
  const std::uint64_t samples;  // samples before this step
  const double rate;
  const double reduction;
  const arma::uword units;
  const arma::uword batch;
  const arma::fmat x;           // inputs x batch
  const arma::fmat u;           // units x batch
  const arma::fmat y;           // units x batch
  const arma::fmat c;           // units x batch
  const arma::fvec step_norms;  // units
  const arma::Col<std::int32_t> winners;
  const arma::Col<std::int32_t> labels;
  const hebb_metric_step* raw;
};

// One report. Matrices are copies.
struct MetricReport {
  MetricReport(const hebb_host* services, const hebb_metric_report* report)
      : host(services),
        steps(report->steps),
        samples(report->samples),
        units(report->units),
        last(report->last != 0),
        w(matrix_view(report->w, report->inputs, report->units)),
        w0(matrix_view(report->w0, report->inputs, report->units)),
        input_mean(vector_view(report->input_mean, report->inputs)),
        eigenvalues(vector_view(report->eigenvalues, report->eigenpairs)),
        eigenvectors(matrix_view(report->eigenvectors, report->inputs, report->eigenpairs)),
        class_means(matrix_view(report->class_means, report->inputs, report->classes)),
        raw(report) {}

  template <class Element>
  arma::Col<Element> state(std::size_t i, arma::uword count) const {
    return vector_view(static_cast<Element*>(raw->states[i]), count);
  }

  // Emits a number under NAME.name, or under NAME itself where name is "". Not a number means "no
  // value" and becomes null.
  void scalar(const char* name, double value) const {
    host.raw()->emit_scalar(host.raw(), name, value);
  }
  void vector(const char* name, const arma::vec& values) const {
    host.raw()->emit_vector(host.raw(), name, values.n_elem, values.memptr());
  }

  Host host;
  const std::uint64_t steps;    // so far
  const std::uint64_t samples;  // so far
  const arma::uword units;
  const bool last;
  const arma::fmat w;
  const arma::fmat w0;
  const arma::fvec input_mean;
  const arma::fvec eigenvalues;
  const arma::fmat eigenvectors;
  const arma::fmat class_means;
  const hebb_metric_report* raw;
};

namespace detail {

template <class Plugin, class = void>
struct HasObserve : std::false_type {};
template <class Plugin>
struct HasObserve<Plugin, std::void_t<decltype(&Plugin::observe)>> : std::true_type {};

template <class Plugin>
struct MetricFunctions {
  using Observe = std::int32_t (*)(void*, const hebb_host*, const hebb_metric_step*);

  static std::int32_t observe(void* self, const hebb_host* host, const hebb_metric_step* raw) {
    return guarded(host, [&] {
      MetricStep view(host, raw);
      static_cast<Plugin*>(self)->observe(view);
    });
  }
  static std::int32_t report(void* self, const hebb_host* host, const hebb_metric_report* raw) {
    return guarded(host, [&] {
      MetricReport view(host, raw);
      static_cast<Plugin*>(self)->report(view);
    });
  }

  static constexpr Observe observe_or_null() {
    if constexpr (HasObserve<Plugin>::value) {
      return &observe;
    } else {
      return nullptr;
    }
  }

  static constexpr hebb_metric table{sizeof(hebb_metric),
                                     0,
                                     &Library<Plugin>::template create<hebb_metric_plan>,
                                     &Library<Plugin>::destroy,
                                     observe_or_null(),
                                     &report};
};

}  // namespace detail
}  // namespace hebb

#define HEBB_METRIC(Plugin) \
  HEBB_DEFINE_PLUGIN(Plugin, HEBB_KIND_METRIC, &::hebb::detail::MetricFunctions<Plugin>::table)
