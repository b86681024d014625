// bcm -- Hebb above a threshold, anti-Hebb below it; the threshold follows the unit's own activity.
//
//   one sample:  c_j = y_j (y_j - theta_j) f'(u_j);  d_j = weight_decay
//   batch:       the same for each sample; d_j = batch weight_decay
//   theta_j <- keep theta_j + (1 - keep) mean_b(y_jb^2), after its use; it starts at `start`
//
// Shapes:  u, y, c units x batch; d, theta units.
// Expects: an activation with a gradient; for one that is not element-wise f' is the transposed
//          Jacobian. theta must be faster than the weights, or they run away: a small rate.
// Params:  keep in [0, 1), per batch; start >= 0; weight_decay >= 0, per sample.
// Cost:    O(units x batch).
// Cite:    Bienenstock, Cooper, Munro, "Theory for the development of neuron selectivity:
//          orientation specificity and binocular interaction in visual cortex", Journal of
//          Neuroscience 2, 1982, doi:10.1523/JNEUROSCI.02-01-00032.1982; this form: Intrator,
//          Cooper, "Objective function formulation of the BCM theory of visual cortical
//          plasticity", Neural Networks 5, 1992, doi:10.1016/S0893-6080(05)80003-6.
// Differs: theta is the running mean of y^2 over batches; Bienenstock et al. take a power of the
//          mean of y.
#include <hebb/rule.hpp>

class Bcm {
 public:
  static constexpr hebb::About about{
      "1.0.0", "Hebb above a sliding threshold, anti-Hebb below it",
      "Bienenstock, Cooper, Munro 1982, doi:10.1523/JNEUROSCI.02-01-00032.1982; Intrator and "
      "Cooper 1992, doi:10.1016/S0893-6080(05)80003-6"};

  static hebb::Parameters<Bcm> parameters() {
    return {
        hebb::real("keep", &Bcm::keep)
            .at_least(0)
            .below(1)
            .doc("share of the threshold that each batch keeps"),
        hebb::real("start", &Bcm::start).at_least(0).at_most(1e6).doc("the threshold at first"),
        hebb::real("weight_decay", &Bcm::weight_decay)
            .at_least(0)
            .doc("decay of the weights with each sample"),
    };
  }

  static std::vector<hebb_state> states() {
    return {hebb::state("threshold", HEBB_AXIS_UNIT, "theta: running mean of y^2")};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_Y | HEBB_NEED_JACOBIAN;
  }

  void step(hebb::RuleStep& s) {
    arma::fvec threshold = s.unit_state(0);
    if (s.index == 0) threshold.fill(static_cast<float>(start));
    drive_ = s.y;
    drive_.each_col() -= threshold;
    drive_ %= s.y;
    s.host.activation_gradient(drive_, s.c);
    s.d.fill(static_cast<float>(weight_decay * static_cast<double>(s.batch)));

    square_ = arma::square(s.y);
    s.host.row_means(square_, mean_square_);
    s.host.ema(keep, mean_square_, threshold);
  }

  double keep = 0.9;
  double start = 1;
  double weight_decay = 0;

 private:
  arma::fmat drive_, square_;  // units x batch
  arma::fvec mean_square_;
};
HEBB_RULE(Bcm);
