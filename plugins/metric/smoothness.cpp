// smoothness -- whether a unit's weights look like a picture: neighbouring pixels are alike, as
// they are not once the pixels are shuffled.
//
//   I_j = (n / m) sum_{i ~ k} z_i z_k / sum_i z_i^2       Moran's I: z = w_j less its mean, over n
//         pixels; i ~ k are the m pairs of neighbours, side by side or one above the other
//   z_j = (I_j - E I) / sd I, mean and deviation over all n! shuffles of the pixels (closed form)
//   p_j = P(N(0, 1) >= z_j);  dead = units that Benjamini and Hochberg do not reject at `level`
//
// Of several channels, I is the mean over those that are not constant, each shuffled by itself. 1:
// neighbours are equal; 0: unrelated, as in noise; below 0: opposite. It is a second view of dead
// units, independent of the metric dead in what it looks at: whether neighbouring weights agree,
// not whether they point towards the data. It needs no data and no Gaussian initialisation, only
// weights that are exchangeable before learning; learning adds images, and images are smooth.
//
// It is blind to the mean of the weights and to features that are not smooth (single pixels, fine
// gratings), and says nothing of inputs that are images in name only. p is that of the normal
// limit, for many pixels: a p far in the tail is an order of magnitude.
//
// Reports: the mean of I, dead (share of units); in the last report the vectors autocorrelation
// (I),
//          z, p and dead (1 or 0), units. A unit whose weights are all alike has no I, and p = 1.
//          Where the inputs are no image, or one of fewer than four pixels, nothing has a value.
// Check:   (1, 1, 0, 0) side by side has I = 1/3 and E I = -1/3.
// Cite:    Moran, Notes on continuous stochastic phenomena, Biometrika 37, 1950,
//          doi:10.2307/2332142; mean and variance over shuffles (randomisation): Cliff and Ord,
//          Spatial processes, 1981.
#include <hebb/metric.hpp>
#include <hebb/statistics.hpp>

class Smoothness {
 public:
  static constexpr hebb::About about{"1.0.0", "smoothness of weights as images, against shuffles",
                                     "Moran 1950, doi:10.2307/2332142"};

  static hebb::Parameters<Smoothness> parameters() {
    return {hebb::real("level", &Smoothness::level_)
                .above(0)
                .below(1)
                .doc("False discovery rate among the units that are called live.")};
  }

  void plan(const hebb_setup& setup, hebb_metric_plan& plan) {
    channels_ = setup.channels;
    height_ = setup.height;
    width_ = setup.width;
    plan.needs = HEBB_NEED_W;
    plan.every = 100;
  }

  void report(hebb::MetricReport& report) {
    arma::vec value(report.units);
    arma::vec z(report.units);
    arma::vec p(report.units);
    for (arma::uword j = 0; j < report.units; ++j) {
      const Moran unit = moran(report.w.col(j));
      value(j) = unit.value;
      z(j) = (unit.value - unit.mean) / std::sqrt(unit.variance);
      p(j) = std::isfinite(z(j)) ? std::erfc(z(j) / std::sqrt(2.0)) / 2 : 1.0;
    }
    const arma::vec dead = 1 - arma::conv_to<arma::vec>::from(hebb::rejected(p, level_));
    const arma::vec defined = value.elem(arma::find_finite(value));
    const bool has_value = height_ * width_ >= 4 && !defined.is_empty();
    report.scalar("", has_value ? arma::mean(defined) : arma::datum::nan);
    report.scalar("dead", has_value ? arma::mean(dead) : arma::datum::nan);
    if (!report.last || !has_value) return;
    report.vector("autocorrelation", value);
    report.vector("z", z);
    report.vector("p", p);
    report.vector("dead", dead);
  }

 private:
  struct Moran {
    double value = arma::datum::nan;  // of I, with its mean and variance over shuffles
    double mean = arma::datum::nan;
    double variance = arma::datum::nan;
  };

  // The mean over the channels that are not constant.
  Moran moran(const arma::fvec& w) const {
    const arma::uword pixels = height_ * width_;
    Moran sum{0, 0, 0};
    double count = 0;
    for (arma::uword channel = 0; channel < channels_; ++channel) {
      arma::vec z =
          arma::conv_to<arma::vec>::from(w.subvec(channel * pixels, (channel + 1) * pixels - 1));
      z -= arma::mean(z);
      if (!(arma::dot(z, z) > 0)) continue;
      const Moran one = of_channel(z);
      sum.value += one.value;
      sum.mean += one.mean;
      sum.variance += one.variance;
      ++count;
    }
    if (count == 0) return {};
    return {sum.value / count, sum.mean / count, sum.variance / (count * count)};
  }

  // Of one channel, row by row, with mean 0.
  Moran of_channel(const arma::vec& z) const {
    double products = 0;
    for (arma::uword i = 0; i < z.n_elem; ++i) {
      if ((i + 1) % width_ != 0) products += z(i) * z(i + 1);
      if (i + width_ < z.n_elem) products += z(i) * z(i + width_);
    }
    const auto h = static_cast<double>(height_);
    const auto v = static_cast<double>(width_);
    const double n = h * v;
    const double pairs = h * (v - 1) + v * (h - 1);
    const double squares = arma::dot(z, z);
    const double kurtosis = n * arma::accu(arma::pow(z, 4)) / (squares * squares);
    const double mean = -1 / (n - 1);
    return {n * products / (pairs * squares), mean, square(n, pairs, kurtosis) - mean * mean};
  }

  // E I^2 over all shuffles: Cliff and Ord, with neighbours of weight 1 in either direction.
  double square(double n, double pairs, double kurtosis) const {
    const double s0 = 2 * pairs;
    const double s1 = 4 * pairs;
    const double s2 = 4 * squared_degrees();
    const double exact = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0);
    const double peaked = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0);
    return (exact - peaked) / ((n - 1) * (n - 2) * (n - 3) * s0 * s0);
  }

  // The sum over pixels of the squared number of neighbours.
  double squared_degrees() const {
    double sum = 0;
    for (arma::uword y = 0; y < height_; ++y) {
      for (arma::uword x = 0; x < width_; ++x) {
        const int degree = (x > 0 ? 1 : 0) + (x + 1 < width_ ? 1 : 0) + (y > 0 ? 1 : 0) +
                           (y + 1 < height_ ? 1 : 0);
        sum += degree * degree;
      }
    }
    return sum;
  }

  double level_ = 0.05;
  arma::uword channels_ = 0;
  arma::uword height_ = 0;
  arma::uword width_ = 0;
};
HEBB_METRIC(Smoothness);
