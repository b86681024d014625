// drift -- how far each unit's weights w have come from where they began, w0.
//
//   turn_j = 1 - cos(w_j, w0_j)               0: same direction, 1: at right angles, 2: opposite
//   net_j = |w_j - w0_j|,  path_j = sum over steps of the length of unit j's applied step
//   straightness_j = net_j / path_j           1: straight on; near 0: to and fro
//   dead(t) = share of the units with turn_j < t
//
// Turn is unlike the Gini coefficient a statement about where a unit is, not about how much it
// moved; it needs no data, so it is defined for every layer. A unit whose weights are all 0, then
// or now, has no turn, one that took no step no straightness; means leave them out. Without a
// threshold that theory would give, `dead` is one point of a curve that the last report has whole.
//
// Reports: turn and straightness (means over the units), dead (at the parameter threshold); in the
//          last report the vectors turn, net, path (units), thresholds and dead_below (dead(t) at
//          44 thresholds, ten to a decade from 1e-4 to 2).
// Check:   from (1, 0) to (0, 1) turn is 1, net sqrt 2; by way of (1, 1) straightness is sqrt 2
// / 2. Cite:    straightness: Batschelet, Circular statistics in biology, 1981.
#include <hebb/metric.hpp>

class Drift {
 public:
  static constexpr hebb::About about{"1.0.0", "turn and distance from the initial weights", ""};

  static hebb::Parameters<Drift> parameters() {
    return {hebb::real("threshold", &Drift::threshold_)
                .above(0)
                .at_most(2)
                .doc("A unit that has turned by less, as 1 - cos, counts as dead.")};
  }

  static std::vector<hebb_state> states() {
    return {hebb::state("path", HEBB_AXIS_UNIT, "sum of the step norms", 0, HEBB_TYPE_FLOAT64)};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) {
    plan.needs = HEBB_NEED_STEP_NORMS | HEBB_NEED_W | HEBB_NEED_W0;
    plan.every = 100;
  }

  void observe(hebb::MetricStep& step) {
    arma::vec path = step.state<double>(0, step.units);
    for (arma::uword j = 0; j < step.units; ++j) path(j) += static_cast<double>(step.step_norms(j));
  }

  void report(hebb::MetricReport& report) {
    const arma::vec path = report.state<double>(0, report.units);
    arma::vec turn(report.units);
    arma::vec net(report.units);
    for (arma::uword j = 0; j < report.units; ++j) {
      const arma::vec w = arma::conv_to<arma::vec>::from(report.w.col(j));
      const arma::vec w0 = arma::conv_to<arma::vec>::from(report.w0.col(j));
      turn(j) = turn_of(w, w0);
      net(j) = length(w - w0);
    }
    report.scalar("turn", mean(turn));
    report.scalar("straightness", mean(net / path));
    report.scalar("dead", below(turn, threshold_));
    if (report.last) write(report, turn, net, path);
  }

 private:
  static double length(const arma::vec& v) { return std::sqrt(arma::dot(v, v)); }

  // 1 - cos as half the square of the distance of the unit vectors: exact for small angles.
  static double turn_of(const arma::vec& w, const arma::vec& w0) {
    const arma::vec apart = w / length(w) - w0 / length(w0);  // not a number where a length is 0
    return arma::dot(apart, apart) / 2;
  }

  static double mean(const arma::vec& values) {
    const arma::uvec defined = arma::find_finite(values);
    return defined.is_empty() ? arma::datum::nan : arma::mean(values.elem(defined));
  }

  static double below(const arma::vec& turn, double threshold) {
    return static_cast<double>(arma::accu(turn < threshold)) / static_cast<double>(turn.n_elem);
  }

  static void write(const hebb::MetricReport& report, const arma::vec& turn, const arma::vec& net,
                    const arma::vec& path) {
    constexpr arma::uword kThresholds = 44;
    arma::vec thresholds(kThresholds);
    arma::vec dead(kThresholds);
    for (arma::uword i = 0; i < kThresholds; ++i) {
      thresholds(i) = std::pow(10.0, static_cast<double>(i) / 10 - 4);
      dead(i) = below(turn, thresholds(i));
    }
    report.vector("turn", turn);
    report.vector("net", net);
    report.vector("path", path);
    report.vector("thresholds", thresholds);
    report.vector("dead_below", dead);
  }

  double threshold_ = 0.1;
};
HEBB_METRIC(Drift);
