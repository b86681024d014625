// softhebb -- soft winner-take-all with Oja-like decay.
//
//   one sample:  p = softmax over units of v / temperature
//                c_j = p_j,  or -p_j for all but the winner (anti_hebbian)
//                d_j = c_j u_j
//   batch:       d_j = sum_b c_jb u_jb
//   with v = u (competition: potential) or v = y = f(u) (competition: activity), plus the
//   competition bias; the decay always uses the raw potential u.
//   rate_power q > 0 scales c_j and d_j by abs(|W_j| - 1)^q.
//
// Shapes:  u, y, c units x batch; d units.
// Expects: finite u; labels are not used.
// Params:  temperature > 0, competition, anti_hebbian, rate_power >= 0.
// Cost:    one softmax and one row-wise product, O(units x batch).
// Cite:    Moraitis, Toichkin, Journe, Chua, Guo, "SoftHebb: Bayesian inference in unsupervised
//          Hebbian soft winner-take-all networks", Neuromorphic Computing and Engineering, 2022,
//          doi:10.1088/2634-4386/aca710; anti-Hebbian losers and the norm-dependent rate: Journe,
//          Garcia Rodriguez, Guo, Moraitis, "Hebbian deep learning without feedback", 2022,
//          arXiv:2209.11883.
// Differs: the code behind Liuson 2023 competes on relu(u) (competition: activity); the winner is
//          the unit with the largest p, the lowest index on a tie.
#include <hebb/rule.hpp>

class SoftHebb {
 public:
  static constexpr hebb::About about{
      "1.0.0", "soft winner-take-all with Oja-like decay",
      "Moraitis et al., SoftHebb, Neuromorphic Computing and Engineering 2022, "
      "doi:10.1088/2634-4386/aca710; Journe et al. 2022, arXiv:2209.11883"};

  static hebb::Parameters<SoftHebb> parameters() {
    return {
        hebb::real("temperature", &SoftHebb::temperature)
            .above(0)
            .schedulable()
            .doc("of the softmax over units"),
        hebb::choice("competition", &SoftHebb::competition, "potential|activity")
            .doc("what competes: u (as published) or y (as the paper ran it)"),
        hebb::boolean("anti_hebbian", &SoftHebb::anti_hebbian)
            .doc("negate the coefficients of all but the winner of each sample"),
        hebb::real("rate_power", &SoftHebb::rate_power)
            .at_least(0)
            .doc("q: scale each unit's step by abs(|w| - 1)^q; 0 is off"),
    };
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_U;
    if (competition == Competition::kActivity) plan.needs |= HEBB_NEED_Y;
    if (rate_power > 0) plan.needs |= HEBB_NEED_NORMS;
  }

  void step(hebb::RuleStep& s) {
    const auto& v = competition == Competition::kActivity ? s.y : s.u;
    for (arma::uword b = 0; b < s.batch; ++b) s.c.col(b) = v.col(b) + s.bias;
    s.host.softmax(s.c, 1 / temperature, s.c);  // p
    if (anti_hebbian) negate_losers(s);
    s.host.row_dots(s.c, s.u, s.d);
    if (rate_power > 0) scale_by_norm(s);
  }

  enum class Competition { kPotential, kActivity };
  double temperature = 1;
  Competition competition = Competition::kPotential;
  bool anti_hebbian = false;
  double rate_power = 0;

 private:
  void negate_losers(hebb::RuleStep& s) {
    s.host.column_winners(s.c, winners_);
    s.c *= -1.0F;
    for (arma::uword b = 0; b < s.batch; ++b) {
      float& winner = s.c(static_cast<arma::uword>(winners_(b)), b);
      winner = -winner;
    }
  }

  void scale_by_norm(hebb::RuleStep& s) const {
    const auto q = static_cast<float>(rate_power);
    for (arma::uword j = 0; j < s.units; ++j) {
      const float factor = std::pow(std::abs(s.norms(j) - 1.0F), q);
      s.c.row(j) *= factor;
      s.d(j) *= factor;
    }
  }

  arma::Col<std::int32_t> winners_;
};
HEBB_RULE(SoftHebb);
