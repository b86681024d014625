// tanh -- y = tanh(u), element by element.
//
//   Gradient:  out_j = (1 - y_j^2) v_j
//
// Shapes:  u, y units x batch.
// Cite:    none.
#include <hebb/activation.hpp>

class Tanh {
 public:
  static constexpr hebb::About about{"1.0.0", "y = tanh(u)", ""};

  void plan(const hebb_setup&, hebb_activation_plan& plan) {
    plan.form = HEBB_FORM_ELEMENTWISE;
    plan.in_place = 1;
  }

  void forward(const hebb::Host& host, const arma::fmat& u, arma::fmat& y) { host.tanh(u, y); }

  void gradient(const hebb::Host&, const hebb::Slope& at, arma::fmat& out) {
    out = (1.0F - arma::square(at.y)) % at.v;
  }
};
HEBB_ACTIVATION(Tanh);
