// example_name -- leaky winner-take-all: the winner of a sample moves towards it, the losers less.
//
//   one sample:  c_j = 1 for the unit with the largest u_j + bias_j, leak for the others;  d_j =
//   c_j batch:       d_j = sum_b c_jb
//
// Shapes:  u, c units x batch; d, bias units; wins units, a state.
// Expects: finite u.
// Params:  leak in [0, 1].
// Cost:    O(units x batch).
// Cite:    Rumelhart, Zipser, "Feature discovery by competitive learning", Cognitive Science 9,
//          1985, doi:10.1207/s15516709cog0901_5.
// Differs: the weights of a unit need not sum to 1.
#include <hebb/rule.hpp>

class ExampleName {
 public:
  static constexpr hebb::About about{"1.0.0", "leaky winner-take-all", "Rumelhart and Zipser 1985"};

  static hebb::Parameters<ExampleName> parameters() {
    return {hebb::real("leak", &ExampleName::leak)
                .at_least(0)
                .at_most(1)
                .doc("how much a loser moves, the winner moving by 1")};
  }

  static std::vector<hebb_state> states() {
    return {hebb::state("wins", HEBB_AXIS_UNIT, "samples won", 0, HEBB_TYPE_INT64)};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) { plan.needs = HEBB_NEED_U; }

  void step(hebb::RuleStep& s) {
    competing_ = s.u;
    competing_.each_col() += s.bias;
    s.host.column_winners(competing_, winners_);

    s.c.fill(static_cast<float>(leak));
    auto wins = s.state<std::int64_t>(0, s.units);
    for (arma::uword b = 0; b < s.batch; ++b) {
      const auto j = static_cast<arma::uword>(winners_(b));
      s.c(j, b) = 1.0F;
      ++wins(j);
    }
    s.d = arma::sum(s.c, 1);
  }

  double leak = 0;

 private:
  arma::fmat competing_;  // scratch: what a rule learns belongs into states
  arma::Col<std::int32_t> winners_;
};
HEBB_RULE(ExampleName);
