// subspace -- Oja's subspace rule: together the units span the first principal components.
//
//   one sample:  W_j <- W_j + rate y_j (x - sum_k y_k W_k)
//   batch:       W <- W + rate (X C' - W L'),  C = Y,  L = Y Y'
//   With y = u and as many units as wanted components, W turns to an orthonormal basis of their
//   span, in no order.
//
// Shapes:  y, c units x batch; L units x units (LATERAL).
// Expects: finite y; the identity activation and a small rate, for the theory to hold.
// Params:  none.
// Cost:    O(units^2 (batch + inputs)).
// Cite:    Oja, "Neural networks, principal components, and subspaces", International Journal of
//          Neural Systems 1, 1989, doi:10.1142/S0129065789000475.
// Differs: y = f(u) with the experiment's activation; Oja's units are linear.
#include <hebb/rule.hpp>

class Subspace {
 public:
  static constexpr hebb::About about{"1.0.0", "the span of the first principal components",
                                     "Oja 1989, doi:10.1142/S0129065789000475"};

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.mode = HEBB_MODE_LATERAL;
    plan.needs = HEBB_NEED_Y;
  }

  void step(hebb::RuleStep& s) {
    s.c = s.y;
    s.host.multiply(s.y, false, s.y, true, s.lateral);
  }
};
HEBB_RULE(Subspace);
