// delta against loops typed from its equation.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/layer.hpp"

using namespace hebb::test;

TEST_CASE("delta: a hand-computed step with one input, two units and one sample of class 0") {
  // u = (1, 0): p = (e, 1) / (e + 1); c = (1 - p_0, -p_1); W = (1 + .1 c_0, .1 c_1).
  const auto result = steps({1, 2, 1, "delta", {}}, {1.0F, 0.0F}, {1.0F});
  const double e = std::exp(1.0);
  CHECK(result.c[0] == Approx(1 / (e + 1)).epsilon(1e-6));
  CHECK(result.c[1] == Approx(-1 / (e + 1)).epsilon(1e-6));
  CHECK(result.w[0] == Approx(1 + 0.1 / (e + 1)).epsilon(1e-6));
  CHECK(result.w[1] == Approx(-0.1 / (e + 1)).epsilon(1e-6));
}

TEST_CASE(
    "delta: a step equals the equation on every shape; units without a class have no target") {
  for (const Shape& s : shapes()) {
    const auto w = numbers(s.inputs * s.units, 81);
    const auto x = numbers(s.inputs * s.batch, 82);
    const Grid weights(s.inputs, w);
    const Grid samples(s.inputs, x);
    Grid c = softmax(potentials(weights, samples), 1);
    for (std::size_t b = 0; b < s.batch; ++b) {
      const std::size_t label = b * b % kLayerClasses;  // as the layer's labels are
      for (std::size_t j = 0; j < s.units; ++j) c(j, b) = (j == label ? 1 : 0) - c(j, b);
    }
    CAPTURE(s.inputs, s.units, s.batch);
    const Grid wanted =
        stepped(weights, samples, c, std::vector<double>(s.units), 0.1 / s.batch, false);
    CHECK(distance(steps({s.inputs, s.units, s.batch, "delta", {}}, w, x).w, wanted) < 1e-6);
  }
}

TEST_CASE("delta: the step goes down the gradient of the cross-entropy") {
  const std::size_t inputs = 4;
  const auto w = numbers(inputs * kLayerClasses, 83);
  const auto x = numbers(inputs * 5, 84);
  const auto loss = [&](const std::vector<double>& weights) {
    double sum = 0;
    for (std::size_t b = 0; b < 5; ++b) {
      double total = 0;
      double own = 0;
      for (std::size_t j = 0; j < kLayerClasses; ++j) {
        double u = 0;
        for (std::size_t i = 0; i < inputs; ++i) {
          u += weights[i + j * inputs] * static_cast<double>(x[i + b * inputs]);
        }
        total += std::exp(u);
        if (j == b * b % kLayerClasses) own = u;
      }
      sum += (std::log(total) - own) / 5;
    }
    return sum;
  };
  const auto result = steps({inputs, kLayerClasses, 5, "delta", {}}, w, x);
  std::vector<double> moved(w.begin(), w.end());
  for (std::size_t i = 0; i < w.size(); ++i) {
    constexpr double kStep = 1e-5;
    const double kept = moved[i];
    moved[i] = kept + kStep;
    const double above = loss(moved);
    moved[i] = kept - kStep;
    const double below = loss(moved);
    moved[i] = kept;
    const double slope = (above - below) / (2 * kStep);
    CHECK(result.exact_w[i] - kept == Approx(-0.1 * slope).margin(1e-7));
  }
}
