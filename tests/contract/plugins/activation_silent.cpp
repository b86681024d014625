// activation_silent -- writes nothing: what is left is the cost of being called.
#include <hebb/activation.hpp>

class Silent {
 public:
  static constexpr hebb::About about{"1.0.0", "leaves y as it is", ""};
  void plan(const hebb_setup&, hebb_activation_plan&) {}
  void forward(const hebb::Host&, const arma::fmat&, arma::fmat&) {}
};
HEBB_ACTIVATION(Silent);
