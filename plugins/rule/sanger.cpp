// sanger -- the generalised Hebbian algorithm: the first principal components, in order.
//
//   one sample:  W_j <- W_j + rate y_j (x - sum_{k <= j} y_k W_k)
//   batch:       W <- W + rate (X C' - W L'),  C = Y,  L = the lower triangle of Y Y' with its
//                diagonal: L_jk = sum_b y_jb y_kb for k <= j, else 0
//   With y = u, unit j turns to the j-th eigenvector of E[x x']. With y = relu(u) this is HPCA.
//
// Shapes:  y, c units x batch; L units x units (LATERAL).
// Expects: finite y; a small rate, for the theory to hold.
// Params:  none.
// Cost:    O(units^2 (batch + inputs)).
// Cite:    Sanger, "Optimal unsupervised learning in a single-layer linear feedforward neural
//          network", Neural Networks 2, 1989, doi:10.1016/0893-6080(89)90044-0; HPCA: Lagani,
//          Falchi, Gennaro, Amato, "Hebbian semi-supervised learning in a sample efficiency
//          setting", Neural Networks 143, 2021, doi:10.1016/j.neunet.2021.08.003.
// Differs: no.
#include <hebb/rule.hpp>

class Sanger {
 public:
  static constexpr hebb::About about{
      "1.0.0", "the first principal components, in order",
      "Sanger 1989, doi:10.1016/0893-6080(89)90044-0; HPCA (relu): Lagani et al. 2021, "
      "doi:10.1016/j.neunet.2021.08.003"};

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.mode = HEBB_MODE_LATERAL;
    plan.needs = HEBB_NEED_Y;
  }

  void step(hebb::RuleStep& s) {
    s.c = s.y;
    s.host.multiply(s.y, false, s.y, true, s.lateral);
    for (arma::uword k = 1; k < s.units; ++k) {
      for (arma::uword j = 0; j < k; ++j) s.lateral(j, k) = 0.0F;
    }
  }
};
HEBB_RULE(Sanger);
