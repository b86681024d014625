// rank -- how many dimensions the layer uses: effective rank of its weights and of its activities.
//
//   participation ratio of a matrix C >= 0:  (tr C)^2 / tr C^2 = (sum l)^2 / sum l^2,  l
//   eigenvalues weights:    C = W' W activities: C = the covariance of y over samples
//
// n equal eigenvalues and zeros otherwise give n; it lies between 1 and the rank. No eigenproblem
// is solved: tr C^2 of the weights is the sum of all squared entries of C. Of the activities, with
// e_i = y_2i - y_2i+1 of the samples in the order in which they come,
//
//   tr cov = E|e|^2 / 2,  tr cov^2 = E (e_i' e_i-1)^2 / 4
//
// as averages whose weights fall by 1 - 1 / memory with every pair of samples: they follow the
// learning, at a cost of units x batch a step. The relative standard error is 1 to 2 /
// sqrt(memory): 3 to 6 %. Samples must come in random order (`train.shuffle`, the default).
//
// Gaussian initial weights have about n D / (n + D + 1) for n units and D inputs: compare with
// that, not with n. Few long units, or a few activities with large variance, make both numbers
// small, however many dimensions the others use.
//
// Reports: weights, activities (no value before the fourth sample).
// Cite:    Gao et al., A theory of multineuronal dimensionality, dynamics and measurement, 2017,
//          doi:10.1101/214262; Litwin-Kumar et al., Optimal degrees of synaptic connectivity,
//          Neuron 93, 2017, doi:10.1016/j.neuron.2017.01.030.
// Differs: the effective rank of Roy and Vetterli (2007) is the exponential of the spectrum's
//          entropy, which is larger and needs the spectrum.
#include <hebb/metric.hpp>

class Rank {
 public:
  static constexpr hebb::About about{"1.0.0", "participation ratio of weights and activities",
                                     "Gao et al. 2017, doi:10.1101/214262"};

  static hebb::Parameters<Rank> parameters() {
    return {hebb::real("memory", &Rank::memory_)
                .at_least(1)
                .unit("pairs of samples")
                .doc("How many pairs the averages over activities reach back.")};
  }

  static std::vector<hebb_state> states() {
    return {
        hebb::state("samples", HEBB_AXIS_GLOBAL, "seen so far", 0, HEBB_TYPE_INT64),
        hebb::state("sample", HEBB_AXIS_UNIT, "y of the latest one"),
        hebb::state("difference", HEBB_AXIS_UNIT, "e of the latest pair"),
        hebb::state("mass", HEBB_AXIS_GLOBAL, "sum of the weights of pairs", 0, HEBB_TYPE_FLOAT64),
        hebb::state("squares", HEBB_AXIS_GLOBAL, "weighted sum of |e|^2", 0, HEBB_TYPE_FLOAT64),
        hebb::state("products", HEBB_AXIS_GLOBAL, "weighted sum of (e_i' e_i-1)^2", 0,
                    HEBB_TYPE_FLOAT64)};
  }

  void plan(const hebb_setup&, hebb_metric_plan& plan) {
    plan.needs = HEBB_NEED_W | HEBB_NEED_Y;
    plan.every = 500;
  }

  void observe(hebb::MetricStep& step) {
    auto samples = step.state<std::int64_t>(0, 1);
    arma::fvec sample = step.state<float>(1, step.units);
    arma::fvec difference = step.state<float>(2, step.units);
    for (arma::uword b = 0; b < step.batch; ++b) {
      if (++samples(0) % 2 == 0) add_pair(step, sample - step.y.col(b), difference, samples(0) > 2);
      sample = step.y.col(b);
    }
  }

  void report(hebb::MetricReport& report) {
    report.scalar("weights", of_weights(report));
    const double mass = report.state<double>(3, 1)(0);
    const double squares = report.state<double>(4, 1)(0);
    const double products = report.state<double>(5, 1)(0);
    report.scalar("activities",
                  products > 0 ? squares * squares / (mass * products) : arma::datum::nan);
  }

 private:
  static double dot(const arma::fvec& a, const arma::fvec& b) {
    double sum = 0;
    for (arma::uword j = 0; j < a.n_elem; ++j) {
      sum += static_cast<double>(a(j)) * static_cast<double>(b(j));
    }
    return sum;
  }

  void add_pair(const hebb::MetricStep& step, const arma::fvec& e, arma::fvec& difference,
                bool has_previous) const {
    if (has_previous) {
      const double keep = 1 - 1 / memory_;
      const double product = dot(e, difference);
      add(step.state<double>(3, 1), keep, 1);
      add(step.state<double>(4, 1), keep, dot(e, e));
      add(step.state<double>(5, 1), keep, product * product);
    }
    difference = e;
  }

  static void add(arma::vec average, double keep, double value) {
    average(0) = keep * average(0) + value;
  }

  // W W' has the same eigenvalues as W' W: the smaller one.
  static double of_weights(const hebb::MetricReport& report) {
    const bool by_unit = report.w.n_cols <= report.w.n_rows;
    const arma::uword n = by_unit ? report.w.n_cols : report.w.n_rows;
    arma::fmat gram(n, n);
    report.host.multiply(report.w, by_unit, report.w, !by_unit, gram);
    double trace = 0;
    double squares = 0;
    for (arma::uword i = 0; i < n; ++i) {
      trace += static_cast<double>(gram(i, i));
      const arma::vec column = arma::conv_to<arma::vec>::from(gram.col(i));
      squares += arma::dot(column, column);
    }
    return squares > 0 ? trace * trace / squares : arma::datum::nan;
  }

  double memory_ = 1000;
};
HEBB_METRIC(Rank);
