// softmax -- y = softmax over units of u, sample by sample.
//
//   y_j = exp(u_j) / sum_k exp(u_k)
//   Gradient:  out_j = y_j (v_j - sum_k y_k v_k)
//
// Shapes:  u, y units x batch.
// Cite:    Bridle, "Training stochastic model recognition algorithms as networks can lead to
//          maximum mutual information estimation of parameters", NIPS 1989.
#include <hebb/activation.hpp>

class Softmax {
 public:
  static constexpr hebb::About about{"1.0.0", "y = softmax over units of u", "Bridle, NIPS 1989"};

  void plan(const hebb_setup&, hebb_activation_plan& plan) { plan.in_place = 1; }

  void forward(const hebb::Host& host, const arma::fmat& u, arma::fmat& y) {
    host.softmax(u, 1.0, y);
  }

  void gradient(const hebb::Host&, const hebb::Slope& at, arma::fmat& out) {
    for (arma::uword b = 0; b < out.n_cols; ++b) {
      const float mean = arma::dot(at.y.col(b), at.v.col(b));
      out.col(b) = at.y.col(b) % (at.v.col(b) - mean);
    }
  }
};
HEBB_ACTIVATION(Softmax);
