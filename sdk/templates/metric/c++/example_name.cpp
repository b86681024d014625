// example_name -- over how many units the wins are spread: the effective number of winners.
//
//   N = exp(- sum_j p_j ln p_j),  p_j = the share of all samples so far that unit j won
//
// Reports: N, from 1 (one unit wins all) to the number of units (all win the same); share, the
//          largest p_j.
// Cost:    O(batch) in a step, O(units) in a report.
// Cite:    Hill, "Diversity and evenness: a unifying notation and its consequences", Ecology 54,
//          1973, doi:10.2307/1934352, for the exponential of the entropy (his number of order 1).
#include <algorithm>
#include <cmath>
#include <hebb/metric.hpp>

class ExampleName {
 public:
  static constexpr hebb::About about{"1.0.0", "effective number of winning units",
                                     "Hill 1973, doi:10.2307/1934352"};

  static std::vector<hebb_state> states() {
    return {hebb::state("wins", HEBB_AXIS_UNIT, "samples won", 0, HEBB_TYPE_INT64)};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) { plan.needs = HEBB_NEED_WINNERS; }

  void observe(hebb::MetricStep& step) {
    auto wins = step.state<std::int64_t>(0, step.units);
    for (const std::int32_t j : step.winners) ++wins(static_cast<arma::uword>(j));
  }

  void report(hebb::MetricReport& report) {
    const auto wins = report.state<std::int64_t>(0, report.units);
    double total = 0;
    for (const std::int64_t won : wins) total += static_cast<double>(won);
    double entropy = 0;
    double largest = 0;
    for (const std::int64_t won : wins) {
      const double p = static_cast<double>(won) / total;
      if (won > 0) entropy -= p * std::log(p);
      largest = std::max(largest, p);
    }
    const bool none = total == 0;  // no step yet: no value
    report.scalar("", none ? arma::datum::nan : std::exp(entropy));
    report.scalar("share", none ? arma::datum::nan : largest);
  }
};
HEBB_METRIC(ExampleName);
