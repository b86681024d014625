// rule_silent -- declares every view that a factored rule can have and computes nothing: what is
// left is the cost of being called.
#include <hebb/rule.hpp>

class Silent {
 public:
  static constexpr hebb::About about{"1.0.0", "views of everything, and no step", ""};

  static hebb::Parameters<Silent> parameters() {
    return {hebb::real("scheduled", &Silent::scheduled).schedulable().doc("assigned in each step")};
  }

  static std::vector<hebb_state> states() {
    return {hebb::state("unused", HEBB_AXIS_UNIT, "never written", 0)};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_X | HEBB_NEED_U | HEBB_NEED_Y | HEBB_NEED_LABELS | HEBB_NEED_W |
                 HEBB_NEED_GRAM | HEBB_NEED_NORMS;
  }

  void step(hebb::RuleStep&) {}

  double scheduled = 0;
};
HEBB_RULE(Silent);
