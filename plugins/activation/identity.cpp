// identity -- y = u: a linear layer.
//
// Gradient: v.
#include <hebb/activation.hpp>

class Identity {
 public:
  static constexpr hebb::About about{"1.0.0", "y = u", ""};

  void plan(const hebb_setup&, hebb_activation_plan& plan) {
    plan.form = HEBB_FORM_ELEMENTWISE;
    plan.in_place = 1;
  }

  void forward(const hebb::Host&, const arma::fmat& u, arma::fmat& y) {
    if (u.memptr() != y.memptr()) y = u;
  }

  void gradient(const hebb::Host&, const hebb::Slope& at, arma::fmat& out) { out = at.v; }
};
HEBB_ACTIVATION(Identity);
