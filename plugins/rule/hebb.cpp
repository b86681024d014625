// hebb -- plain Hebb: what fires together wires together.
//
//   one sample:  c_j = y_j,  d_j = 0;  then |W_j| = 1 if unit_norm
//   batch:       the same for each sample
//
// Shapes:  y, c units x batch.
// Expects: finite y. Without unit_norm the weights grow exponentially: the host ends the run when
//          they leave the numbers, and names step and unit.
// Params:  unit_norm.
// Cost:    a copy, O(units x batch).
// Cite:    Hebb, "The organization of behavior", Wiley 1949 (in words); the unit norm: Oja, "A
//          simplified neuron model as a principal component analyzer", Journal of Mathematical
//          Biology 15, 1982, doi:10.1007/BF00275687.
// Differs: unit_norm is a switch, off by default.
#include <hebb/rule.hpp>

class Hebb {
 public:
  static constexpr hebb::About about{"1.0.0", "plain Hebb: c = y", "Hebb 1949"};

  static hebb::Parameters<Hebb> parameters() {
    return {hebb::boolean("unit_norm", &Hebb::unit_norm)
                .doc("bring every unit to length 1 after each step")};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_Y;
    plan.unit_norm = unit_norm ? 1 : 0;
  }

  void step(hebb::RuleStep& s) { s.c = s.y; }

  bool unit_norm = false;
};
HEBB_RULE(Hebb);
