// lorenz -- how learning is shared out among the units: Lorenz curve and histogram of their steps
// and of their wins.
//
//   L(q) = share of the sum of all v that the share q of the units with the smallest v has
//   top10 = 1 - L(.9), the share that the most active tenth of the units has
//
// for v the mean step norm of each unit and for v its number of wins, each over the whole training
// so far. The Gini coefficient (metrics gini and wins) is twice the area between L and the
// diagonal, up to 1 / n; the curve tells a layer where half of the units rest from one where all
// differ a little, which the coefficient does not.
//
// The histogram has eight bins to a decade of v relative to the largest v: bin i of 32 holds the
// share of the units with v / max v from the i-th lower edge on, and the first bin all below, the
// units at rest included.
//
// Reports: steps_top10, wins_top10; in the last report the vectors steps and wins (L at 0, .01, ..,
//          1; empty where all v are 0), steps_histogram, wins_histogram and histogram_edges (32).
// Check:   {0, 0, 1, 3} has L = 0 up to .5, .25 at .75.
// Cite:    Lorenz, Methods of measuring the concentration of wealth, Publ. Am. Stat. Assoc. 9,
//          1905, doi:10.2307/2276207.
#include <hebb/metric.hpp>
#include <hebb/statistics.hpp>

class Lorenz {
 public:
  static constexpr hebb::About about{"1.0.0", "Lorenz curve and histogram of steps and wins",
                                     "Lorenz 1905, doi:10.2307/2276207"};

  static std::vector<hebb_state> states() {
    return {hebb::state("sum", HEBB_AXIS_UNIT, "of the step norms", 0, HEBB_TYPE_FLOAT64),
            hebb::state("counts", HEBB_AXIS_UNIT, "samples won", 0, HEBB_TYPE_FLOAT64)};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) {
    plan.needs = HEBB_NEED_STEP_NORMS | HEBB_NEED_WINNERS;
    plan.every = 100;
  }

  void observe(hebb::MetricStep& step) {
    arma::vec sum = step.state<double>(0, step.units);
    arma::vec counts = step.state<double>(1, step.units);
    for (arma::uword j = 0; j < step.units; ++j) sum(j) += static_cast<double>(step.step_norms(j));
    for (const std::int32_t winner : step.winners) counts(static_cast<arma::uword>(winner)) += 1;
  }

  void report(hebb::MetricReport& report) {
    describe(report, report.state<double>(0, report.units), "steps_top10", "steps",
             "steps_histogram");
    describe(report, report.state<double>(1, report.units), "wins_top10", "wins", "wins_histogram");
    if (!report.last) return;
    arma::vec edges(kBins);
    for (arma::uword i = 0; i < kBins; ++i) {
      edges(i) = std::pow(10.0, (static_cast<double>(i) - kBins) / kBinsPerDecade);
    }
    report.vector("histogram_edges", edges);
  }

 private:
  static constexpr arma::uword kPoints = 101;
  static constexpr arma::uword kTopTenth = 90;  // the curve's point at .9
  static constexpr int kBinsPerDecade = 8;
  static constexpr int kBins = 4 * kBinsPerDecade;

  static void describe(const hebb::MetricReport& report, const arma::vec& values, const char* top,
                       const char* curve_name, const char* histogram_name) {
    const arma::vec curve = hebb::lorenz_curve(values, kPoints);
    report.scalar(top, curve.is_empty() ? arma::datum::nan : 1 - curve(kTopTenth));
    if (!report.last) return;
    report.vector(curve_name, curve);
    report.vector(histogram_name, histogram(values));
  }

  static arma::vec histogram(const arma::vec& values) {
    arma::vec shares(kBins, arma::fill::zeros);
    const double largest = values.max();
    for (const double value : values) {
      // The small term keeps values that lie on an edge, but for rounding, above it.
      const double depth =
          value > 0 ? -std::log10(value / largest) * kBinsPerDecade - 1e-9 : double{kBins};
      const int bin = kBins - 1 - static_cast<int>(std::clamp(depth, 0.0, kBins - 1.0));
      shares(static_cast<arma::uword>(bin)) += 1.0 / static_cast<double>(values.n_elem);
    }
    return shares;
  }
};
HEBB_METRIC(Lorenz);
