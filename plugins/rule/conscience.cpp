// conscience -- the nearest unit wins, but a unit that wins too often is handicapped.
//
//   one sample:  the winner is argmin over j of |x - W_j|^2 - b_j;  c is one-hot;  d_j = c_j
//   batch:       d_j = wins_j = sum_b c_jb
//   b_j = C E (1 / units - p_j)
//   p_j <- p_j + B (wins_j - batch p_j),  p_j starts at 1 / units; B batch counts as 1 at most
//   E, scale input: mean of |x|^2 over all samples so far, this batch included;  scale none: 1
//
// Shapes:  u, c units x batch; x inputs x batch (scale input); d, |W_j|, p, bias units.
// Expects: finite u. Since |x - W_j|^2 = |x|^2 - 2 u_j + |W_j|^2, only the lengths of the units are
//          needed beside u. The competition bias is added to b_j.
// Params:  gain C >= 0, rate B in (0, 1], scale.
// Cost:    O(units x batch), and the lengths of the samples.
// Cite:    DeSieno, "Adding a conscience to competitive learning", ICNN 1988,
//          doi:10.1109/ICNN.1988.23839, equations 3 and 4 (p and b).
// Differs: C is in units of the mean |x|^2, so that it does not depend on the scale of the inputs.
//          DeSieno's raw C 10 and B 1e-4 (`scale: none, gain: 10, rate: 0.0001`) hardly do anything
//          on 784 pixels. His p_j counts the wins of the competition without b_j; here with it,
//          as the host's modifier `conscience:` does.
#include <hebb/rule.hpp>

class Conscience {
 public:
  static constexpr hebb::About about{
      "1.0.0", "the nearest unit wins; units that win too often are handicapped",
      "DeSieno, ICNN 1988, doi:10.1109/ICNN.1988.23839"};

  static hebb::Parameters<Conscience> parameters() {
    return {
        hebb::real("gain", &Conscience::gain)
            .at_least(0)
            .schedulable()
            .doc("C: the bias of unit j is C (1/units - p_j), times the mean |x|^2"),
        hebb::real("rate", &Conscience::rate)
            .above(0)
            .at_most(1)
            .doc("B: share of one sample in p_j, the running share of samples that unit j wins"),
        hebb::choice("scale", &Conscience::scale, "input|none")
            .doc("input: the gain is in units of the mean |x|^2; none: as it stands"),
    };
  }

  static std::vector<hebb_state> states() {
    return {hebb::state("excess", HEBB_AXIS_UNIT, "p - 1/units: share of wins above the fair one",
                        0, HEBB_TYPE_FLOAT64),
            hebb::state("energy", HEBB_AXIS_GLOBAL, "E: mean of |x|^2 so far (scale input)", 0,
                        HEBB_TYPE_FLOAT64)};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_U | HEBB_NEED_NORMS;
    if (scale == Scale::kInput) plan.needs |= HEBB_NEED_X;
  }

  void step(hebb::RuleStep& s) {
    arma::vec excess = s.state<double>(0, s.units);
    const double unit_gain = scale == Scale::kInput ? gain * mean_energy(s) : gain;
    handicap_.set_size(s.units);
    for (arma::uword j = 0; j < s.units; ++j) {
      const double length = static_cast<double>(s.norms(j));
      handicap_(j) = static_cast<float>(-unit_gain * excess(j) - length * length) + s.bias(j);
    }
    nearness_ = 2.0F * s.u;
    nearness_.each_col() += handicap_;
    s.host.column_winners(nearness_, winners_);
    for (arma::uword b = 0; b < s.batch; ++b) {
      const auto j = static_cast<arma::uword>(winners_(b));
      s.c(j, b) = 1.0F;
      s.d(j) += 1.0F;
    }
    const auto batch = static_cast<double>(s.batch);
    const double pull = std::min(1.0, rate * batch);
    const double fair = 1.0 / static_cast<double>(s.units);
    for (arma::uword j = 0; j < s.units; ++j) {
      excess(j) += pull * (static_cast<double>(s.d(j)) / batch - fair - excess(j));
    }
  }

  enum class Scale { kInput, kNone };
  double gain = 100;
  double rate = 1e-3;
  Scale scale = Scale::kInput;

 private:
  // E with this batch in it.
  static double mean_energy(const hebb::RuleStep& s) {
    double sum = 0;
    for (arma::uword i = 0; i < s.x.n_elem; ++i) {
      const auto value = static_cast<double>(s.x(i));
      sum += value * value;
    }
    double& energy = s.state<double>(1, 1)(0);
    const auto seen = static_cast<double>(s.samples);
    energy = (seen * energy + sum) / (seen + static_cast<double>(s.batch));
    return energy;
  }

  arma::fvec handicap_;
  arma::fmat nearness_;  // units x batch: |x|^2 - |x - W_j|^2 + b_j
  arma::Col<std::int32_t> winners_;
};
HEBB_RULE(Conscience);
