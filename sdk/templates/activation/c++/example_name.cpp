// example_name -- y = u - threshold where u is above the threshold, else 0.
//
//   Gradient:  out_j = v_j where u_j > threshold, else 0
//
// Shapes:  u, y units x batch.
// Params:  threshold >= 0; with 0 this is relu.
// Cite:    Rozell, Johnson, Baraniuk, Olshausen, "Sparse coding via thresholding and local
//          competition in neural circuits", Neural Computation 20, 2008,
//          doi:10.1162/neco.2008.03-07-486.
// Differs: one-sided, as there for coefficients that may not be negative.
#include <hebb/activation.hpp>

class ExampleName {
 public:
  static constexpr hebb::About about{"1.0.0", "y = max(u - threshold, 0)",
                                     "Rozell et al. 2008, doi:10.1162/neco.2008.03-07-486"};

  static hebb::Parameters<ExampleName> parameters() {
    return {hebb::real("threshold", &ExampleName::threshold)
                .at_least(0)
                .doc("potential above which a unit is active")};
  }

  void plan(const hebb_setup&, hebb_activation_plan& plan) {
    plan.form = HEBB_FORM_ELEMENTWISE;
    plan.in_place = 1;  // each y depends on its own u only
  }

  void forward(const hebb::Host&, const arma::fmat& u, arma::fmat& y) {
    const auto t = static_cast<float>(threshold);
    for (arma::uword i = 0; i < u.n_elem; ++i) y(i) = u(i) > t ? u(i) - t : 0.0F;
  }

  void gradient(const hebb::Host&, const hebb::Slope& at, arma::fmat& out) {
    const auto t = static_cast<float>(threshold);
    for (arma::uword i = 0; i < out.n_elem; ++i) out(i) = at.u(i) > t ? at.v(i) : 0.0F;
  }

  double threshold = 0.1;
};
HEBB_ACTIVATION(ExampleName);
