// none -- no learning: the random baseline, optionally brought to unit norm.
//
//   one sample:  c = 0, d = 0
//   batch:       the same
//
// Shapes:  c units x batch, d units.
// Expects: nothing.
// Params:  unit_norm: after the first step every unit has length 1, so that the baseline is
//          norm-matched to the rules that renormalise.
// Cost:    none.
// Cite:    the random baseline of Liuson 2023, Table 1.
// Differs: no.
#include <hebb/rule.hpp>

class None {
 public:
  static constexpr hebb::About about{"1.0.0", "no learning: the random baseline", ""};

  static hebb::Parameters<None> parameters() {
    return {hebb::boolean("unit_norm", &None::unit_norm)
                .doc("bring every unit to length 1 after each step")};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) { plan.unit_norm = unit_norm ? 1 : 0; }

  void step(hebb::RuleStep&) {}  // c and d arrive zeroed

  bool unit_norm = false;
};
HEBB_RULE(None);
