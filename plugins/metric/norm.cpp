// norm -- quantiles of the lengths |w_j| of the units' weights.
//
// Under rules without unit norm the lengths tell a layer that grows (hebb), one that settles (oja,
// softhebb: near 1, for inputs of length 1) and one where a few units run away. With unit norm they
// are 1, once a step has been taken.
//
// Reports: the median, min, q05, q25, q75, q95, max; in the last report the vector lengths (units).
//          Quantiles are linear between order statistics.
#include <hebb/metric.hpp>
#include <hebb/statistics.hpp>

class Norm {
 public:
  static constexpr hebb::About about{"1.0.0", "quantiles of the lengths of the weights", ""};

  void plan(const hebb_setup&, hebb_metric_plan& plan) {
    plan.needs = HEBB_NEED_W;
    plan.every = 100;
  }

  void report(hebb::MetricReport& report) {
    arma::vec lengths(report.units);
    for (arma::uword j = 0; j < report.units; ++j) {
      const arma::vec w = arma::conv_to<arma::vec>::from(report.w.col(j));
      lengths(j) = std::sqrt(arma::dot(w, w));
    }
    const arma::vec sorted = arma::sort(lengths);
    report.scalar("", hebb::quantile(sorted, 0.5));
    report.scalar("min", hebb::quantile(sorted, 0));
    report.scalar("q05", hebb::quantile(sorted, 0.05));
    report.scalar("q25", hebb::quantile(sorted, 0.25));
    report.scalar("q75", hebb::quantile(sorted, 0.75));
    report.scalar("q95", hebb::quantile(sorted, 0.95));
    report.scalar("max", hebb::quantile(sorted, 1));
    if (report.last) report.vector("lengths", lengths);
  }
};
HEBB_METRIC(Norm);
