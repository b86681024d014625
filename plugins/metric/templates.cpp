// templates -- whether units look like the classes: the largest |cos| of each unit's weights with a
// class mean, against the same of its initial weights.
//
//   m_c = mean of the inputs of class c, less the mean of all inputs where `centred`
//   t_j = max_c |cos(w_j, m_c)|;  i_j = the same of the initial weights
//
// A prototype of a class has t near 1. Class means of raw pixels resemble each other (on MNIST the
// mean of all digits is close to each): a unit that merely learned the mean input has a large t as
// well, which `centred` takes away. A unit that learned a part, an edge or a style that several
// classes share has a small t and may be the more useful for it. Units with weights of length 0,
// and classes without samples, count as cos 0.
//
// Reports: the mean of t, initial (mean of i), above (share of units whose t is above the .95
//          quantile of all i: .05 of an untrained layer); in the last report the vectors best (t),
//          best_initial (i) and class (that of t), units.
// Check:   the class means themselves as weights give 1.
#include <hebb/metric.hpp>
#include <hebb/statistics.hpp>

class Templates {
 public:
  static constexpr hebb::About about{"1.0.0", "likeness of units and class means", ""};

  static hebb::Parameters<Templates> parameters() {
    return {hebb::boolean("centred", &Templates::centred_)
                .doc("Take the mean of all inputs from the class means.")};
  }

  void plan(const hebb_setup& setup, hebb_metric_plan& plan) {
    if (setup.classes == 0) throw hebb::Failure("templates: needs labels, the data have none");
    plan.needs = HEBB_NEED_W | HEBB_NEED_W0 | HEBB_NEED_CLASS_MEANS | HEBB_NEED_INPUT_MEAN;
    plan.every = 100;
  }

  void report(hebb::MetricReport& report) {
    arma::fmat means = report.class_means;
    for (arma::uword c = 0; centred_ && c < means.n_cols; ++c) {
      // The mean of a class without samples is 0 and stays so.
      if (arma::any(report.class_means.col(c))) means.col(c) -= report.input_mean;
    }
    const Likeness now = likeness(report.host, means, report.w);
    const Likeness then = likeness(report.host, means, report.w0);
    const double usual = hebb::quantile(arma::sort(then.best), 0.95);
    report.scalar("", arma::mean(now.best));
    report.scalar("initial", arma::mean(then.best));
    report.scalar("above", arma::mean(arma::conv_to<arma::vec>::from(now.best > usual)));
    if (!report.last) return;
    report.vector("best", now.best);
    report.vector("best_initial", then.best);
    report.vector("class", now.class_of);
  }

 private:
  struct Likeness {
    arma::vec best;      // units
    arma::vec class_of;  // units
  };

  static arma::vec lengths(const arma::fmat& columns) {
    arma::vec result(columns.n_cols);
    for (arma::uword j = 0; j < columns.n_cols; ++j) {
      const arma::vec exact = arma::conv_to<arma::vec>::from(columns.col(j));
      result(j) = std::sqrt(arma::dot(exact, exact));
    }
    return result;
  }

  static Likeness likeness(const hebb::Host& host, const arma::fmat& means, const arma::fmat& w) {
    arma::fmat products(means.n_cols, w.n_cols);
    host.multiply(means, true, w, false, products);
    const arma::vec mean_lengths = lengths(means);
    const arma::vec unit_lengths = lengths(w);
    Likeness result{arma::vec(w.n_cols, arma::fill::zeros), arma::vec(w.n_cols, arma::fill::zeros)};
    for (arma::uword j = 0; j < w.n_cols; ++j) {
      for (arma::uword c = 0; c < means.n_cols; ++c) {
        const double scale = mean_lengths(c) * unit_lengths(j);
        const double cosine =
            scale > 0 ? std::abs(static_cast<double>(products(c, j))) / scale : 0.0;
        if (cosine <= result.best(j)) continue;
        result.best(j) = cosine;
        result.class_of(j) = static_cast<double>(c);
      }
    }
    return result;
  }

  bool centred_ = false;
};
HEBB_METRIC(Templates);
