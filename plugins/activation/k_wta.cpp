// k_wta -- the k largest potentials of a sample pass, the others are silent.
//
//   y_j = u_j for the k largest u_j of the sample, else 0; with binary: 1 in the place of u_j
//   Gradient:  out_j = v_j where the unit is among the k, else 0; with binary: 0
//
// Shapes:  u, y units x batch.
// Params:  winners k >= 1, at most the number of units; binary.
// Cite:    Majani, Erlanson, Abu-Mostafa, "On the k-winners-take-all network", NIPS 1988 (binary);
//          Makhzani, Frey, "k-sparse autoencoders", ICLR 2014, arXiv:1312.5663 (u passes).
// Differs: no.
#include <hebb/activation.hpp>

class KWta {
 public:
  static constexpr hebb::About about{"1.0.0", "the k largest potentials pass",
                                     "Majani et al., NIPS 1988; Makhzani and Frey, ICLR 2014, "
                                     "arXiv:1312.5663"};

  static hebb::Parameters<KWta> parameters() {
    return {hebb::integer("winners", &KWta::winners).at_least(1).doc("k: units that pass"),
            hebb::boolean("binary", &KWta::binary).doc("1 for the winners instead of u")};
  }

  void plan(const hebb_setup& setup, hebb_activation_plan& plan) {
    if (winners > static_cast<std::int64_t>(setup.units)) {
      throw hebb::Failure("winners is " + std::to_string(winners) + ", wanted at most the " +
                              std::to_string(setup.units) + " units",
                          HEBB_ERROR_PARAM, 0);
    }
    plan.in_place = 1;
  }

  void forward(const hebb::Host& host, const arma::fmat& u, arma::fmat& y) {
    host.mask_largest(u, static_cast<arma::uword>(winners), mask_);
    if (binary) {
      y = mask_;
    } else {
      pass(u, y);
    }
  }

  void gradient(const hebb::Host& host, const hebb::Slope& at, arma::fmat& out) {
    if (binary) {
      out.zeros();
      return;
    }
    host.mask_largest(at.u, static_cast<arma::uword>(winners), mask_);
    pass(at.v, out);
  }

  std::int64_t winners = 1;
  bool binary = false;

 private:
  void pass(const arma::fmat& in, arma::fmat& out) const {
    for (arma::uword i = 0; i < in.n_elem; ++i) out(i) = mask_(i) > 0.0F ? in(i) : 0.0F;
  }

  arma::fmat mask_;  // units x batch
};
HEBB_ACTIVATION(KWta);
