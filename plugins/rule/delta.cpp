// delta -- the supervised delta rule of a softmax layer: what is wanted less what is there.
//
//   one sample:  p = softmax over units of u
//                c_j = t_j - p_j,  t_j = 1 for the unit of the sample's class, else 0;  d_j = 0
//   batch:       the same for each sample
//   This is the negative gradient of the cross-entropy of p: multinomial logistic regression.
//
// Shapes:  u, c units x batch; labels batch.
// Expects: labels; unit j stands for class j. Units beyond the classes learn to be silent, classes
//          beyond the units have no unit and silence all.
// Params:  none.
// Cost:    one softmax, O(units x batch).
// Cite:    Widrow, Hoff, "Adaptive switching circuits", WESCON 1960 (with p = u); Bridle, NIPS 1989
//          (the softmax).
// Differs: the softmax in the place of Widrow's linear unit; no bias.
#include <hebb/rule.hpp>

class Delta {
 public:
  static constexpr hebb::About about{"1.0.0", "supervised: what is wanted less softmax(u)",
                                     "Widrow and Hoff, WESCON 1960; Bridle, NIPS 1989"};

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_U | HEBB_NEED_LABELS;
  }

  void step(hebb::RuleStep& s) {
    s.host.softmax(s.u, 1.0, s.c);
    s.c *= -1.0F;
    for (arma::uword b = 0; b < s.batch; ++b) {
      const auto wanted = static_cast<arma::uword>(s.labels(b));
      if (wanted < s.units) s.c(wanted, b) += 1.0F;
    }
  }
};
HEBB_RULE(Delta);
