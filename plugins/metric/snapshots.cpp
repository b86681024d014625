// snapshots -- the weights of some units as they were at times over training, for pictures of how
// features come, drift and go.
//
// Reports: no number; in every report the vector after_N, N the steps so far: the weights of the
//          first `units` units, one unit after the other (units x inputs numbers).
// Cost:    the numbers that it keeps: 8 bytes for each, reports x units x inputs of them.
#include <hebb/metric.hpp>

#include <algorithm>
#include <string>

class Snapshots {
 public:
  static constexpr hebb::About about{"1.0.0", "weights of some units at times over training", ""};

  static hebb::Parameters<Snapshots> parameters() {
    return {hebb::integer("units", &Snapshots::units_)
                .at_least(1)
                .doc("How many units, the first ones; all of a layer that has fewer.")};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) {
    plan.needs = HEBB_NEED_W;
    plan.every = 250;
  }

  void report(hebb::MetricReport& report) {
    const auto kept = std::min<arma::uword>(static_cast<arma::uword>(units_), report.w.n_cols);
    const arma::fmat some = report.w.head_cols(kept);
    const std::string name = "after_" + std::to_string(report.steps);
    report.vector(name.c_str(), arma::conv_to<arma::vec>::from(arma::vectorise(some)));
  }

 private:
  std::int64_t units_ = 16;
};
HEBB_METRIC(Snapshots);
