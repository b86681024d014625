// liuson -- softmax of activity above its running average, with winner and anti-Hebbian losers.
//
//   batch:       E <- keep E + (1 - keep) mean_b(y)   (the first batch: E <- mean_b(y))
//   one sample:  q = softmax over units of (y - E) / temperature
//                c_j = m_j q_j,  d_j = 0,  then |W_j| = 1
//                m_j = +1 for the winner, 0 where q_j < 1/units, -1 elsewhere  (mask: signed)
//                m_j = +1 for the winner if q_j > 1/units, else 0              (mask: winner)
//   The competition bias is added to y - E.
//
// Shapes:  y, c units x batch; E units, a state.
// Expects: finite y.
// Params:  temperature > 0, mask, keep in [0, 1], unit_norm.
// Cost:    one softmax, O(units x batch).
// Cite:    Liuson, "Learning dynamics in competitive Hebbian learning", 2023, section 3.
// Differs: the text sets the mask to 0 "where y* > 1/n"; that is a slip of the sign, and the mask
//          here is 0 below 1/n. `mask: winner` is what the author's code computed: there the
//          threshold came after the negation and removed every negative entry.
#include <hebb/rule.hpp>

class Liuson {
 public:
  static constexpr hebb::About about{
      "1.0.0", "softmax of activity above its running average (the paper's rule)",
      "Liuson, Learning dynamics in competitive Hebbian learning, 2023"};

  static hebb::Parameters<Liuson> parameters() {
    return {
        hebb::real("temperature", &Liuson::temperature)
            .above(0)
            .schedulable()
            .doc("of the softmax over units"),
        hebb::choice("mask", &Liuson::mask, "signed|winner")
            .doc("signed: as the paper describes; winner: as the paper ran it"),
        hebb::real("keep", &Liuson::keep)
            .at_least(0)
            .at_most(1)
            .doc("share of the running average that each batch keeps"),
        hebb::boolean("unit_norm", &Liuson::unit_norm)
            .doc("bring every unit to length 1 after each step"),
    };
  }

  static std::vector<hebb_state> states() {
    return {hebb::state("average", HEBB_AXIS_UNIT, "E: running average of the batch mean of y")};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_Y;
    plan.unit_norm = unit_norm ? 1 : 0;
  }

  void step(hebb::RuleStep& s) {
    arma::fvec average = s.unit_state(0);
    s.host.row_means(s.y, mean_);
    s.host.ema(s.index == 0 ? 0.0 : keep, mean_, average);

    s.c = s.y;
    s.c.each_col() -= average;
    s.c.each_col() += s.bias;
    s.host.softmax(s.c, 1 / temperature, s.c);  // q
    s.host.column_winners(s.c, winners_);
    for (arma::uword b = 0; b < s.batch; ++b) {
      apply_mask(s.c.colptr(b), s.units, static_cast<arma::uword>(winners_(b)));
    }
  }

  enum class Mask { kSigned, kWinner };
  double temperature = 1;
  Mask mask = Mask::kSigned;
  double keep = 0.95;
  bool unit_norm = true;

 private:
  void apply_mask(float* q, arma::uword units, arma::uword winner) const {
    const float threshold = 1.0F / static_cast<float>(units);
    const float top = q[winner];
    if (mask == Mask::kWinner) {
      std::fill_n(q, units, 0.0F);
      q[winner] = top > threshold ? top : 0.0F;
      return;
    }
    for (arma::uword j = 0; j < units; ++j) q[j] = q[j] < threshold ? 0.0F : -q[j];
    q[winner] = top;
  }

  arma::fvec mean_;
  arma::Col<std::int32_t> winners_;
};
HEBB_RULE(Liuson);
