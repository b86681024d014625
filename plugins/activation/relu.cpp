// relu -- y = max(u, 0), element by element.
//
// Gradient: v where u > 0, else 0.
// Cite:     Nair, Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML
// 2010.
#include <hebb/activation.hpp>

class Relu {
 public:
  static constexpr hebb::About about{"1.0.0", "y = max(u, 0)", "Nair and Hinton, ICML 2010"};

  void plan(const hebb_setup&, hebb_activation_plan& plan) {
    plan.form = HEBB_FORM_ELEMENTWISE;
    plan.in_place = 1;
  }

  void forward(const hebb::Host&, const arma::fmat& u, arma::fmat& y) {
    const float* in = u.memptr();
    float* out = y.memptr();
    for (arma::uword i = 0; i < u.n_elem; ++i) out[i] = in[i] < 0.0F ? 0.0F : in[i];
  }

  void gradient(const hebb::Host&, const hebb::Slope& at, arma::fmat& out) {
    for (arma::uword i = 0; i < out.n_elem; ++i) out(i) = at.u(i) > 0.0F ? at.v(i) : 0.0F;
  }
};
HEBB_ACTIVATION(Relu);
