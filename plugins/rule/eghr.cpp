// eghr -- the error-gated Hebbian rule: Hebb, gated for all units by how surprising the sample is.
//
//   one sample:  g_j = sqrt(2) tanh(100 u_j);  E = sum_j u_j g_j;  E0 = units + 1
//                c_j = (E0 - E) g_j;  d_j = 0
//   batch:       the same for each sample
//   tau > 1:     each synapse low-passes the update and W follows that:
//                V <- V + (reduction X C' - V) / tau,  W <- W + rate V
//   With u of independent components it is at rest: it separates mixed sources whose density is
//   Laplacian, of which g is the derivative of -log p and E is -log p up to a constant.
//
// Shapes:  u, c units x batch; V inputs x units, a state (tau > 1).
// Expects: as many units as sources, inputs with mean 0; the activation is not used.
// Params:  tau >= 1, in steps: 1 is no low pass.
// Cost:    one tanh, O(units x batch); tau > 1: the rule writes W itself, one batch at a time.
// Cite:    Isomura, Toyoizumi, "A local learning rule for independent component analysis",
//          Scientific Reports 6:28073, 2016, doi:10.1038/srep28073.
// Differs: tanh(100 u) stands for the sign, as in the authors' code, which also low-passes with
//          tau 1e3. Only the Laplacian prior.
#include <hebb/rule.hpp>

#include <cmath>

class Eghr {
 public:
  static constexpr hebb::About about{
      "1.0.0", "Hebb gated by a global surprise: separates mixed Laplacian sources",
      "Isomura and Toyoizumi, Scientific Reports 2016, doi:10.1038/srep28073"};

  static hebb::Parameters<Eghr> parameters() {
    return {hebb::real("tau", &Eghr::tau)
                .at_least(1)
                .unit("steps")
                .doc("time constant of each synapse's low pass; 1 is none, more is slower to run")};
  }

  static std::vector<hebb_state> states() {
    return {hebb::state("trace", HEBB_AXIS_SYNAPSE, "V: the low-passed update (tau > 1)")};
  }

  void plan(const hebb_setup&, hebb_rule_plan& plan) {
    plan.needs = HEBB_NEED_U;
    plan.states = 0;
    if (tau == 1) return;
    plan.mode = HEBB_MODE_DIRECT;
    plan.needs |= HEBB_NEED_X;
    plan.states = 1;
  }

  void step(hebb::RuleStep& s) {
    s.c = kSteepness * s.u;
    s.host.tanh(s.c, s.c);
    s.c *= kRoot2;  // g
    const float expected = static_cast<float>(s.units) + 1.0F;
    for (arma::uword b = 0; b < s.batch; ++b) {
      s.c.col(b) *= expected - arma::dot(s.u.col(b), s.c.col(b));
    }
    if (tau != 1) follow(s);
  }

  double tau = 1;

 private:
  static constexpr float kSteepness = 100.0F;
  static constexpr float kRoot2 = 1.41421356F;

  void follow(hebb::RuleStep& s) const {
    arma::fmat trace = s.synapse_state(0);
    s.host.multiply(s.x, false, s.c, true, trace, s.reduction / tau, 1 - 1 / tau);
    s.w_new += static_cast<float>(s.rate) * trace;
  }
};
HEBB_RULE(Eghr);
