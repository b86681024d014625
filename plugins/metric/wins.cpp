// wins -- how the samples are shared out among the units.
//
//   n_j = samples so far whose winner was unit j;  s_j = n_j / sum n
//   never = share of units with n_j = 0
//   entropy = -sum_j s_j log s_j  (nats);  live = exp(entropy), the effective number of live units
//   gini = the Gini coefficient of n (see the metric gini): 0 where all units win equally often
//
// The winner of a sample is the unit with the largest coefficient (of potential, where the rule
// gives none). A unit that wins may still learn little, and in anti-Hebbian rules losers move too.
// `windowed_never` and `windowed_gini` are the same of the last complete window of `window` steps
// alone: windows follow one another, do not overlap, and are absent from reports before the first
// is complete.
//
// Reports: never, entropy, live, gini, windowed_never, windowed_gini; in the last report the vector
//          counts (n, units).
#include <hebb/metric.hpp>
#include <hebb/statistics.hpp>

class Wins {
 public:
  static constexpr hebb::About about{"1.1.0", "win counts: units that never win, entropy, Gini",
                                     ""};

  static hebb::Parameters<Wins> parameters() {
    return {hebb::integer("window", &Wins::window_)
                .at_least(1)
                .unit("steps")
                .doc("Length of the windows of `windowed_never` and `windowed_gini`.")};
  }

  static std::vector<hebb_state> states() {
    return {
        hebb::state("counts", HEBB_AXIS_UNIT, "samples won", 0, HEBB_TYPE_INT64),
        hebb::state("current", HEBB_AXIS_UNIT, "those of the window at work", 0, HEBB_TYPE_INT64),
        hebb::state("complete", HEBB_AXIS_UNIT, "those of the last complete window", 0,
                    HEBB_TYPE_INT64)};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) { plan.needs = HEBB_NEED_WINNERS; }

  void observe(hebb::MetricStep& step) {
    auto counts = step.state<std::int64_t>(0, step.units);
    auto current = step.state<std::int64_t>(1, step.units);
    for (const std::int32_t winner : step.winners) {
      ++counts(static_cast<arma::uword>(winner));
      ++current(static_cast<arma::uword>(winner));
    }
    if ((step.index + 1) % static_cast<std::uint64_t>(window_) != 0) return;
    step.state<std::int64_t>(2, step.units) = current;
    current.zeros();
  }

  void report(hebb::MetricReport& report) {
    const arma::vec counts = numbers(report, 0);
    const double total = arma::accu(counts);
    report.scalar("never", never(counts));
    const arma::vec shares = counts.elem(arma::find(counts > 0)) / total;
    const double entropy = total > 0 ? -arma::dot(shares, arma::log(shares)) : arma::datum::nan;
    report.scalar("entropy", entropy);
    report.scalar("live", std::exp(entropy));
    report.scalar("gini", hebb::gini(counts, order_));
    const std::uint64_t windows = report.steps / static_cast<std::uint64_t>(window_);
    if (windows > 0) {
      if (windows != windows_) {
        const arma::vec complete = numbers(report, 2);
        windowed_never_ = never(complete);
        windowed_gini_ = hebb::gini(complete);
        windows_ = windows;
      }
      report.scalar("windowed_never", windowed_never_);
      report.scalar("windowed_gini", windowed_gini_);
    }
    if (report.last) report.vector("counts", counts);
  }

 private:
  static arma::vec numbers(const hebb::MetricReport& report, std::size_t state) {
    return arma::conv_to<arma::vec>::from(report.state<std::int64_t>(state, report.units));
  }

  static double never(const arma::vec& counts) {
    const auto winners = static_cast<double>(arma::accu(counts > 0));
    return arma::accu(counts) > 0 ? 1.0 - winners / static_cast<double>(counts.n_elem)
                                  : arma::datum::nan;
  }

  std::int64_t window_ = 100;
  // Kept for speed only: the order of the units by their wins, and the numbers of the last window.
  arma::uvec order_;
  std::uint64_t windows_ = 0;
  double windowed_never_ = 0;
  double windowed_gini_ = 0;
};
HEBB_METRIC(Wins);
