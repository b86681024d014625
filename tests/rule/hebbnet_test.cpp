// hebbnet against loops typed from its equation.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/layer.hpp"

namespace {

using namespace hebb::test;

struct Variant {
  bool step_sparsity = false;
  bool winner_sign = false;
  bool ema = false;
  double sparsity = 0.8;
  double keep = 0.05;
};

Values values_of(const Variant& v) {
  return {{"sparsity", v.sparsity},
          {"sparsity_of", v.step_sparsity ? 1.0 : 0.0},
          {"sign", v.winner_sign ? 1.0 : 0.0},
          {"target.kind", v.ema ? 1.0 : 0.0},
          {"target.keep", v.keep}};
}

// numpy.quantile(values, p), method "linear".
double quantile(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  const double position = p * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(position));
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

std::vector<double> norms_of(const Grid& c, const Grid& x) {
  std::vector<double> norms;
  for (std::size_t j = 0; j < c.rows(); ++j) {
    double square = 0;
    for (std::size_t i = 0; i < x.rows(); ++i) {
      double sum = 0;
      for (std::size_t b = 0; b < x.columns(); ++b) sum += c(j, b) * x(i, b);
      square += sum * sum;
    }
    norms.push_back(std::sqrt(square));
  }
  return norms;
}

void keep_most_active(Grid& c, const Grid& y, double p) {
  const auto zeroed =
      static_cast<std::size_t>(std::floor(p * static_cast<double>(y.rows()) + 1e-9));
  for (std::size_t b = 0; b < y.columns(); ++b) {
    std::vector<std::size_t> order(y.rows());
    for (std::size_t j = 0; j < order.size(); ++j) order[j] = j;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return y(i, b) > y(j, b); });
    for (std::size_t k = y.rows() - zeroed; k < y.rows(); ++k) c(order[k], b) = 0;
  }
}

Grid oracle(Grid w, const Grid& x, const Layer& layer, const Variant& v) {
  std::vector<double> target(layer.units);
  for (std::size_t first = 0; first < x.columns(); first += layer.batch) {
    const std::size_t count = std::min<std::size_t>(layer.batch, x.columns() - first);
    Grid batch(layer.inputs, count);
    for (std::size_t b = 0; b < count; ++b) {
      for (std::size_t i = 0; i < layer.inputs; ++i) batch(i, b) = x(i, first + b);
    }
    const Grid y = relu(potentials(w, batch));
    std::vector<double> mean(layer.units);
    for (std::size_t j = 0; j < layer.units; ++j) {
      for (std::size_t b = 0; b < count; ++b) mean[j] += y(j, b) / static_cast<double>(count);
      if (v.ema) target[j] = first == 0 ? mean[j] : v.keep * target[j] + (1 - v.keep) * mean[j];
    }
    Grid c(layer.units, count);
    for (std::size_t j = 0; j < layer.units; ++j) {
      for (std::size_t b = 0; b < count; ++b) c(j, b) = y(j, b) - target[j];
    }
    if (!v.step_sparsity) keep_most_active(c, y, v.sparsity);
    const std::vector<double> norms = norms_of(c, batch);
    const double threshold = v.step_sparsity ? quantile(norms, v.sparsity) : -1;
    const auto best =
        static_cast<std::size_t>(std::max_element(norms.begin(), norms.end()) - norms.begin());
    for (std::size_t j = 0; j < layer.units; ++j) {
      for (std::size_t b = 0; b < count; ++b) {
        if (norms[j] < threshold)
          c(j, b) = 0;
        else if (v.winner_sign && j != best)
          c(j, b) = -c(j, b);
      }
      const auto seen = static_cast<double>(first);
      const auto now = static_cast<double>(count);
      if (!v.ema) target[j] = (seen * target[j] + now * mean[j]) / (seen + now);
    }
    const double rate = layer.mean ? layer.rate / static_cast<double>(count) : layer.rate;
    w = stepped(w, batch, c, std::vector<double>(layer.units), rate, true);
  }
  return w;
}

}  // namespace

TEST_CASE("hebbnet: a hand-computed first step: the target is zero, the most active unit moves") {
  // y = (2, 1); sparsity .5 keeps unit 0 with c = 2: W_0 = 2 + .1 * 2 * 1, then length 1.
  const auto result = steps({1, 2, 1, "hebbnet", {{"sparsity", 0.5}}}, {2.0F, 1.0F}, {1.0F});
  CHECK(result.c == std::vector<float>{2.0F, 0.0F});
  CHECK(result.step_norms[0] == Approx(0.2).epsilon(1e-6));
  CHECK(result.w[0] == Approx(1.0).epsilon(1e-6));
}

TEST_CASE("hebbnet: every variant equals the equation on every shape over several batches") {
  const std::vector<Variant> variants{{},
                                      {false, false, true, 0.5, 0.05},
                                      {true, false, true, 0.8, 0.05},
                                      {true, true, true, 0.8, 0.05},
                                      {false, true, false, 0.3, 0.5},
                                      {true, true, false, 0.0, 0.5}};
  for (const Variant& variant : variants) {
    for (const Shape& s : shapes()) {
      for (const bool mean : {true, false}) {
        const auto w = numbers(s.inputs * s.units, 7);
        const auto x = numbers(s.inputs * (2 * s.batch + 1), 8);  // a short last batch
        Layer layer{s.inputs, s.units, s.batch, "hebbnet", values_of(variant)};
        layer.mean = mean;
        CAPTURE(s.inputs, s.units, s.batch, mean, variant.step_sparsity, variant.winner_sign,
                variant.ema);
        CHECK(distance(steps(layer, w, x).w, oracle({s.inputs, w}, {s.inputs, x}, layer, variant)) <
              1e-5);
      }
    }
  }
}

TEST_CASE("hebbnet: as run, 80 % of the units take no step") {
  const auto result = steps({6, 40, 4, "hebbnet", {{"sparsity_of", 1}, {"target.kind", 1}}},
                            numbers(6 * 40, 9), numbers(6 * 4, 10));
  CHECK(std::count(result.step_norms.begin(), result.step_norms.end(), 0.0F) == 32);
}

TEST_CASE("hebbnet: the competition bias decides who wins, by activity or by step") {
  for (const double by_step : {0, 1}) {
    const Layer layer{1, 2, 1, "hebbnet", {{"sparsity", 0.5}, {"sparsity_of", by_step}}};
    const auto [c, d] = coefficients(layer, {0.5F, 0.4F}, {0.5F, 0.4F}, {0.0F, 0.3F});
    CAPTURE(by_step);
    CHECK(c[0] == 0.0F);
    CHECK(c[1] != 0.0F);
  }
}
