// wta -- hard winner-take-all: the k winners of a sample move towards it.
//
//   one sample:  c_j = 1 for the k units with the largest u_j + bias_j, else 0;  d_j = c_j
//   batch:       d_j = sum_b c_jb, the number of wins
//   So W_j <- W_j + rate (x - W_j) for the winners: the instar.
//
// Shapes:  u, c units x batch; d units; bias units, the competition bias.
// Expects: finite u.
// Params:  winners k >= 1, at most the number of units.
// Cost:    a partial sort of each sample.
// Cite:    Rumelhart, Zipser, "Feature discovery by competitive learning", Cognitive Science 9,
//          1985, doi:10.1207/s15516709cog0901_5; the instar: Grossberg, "Adaptive pattern
//          classification and universal recoding: I", Biological Cybernetics 23, 1976,
//          doi:10.1007/BF00344744.
// Differs: k winners instead of one. The potential competes, which is the nearest unit only where
//          all units have the same length; `conscience` compares distances.
#include <hebb/rule.hpp>

class Wta {
 public:
  static constexpr hebb::About about{
      "1.0.0", "hard winner-take-all: the k winners move towards the sample",
      "Rumelhart and Zipser 1985, doi:10.1207/s15516709cog0901_5; Grossberg 1976, "
      "doi:10.1007/BF00344744"};

  static hebb::Parameters<Wta> parameters() {
    return {hebb::integer("winners", &Wta::winners).at_least(1).doc("k: units that win a sample")};
  }

  void plan(const hebb_setup& setup, hebb_rule_plan& plan) {
    if (winners > static_cast<std::int64_t>(setup.units)) {
      throw hebb::Failure("winners is " + std::to_string(winners) + ", wanted at most the " +
                              std::to_string(setup.units) + " units",
                          HEBB_ERROR_PARAM, 0);
    }
    plan.needs = HEBB_NEED_U;
  }

  void step(hebb::RuleStep& s) {
    competing_ = s.u;
    competing_.each_col() += s.bias;
    s.host.column_ranks(competing_, static_cast<arma::uword>(winners), top_);
    for (arma::uword b = 0; b < s.batch; ++b) {
      for (arma::uword rank = 0; rank < top_.n_rows; ++rank) {
        const auto j = static_cast<arma::uword>(top_(rank, b));
        s.c(j, b) = 1.0F;
        s.d(j) += 1.0F;
      }
    }
  }

  std::int64_t winners = 1;

 private:
  arma::fmat competing_;  // units x batch
  arma::Mat<std::int32_t> top_;
};
HEBB_RULE(Wta);
