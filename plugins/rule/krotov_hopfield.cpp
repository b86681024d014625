// krotov_hopfield -- the strongest unit moves towards the sample, the one of rank k away from it.
//
//   one sample:  I_j = sum_i sgn(w_ij) abs(w_ij)^(p-1) x_i        (I = u for p = 2)
//                c_j = 1 for the largest I_j + bias_j, -delta for the k-th largest, else 0
//                d_j = c_j I_j
//   batch:       d_j = sum_b c_jb I_jb
//   The fixed points of the winner have sum_i abs(w_ij)^p = 1. With `train.scale: max` each step is
//   divided by its largest absolute entry, as the paper does.
//
// Shapes:  I, u, c units x batch; d units; bias units, the competition bias; w inputs x units and
//          x inputs x batch for p other than 2.
// Expects: finite u. With fewer than k units none is pushed away.
// Params:  p in [1, 16], k >= 2, delta >= 0. The paper: p 2 to 3, k 2 to 8, delta 0 to .4, N(0, 1)
//          initial weights, batch 100, rate .02 that falls linearly to 0.
// Cost:    a partial sort of each sample; p other than 2: a power of each weight and one product.
// Cite:    Krotov, Hopfield, "Unsupervised learning by competing hidden units", PNAS 116, 2019,
//          doi:10.1073/pnas.1820458116.
// Differs: k counts as in the authors' code: the winner has rank 1.
#include <hebb/rule.hpp>

#include <cmath>

class KrotovHopfield {
 public:
  static constexpr hebb::About about{
      "1.0.0", "the strongest unit moves towards the sample, the one of rank k away from it",
      "Krotov and Hopfield, PNAS 2019, doi:10.1073/pnas.1820458116"};

  static hebb::Parameters<KrotovHopfield> parameters() {
    return {
        hebb::real("p", &KrotovHopfield::p)
            .at_least(1)
            .at_most(16)
            .doc("exponent of the Lebesgue norm that the weights approach; other than 2 is slower"),
        hebb::integer("k", &KrotovHopfield::k)
            .at_least(2)
            .doc("rank of the unit that is pushed away"),
        hebb::real("delta", &KrotovHopfield::delta)
            .at_least(0)
            .doc("strength with which it is pushed away"),
    };
  }

  void plan(const hebb_setup& setup, hebb_rule_plan& plan) {
    ranks_ = std::min<arma::uword>(static_cast<arma::uword>(k), setup.units);
    plan.needs = HEBB_NEED_U;
    if (p != 2.0) plan.needs = HEBB_NEED_X | HEBB_NEED_W;
  }

  void step(hebb::RuleStep& s) {
    set_currents(s);
    competing_ = currents_;
    competing_.each_col() += s.bias;
    s.host.column_ranks(competing_, ranks_, top_);
    const bool pushes = ranks_ == static_cast<arma::uword>(k);
    for (arma::uword b = 0; b < s.batch; ++b) {
      s.c(static_cast<arma::uword>(top_(0, b)), b) = 1.0F;
      if (!pushes) continue;
      s.c(static_cast<arma::uword>(top_(ranks_ - 1, b)), b) = -static_cast<float>(delta);
    }
    s.host.row_dots(s.c, currents_, s.d);
  }

  double p = 2;
  std::int64_t k = 2;
  double delta = 0.4;

 private:
  // I, units x batch.
  void set_currents(const hebb::RuleStep& s) {
    if (p == 2.0) {
      currents_ = s.u;
      return;
    }
    powers_.set_size(s.w.n_rows, s.units);
    const auto exponent = static_cast<float>(p - 1);
    for (arma::uword i = 0; i < s.w.n_elem; ++i) {
      powers_(i) = std::copysign(std::pow(std::abs(s.w(i)), exponent), s.w(i));
    }
    currents_.set_size(s.units, s.batch);
    s.host.multiply(powers_, true, s.x, false, currents_);
  }

  arma::uword ranks_ = 0;
  arma::fmat currents_, competing_;  // units x batch
  arma::fmat powers_;                // inputs x units
  arma::Mat<std::int32_t> top_;
};
HEBB_RULE(KrotovHopfield);
