// wins -- how the samples are shared out among the units.
//
//   n_j = samples so far whose winner was unit j;  s_j = n_j / sum n
//   never = share of units with n_j = 0
//   entropy = -sum_j s_j log s_j  (nats);  live = exp(entropy), the effective number of live units
//
// The winner of a sample is the unit with the largest coefficient (of potential, where the rule
// gives none). A unit that wins may still learn little, and in anti-Hebbian rules losers move too.
//
// Reports: never, entropy, live; in the last report the vector counts (n, units).
#include <hebb/metric.hpp>

class Wins {
 public:
  static constexpr hebb::About about{"1.0.0", "win counts: units that never win, entropy", ""};

  static std::vector<hebb_state> states() {
    return {hebb::state("counts", HEBB_AXIS_UNIT, "samples won", 0, HEBB_TYPE_INT64)};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) { plan.needs = HEBB_NEED_WINNERS; }

  void observe(hebb::MetricStep& step) {
    auto counts = step.state<std::int64_t>(0, step.units);
    for (const std::int32_t winner : step.winners) ++counts(static_cast<arma::uword>(winner));
  }

  void report(hebb::MetricReport& report) {
    const auto raw = report.state<std::int64_t>(0, report.units);
    const arma::vec counts = arma::conv_to<arma::vec>::from(raw);
    const double total = arma::accu(counts);
    const arma::uvec winners = arma::find(counts > 0);
    const double never =
        1.0 - static_cast<double>(winners.n_elem) / static_cast<double>(counts.n_elem);
    report.scalar("never", total > 0 ? never : arma::datum::nan);
    const arma::vec shares = counts.elem(winners) / total;
    const double entropy = total > 0 ? -arma::dot(shares, arma::log(shares)) : arma::datum::nan;
    report.scalar("entropy", entropy);
    report.scalar("live", std::exp(entropy));
    if (report.last) report.vector("counts", counts);
  }
};
HEBB_METRIC(Wins);
