// triangle -- y = relu(u - mean over units of u)^power, sample by sample.
//
//   y_j = max(0, u_j - m)^p,  m = mean over units of u
//   Gradient:  h_j = p (u_j - m)^(p-1) v_j where u_j > m, else 0;  out_j = h_j - mean(h)
//
// Shapes:  u, y units x batch.
// Params:  power p > 0 (1).
// Cite:    Coates, Lee, Ng, "An analysis of single-layer networks in unsupervised feature
// learning",
//          AISTATS 2011 (triangle k-means); Miconi, "Hebbian learning with gradients", 2021,
//          arXiv:2107.01729; the power: Journe et al. 2022, arXiv:2209.11883.
// Differs: Coates' triangle takes distances to centroids; this takes potentials, as Miconi does.
#include <hebb/activation.hpp>

class Triangle {
 public:
  static constexpr hebb::About about{"1.0.0", "y = relu(u - mean over units of u)",
                                     "Coates et al., AISTATS 2011; Miconi 2021, arXiv:2107.01729"};

  static hebb::Parameters<Triangle> parameters() {
    return {hebb::real("power", &Triangle::power).above(0).doc("exponent of the result")};
  }

  void plan(const hebb_setup&, hebb_activation_plan& plan) { plan.in_place = 1; }

  void forward(const hebb::Host&, const arma::fmat& u, arma::fmat& y) {
    for (arma::uword b = 0; b < u.n_cols; ++b) {
      const float* in = u.colptr(b);
      float* out = y.colptr(b);
      const float mean = mean_of(in, u.n_rows);
      for (arma::uword j = 0; j < u.n_rows; ++j) {
        const float over = in[j] - mean;
        out[j] = over < 0.0F ? 0.0F : over;
      }
      if (power != 1.0) raise(out, u.n_rows);
    }
  }

  void gradient(const hebb::Host&, const hebb::Slope& at, arma::fmat& out) {
    const auto p = static_cast<float>(power);
    for (arma::uword b = 0; b < out.n_cols; ++b) {
      const float mean = mean_of(at.u.colptr(b), out.n_rows);
      float* h = out.colptr(b);
      for (arma::uword j = 0; j < out.n_rows; ++j) {
        const float over = at.u(j, b) - mean;
        h[j] = over > 0.0F ? p * std::pow(over, p - 1.0F) * at.v(j, b) : 0.0F;
      }
      const float shared = mean_of(h, out.n_rows);
      for (arma::uword j = 0; j < out.n_rows; ++j) h[j] -= shared;
    }
  }

  double power = 1;

 private:
  static float mean_of(const float* values, arma::uword count) {
    double sum = 0;
    for (arma::uword i = 0; i < count; ++i) sum += static_cast<double>(values[i]);
    return static_cast<float>(sum / static_cast<double>(count));
  }

  void raise(float* values, arma::uword count) const {
    const auto p = static_cast<float>(power);
    for (arma::uword i = 0; i < count; ++i) values[i] = std::pow(values[i], p);
  }
};
HEBB_ACTIVATION(Triangle);
