// dead -- units whose weights cannot be told from random noise, by an exact test.
//
//   V   = top k eigenvectors of the uncentred second moment E[x x'] of the layer's inputs, k the
//         least number whose eigenvalues add up to `energy` (90 %) of all
//   s_j = |V' w_j|^2 / |w_j|^2                share of unit j in the data's principal subspace
//   p_j = P(B >= s_j),  B ~ Beta(k / 2, (D - k) / 2),  D inputs
//   dead = units that Benjamini and Hochberg do not reject at a false discovery rate of `level`
//
// "Weights [that] cannot meaningfully be distinguished from random noise" (Liuson 2023) made a
// test: learning adds multiples of inputs to w, so it pulls w into the subspace where the inputs
// are, and isotropic noise has the share Beta(k / 2, (D - k) / 2) there, whatever the subspace and
// the length. The p-values are exact for Gaussian initialisation (any that is isotropic) in the
// first layer, and for no other. Of an untrained layer, anything is rejected with probability
// `level`.
//
// Live does not mean good: it says that w points towards the inputs as noise would not, be it only
// towards their mean. Dead does not mean untouched: see docs/dead-units.md. Weights of length 0
// have p = 1. Where the subspace holds all of the space (k = D, or inputs that are all 0) there is
// no test, and nothing has a value.
//
// Reports: the share of dead units, nominal (share of units with p_j >= level, no correction),
//          components (k); in the last report the vectors p, share (s) and dead (1 or 0), units.
// Check:   k = 2 gives p = (1 - s)^((D - 2) / 2).
// Cost:    2 k units inputs per report, nothing between; the eigenpairs once, O(inputs^3).
// Cite:    Benjamini and Hochberg, Controlling the false discovery rate, J. R. Stat. Soc. B 57,
//          1995, doi:10.1111/j.2517-6161.1995.tb02031.x. The share of a random direction: e.g.
//          Vershynin, High-dimensional probability, 2018, section 3.4.
#include <hebb/metric.hpp>
#include <hebb/statistics.hpp>

#include <boost/math/special_functions/beta.hpp>

class Dead {
 public:
  static constexpr hebb::About about{
      "1.0.0", "share of units that an exact test cannot tell from noise",
      "Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x"};

  static hebb::Parameters<Dead> parameters() {
    return {hebb::real("energy", &Dead::energy_)
                .above(0)
                .below(1)
                .doc("Share of the inputs' mean square that the principal subspace holds."),
            hebb::real("level", &Dead::level_)
                .above(0)
                .below(1)
                .doc("False discovery rate among the units that are called live.")};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) {
    plan.needs = HEBB_NEED_W | HEBB_NEED_EIGENPAIRS;
    plan.every = 100;
  }

  void report(hebb::MetricReport& report) {
    const arma::uword k = components(report.eigenvalues);
    report.scalar("components", static_cast<double>(k));
    if (k == 0 || k == report.w.n_rows) {
      report.scalar("", arma::datum::nan);
      report.scalar("nominal", arma::datum::nan);
      return;
    }
    const arma::vec share = shares(report, k);
    const arma::vec p =
        p_values(share, static_cast<double>(k), static_cast<double>(report.w.n_rows));
    const arma::vec dead = 1 - arma::conv_to<arma::vec>::from(hebb::rejected(p, level_));
    report.scalar("", arma::mean(dead));
    report.scalar("nominal", arma::mean(arma::conv_to<arma::vec>::from(p >= level_)));
    if (!report.last) return;
    report.vector("p", p);
    report.vector("share", share);
    report.vector("dead", dead);
  }

 private:
  // k; 0 where the inputs are all 0.
  arma::uword components(const arma::fvec& eigenvalues) const {
    const arma::vec held = arma::cumsum(arma::conv_to<arma::vec>::from(eigenvalues));
    if (held.is_empty() || !(held(held.n_elem - 1) > 0)) return 0;
    const double wanted = energy_ * held(held.n_elem - 1);
    arma::uword k = 1;
    while (held(k - 1) < wanted) ++k;
    return k;
  }

  // s. The length of w is taken in double, so that rounding of the product is all that is lost.
  static arma::vec shares(const hebb::MetricReport& report, arma::uword k) {
    const arma::fmat top = hebb::matrix_view(report.raw->eigenvectors, report.w.n_rows, k);
    arma::fmat inside(k, report.units);
    report.host.multiply(top, true, report.w, false, inside);
    arma::vec share(report.units);
    for (arma::uword j = 0; j < report.units; ++j) {
      const double all = square(report.w.col(j));
      share(j) = all > 0 ? std::min(square(inside.col(j)) / all, 1.0) : 0.0;
    }
    return share;
  }

  static double square(const arma::fvec& v) {
    const arma::vec exact = arma::conv_to<arma::vec>::from(v);
    return arma::dot(exact, exact);
  }

  static arma::vec p_values(const arma::vec& share, double k, double inputs) {
    arma::vec p(share.n_elem);
    for (arma::uword j = 0; j < p.n_elem; ++j) {
      p(j) = boost::math::ibetac(k / 2, (inputs - k) / 2, share(j));
    }
    return p;
  }

  double energy_ = 0.9;
  double level_ = 0.05;
};
HEBB_METRIC(Dead);
