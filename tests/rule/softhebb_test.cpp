// softhebb against loops typed from its equation.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/layer.hpp"

namespace {

using namespace hebb::test;

struct Variant {
  bool activity = false;
  bool anti_hebbian = false;
  double temperature = 1;
  double rate_power = 0;
};

Values values_of(const Variant& v) {
  return {{"temperature", v.temperature},
          {"competition", v.activity ? 1.0 : 0.0},
          {"anti_hebbian", v.anti_hebbian ? 1.0 : 0.0},
          {"rate_power", v.rate_power}};
}

Grid oracle(const Grid& w, const Grid& x, const Variant& v, double rate) {
  const Grid u = potentials(w, x);
  Grid c = softmax(v.activity ? relu(u) : u, v.temperature);
  for (std::size_t b = 0; b < c.columns(); ++b) {
    const std::size_t best = winner(c, b);
    for (std::size_t j = 0; j < c.rows(); ++j) {
      if (v.anti_hebbian && j != best) c(j, b) = -c(j, b);
    }
  }
  std::vector<double> d(c.rows());
  for (std::size_t j = 0; j < c.rows(); ++j) {
    double square = 0;
    for (std::size_t i = 0; i < w.rows(); ++i) square += w(i, j) * w(i, j);
    const double factor =
        v.rate_power > 0 ? std::pow(std::abs(std::sqrt(square) - 1), v.rate_power) : 1;
    for (std::size_t b = 0; b < c.columns(); ++b) {
      c(j, b) *= factor;
      d[j] += c(j, b) * u(j, b);
    }
  }
  return stepped(w, x, c, d, rate, false);
}

}  // namespace

TEST_CASE("softhebb: a hand-computed step with one input, two units and one sample") {
  // u = (1, 0): p = (e, 1) / (e + 1); W_j + .1 p_j (x - u_j W_j) = (1, .1 / (e + 1)).
  const auto result = steps({1, 2, 1, "softhebb", {}}, {1.0F, 0.0F}, {1.0F});
  const double e = std::exp(1.0);
  CHECK(result.c[0] == Approx(e / (e + 1)).epsilon(1e-6));
  CHECK(result.w[0] == Approx(1.0).epsilon(1e-6));
  CHECK(result.w[1] == Approx(0.1 / (e + 1)).epsilon(1e-6));
}

TEST_CASE("softhebb: every variant equals the equation on every shape, for sum and mean") {
  const std::vector<Variant> variants{
      {}, {true, false, 1, 0}, {false, true, 1, 0}, {true, true, 0.3, 0}, {false, false, 2, 0.2}};
  for (const Variant& variant : variants) {
    for (const Shape& s : shapes()) {
      for (const bool mean : {true, false}) {
        const auto w = numbers(s.inputs * s.units, 1);
        const auto x = numbers(s.inputs * s.batch, 2);
        Layer layer{s.inputs, s.units, s.batch, "softhebb", values_of(variant)};
        layer.mean = mean;
        const double rate = mean ? layer.rate / s.batch : layer.rate;
        CAPTURE(s.inputs, s.units, s.batch, mean, variant.activity, variant.anti_hebbian);
        CHECK(distance(steps(layer, w, x).w, oracle({s.inputs, w}, {s.inputs, x}, variant, rate)) <
              1e-6);
      }
    }
  }
}

TEST_CASE("softhebb: the lowest unit wins a tie") {
  const auto result =
      steps({1, 3, 1, "softhebb", {{"anti_hebbian", 1}}}, {0.5F, 0.5F, 0.5F}, {1.0F});
  CHECK(result.c[0] > 0);
  CHECK(result.c[1] < 0);
  CHECK(result.c[2] < 0);
}

TEST_CASE("softhebb: the competition bias is added before the competition and nowhere else") {
  const Layer layer{1, 2, 1, "softhebb", {}};
  const auto [c, d] = coefficients(layer, {0.0F, 0.0F}, {0.0F, 0.0F}, {0.0F, 1.0F});
  CHECK(c[1] == Approx(std::exp(1.0) / (1 + std::exp(1.0))).epsilon(1e-6));
  CHECK(d[1] == 0.0F);  // c u with u = 0: the bias is not in the decay
}
