// gini -- inequality of learning: the Gini coefficient of the mean step norm of each unit.
//
//   v_j = mean over steps so far of the length of unit j's applied step (before unit norm)
//   G = sum_i (2 i - n - 1) v_(i) / (n sum v),  v_(1) <= .. <= v_(n)
//
// 0: all units move alike; near 1: few units do all the learning. It does not tell whether a unit
// has learned anything: equal steps can be equally useless. Where no unit has moved it has no
// value. `windowed` is the same of the last complete window of `window` steps alone: windows follow
// one another, do not overlap, and are absent from reports before the first is complete.
//
// Reports: the coefficient, windowed; in the last report the vector step_norms (v, units).
// Check:   p zeros and 1 - p equal values give p; {0, 0, 1, 3} gives .625.
// Cite:    Liuson 2023, appendix A, with 2 n^2 in the denominator (its first formula lacks the 2).
#include <hebb/metric.hpp>
#include <hebb/statistics.hpp>

class Gini {
 public:
  static constexpr hebb::About about{"1.1.0", "Gini coefficient of the units' mean step norms",
                                     "Liuson 2023, appendix A"};

  static hebb::Parameters<Gini> parameters() {
    return {hebb::integer("window", &Gini::window_)
                .at_least(1)
                .unit("steps")
                .doc("Length of the windows of `windowed`.")};
  }

  static std::vector<hebb_state> states() {
    return {hebb::state("sum", HEBB_AXIS_UNIT, "of the step norms", 0, HEBB_TYPE_FLOAT64),
            hebb::state("current", HEBB_AXIS_UNIT, "of the step norms of the window at work", 0,
                        HEBB_TYPE_FLOAT64),
            hebb::state("complete", HEBB_AXIS_UNIT, "of those of the last complete window", 0,
                        HEBB_TYPE_FLOAT64)};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) {
    plan.needs = HEBB_NEED_STEP_NORMS;
    plan.milestone = 100;  // "start" in the paper's Table 2
  }

  void observe(hebb::MetricStep& step) {
    arma::vec sum = step.state<double>(0, step.units);
    arma::vec current = step.state<double>(1, step.units);
    add(step.units, step.step_norms.memptr(), sum.memptr(), current.memptr());
    if ((step.index + 1) % static_cast<std::uint64_t>(window_) != 0) return;
    step.state<double>(2, step.units) = current;
    current.zeros();
  }

  void report(hebb::MetricReport& report) {
    const arma::vec sum = report.state<double>(0, report.units);
    report.scalar("", hebb::gini(sum, order_));
    const std::uint64_t windows = report.steps / static_cast<std::uint64_t>(window_);
    if (windows > 0) {
      if (windows != windows_) windowed_ = hebb::gini(report.state<double>(2, report.units));
      windows_ = windows;
      report.scalar("windowed", windowed_);
    }
    if (report.last && report.steps > 0) {
      report.vector("step_norms", sum / static_cast<double>(report.steps));
    }
  }

 private:
  // Without the checks of indices, which would keep it from being vectorised.
  static void add(std::size_t n, const float* norms, double* sum, double* current) {
    for (std::size_t j = 0; j < n; ++j) {
      const auto norm = static_cast<double>(norms[j]);
      sum[j] += norm;
      current[j] += norm;
    }
  }

  std::int64_t window_ = 100;
  // Kept for speed only: the order of the units by their sums, and `windowed` after so many
  // windows.
  arma::uvec order_;
  std::uint64_t windows_ = 0;
  double windowed_ = 0;
};
HEBB_METRIC(Gini);
