// oja -- Hebb with a decay that holds each unit's length near 1: the first principal component.
//
//   one sample:  c_j = y_j,  d_j = y_j^2
//   batch:       d_j = sum_b y_jb^2
//   With y = u the unit turns to the eigenvector of E[x x'] with the largest eigenvalue.
//
// Shapes:  y, c units x batch; d units.
// Expects: finite y; the identity activation and a small rate, for the theory to hold. Every unit
//          is alone: all units of a layer find the same direction.
// Params:  none.
// Cost:    one row-wise product, O(units x batch).
// Cite:    Oja, "A simplified neuron model as a principal component analyzer", Journal of
//          Mathematical Biology 15, 1982, doi:10.1007/BF00275687.
// Differs: y = f(u) with the experiment's activation; Oja's neuron is linear.
#include <hebb/rule.hpp>

class Oja {
 public:
  static constexpr hebb::About about{"1.0.0", "the first principal component: c = y, d = y^2",
                                     "Oja 1982, doi:10.1007/BF00275687"};

  void plan(const hebb_setup&, hebb_rule_plan& plan) { plan.needs = HEBB_NEED_Y; }

  void step(hebb::RuleStep& s) {
    s.c = s.y;
    s.host.row_dots(s.y, s.y, s.d);
  }
};
HEBB_RULE(Oja);
