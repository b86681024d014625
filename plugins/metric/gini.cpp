// gini -- inequality of learning: the Gini coefficient of the mean step norm of each unit.
//
//   v_j = mean over steps so far of the length of unit j's applied step (before unit norm)
//   G = sum_i (2 i - n - 1) v_(i) / (n sum v),  v_(1) <= .. <= v_(n)
//
// 0: all units move alike; near 1: few units do all the learning. It does not tell whether a unit
// has learned anything: equal steps can be equally useless. Where no unit has moved it has no
// value.
//
// Reports: the coefficient; in the last report the vector step_norms (v, units).
// Check:   p zeros and 1 - p equal values give p; {0, 0, 1, 3} gives .625.
// Cite:    Liuson 2023, appendix A, with 2 n^2 in the denominator (its first formula lacks the 2).
#include <hebb/metric.hpp>

class Gini {
 public:
  static constexpr hebb::About about{"1.0.0", "Gini coefficient of the units' mean step norms",
                                     "Liuson 2023, appendix A"};

  static std::vector<hebb_state> states() {
    return {hebb::state("sum", HEBB_AXIS_UNIT, "of the step norms", 0, HEBB_TYPE_FLOAT64)};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) {
    plan.needs = HEBB_NEED_STEP_NORMS;
    plan.milestone = 100;  // "start" in the paper's Table 2
  }

  void observe(hebb::MetricStep& step) {
    arma::vec sum = step.state<double>(0, step.units);
    for (arma::uword j = 0; j < step.units; ++j) sum(j) += static_cast<double>(step.step_norms(j));
  }

  void report(hebb::MetricReport& report) {
    const arma::vec sum = report.state<double>(0, report.units);
    report.scalar("", gini(sum));
    if (report.last && report.steps > 0) {
      report.vector("step_norms", sum / static_cast<double>(report.steps));
    }
  }

 private:
  double gini(const arma::vec& values) {
    // Sorting starts from the last report's order, which is almost the new one: a matter of speed.
    if (order_.n_elem != values.n_elem) order_ = arma::regspace<arma::uvec>(0, values.n_elem - 1);
    std::sort(order_.begin(), order_.end(),
              [&](arma::uword i, arma::uword j) { return values(i) < values(j); });
    const arma::vec sorted = values.elem(order_);
    const auto n = static_cast<double>(sorted.n_elem);
    double weighted = 0;
    for (arma::uword i = 0; i < sorted.n_elem; ++i) {
      weighted += (2.0 * static_cast<double>(i + 1) - n - 1.0) * sorted(i);
    }
    const double total = arma::accu(sorted);
    return total > 0 ? weighted / (n * total) : arma::datum::nan;
  }

  arma::uvec order_;  // of the units, by their sums
};
HEBB_METRIC(Gini);
