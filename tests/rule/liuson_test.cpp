// liuson against loops typed from its equation.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/layer.hpp"

namespace {

using namespace hebb::test;

// Steps through all batches of x.
Grid oracle(Grid w, const Grid& x, const Layer& layer, bool winner_mask, double temperature,
            double keep) {
  std::vector<double> average(layer.units);
  for (std::size_t first = 0; first < x.columns(); first += layer.batch) {
    const std::size_t count = std::min<std::size_t>(layer.batch, x.columns() - first);
    Grid batch(layer.inputs, count);
    for (std::size_t b = 0; b < count; ++b) {
      for (std::size_t i = 0; i < layer.inputs; ++i) batch(i, b) = x(i, first + b);
    }
    const Grid y = relu(potentials(w, batch));
    Grid v(layer.units, count);
    for (std::size_t j = 0; j < layer.units; ++j) {
      double mean = 0;
      for (std::size_t b = 0; b < count; ++b) mean += y(j, b) / static_cast<double>(count);
      average[j] = first == 0 ? mean : keep * average[j] + (1 - keep) * mean;
      for (std::size_t b = 0; b < count; ++b) v(j, b) = y(j, b) - average[j];
    }
    const Grid q = softmax(v, temperature);
    Grid c(layer.units, count);
    const double threshold = 1.0 / layer.units;
    for (std::size_t b = 0; b < count; ++b) {
      const std::size_t best = winner(q, b);
      for (std::size_t j = 0; j < layer.units; ++j) {
        if (j == best) {
          c(j, b) = winner_mask && q(j, b) <= threshold ? 0 : q(j, b);
        } else if (!winner_mask && q(j, b) >= threshold) {
          c(j, b) = -q(j, b);
        }
      }
    }
    const double rate = layer.mean ? layer.rate / static_cast<double>(count) : layer.rate;
    w = stepped(w, batch, c, std::vector<double>(layer.units), rate, true);
  }
  return w;
}

}  // namespace

TEST_CASE("liuson: a hand-computed step: in the first batch of one sample y - E is 0") {
  // q = (1/2, 1/2). Signed: c = (1/2, -1/2). Winner: neither is above 1/2, so nothing moves.
  const std::vector<float> w{1.0F, 0.0F, 0.0F, 1.0F};
  const auto moved = steps({2, 2, 1, "liuson", {}}, w, {1.0F, 1.0F});
  CHECK(moved.c == std::vector<float>{0.5F, -0.5F});
  // unit 0: (1 + .05, .05) / norm; unit 1: (-.05, .95) / norm
  CHECK(moved.w[0] == Approx(1.05 / std::hypot(1.05, 0.05)).epsilon(1e-6));
  CHECK(moved.w[3] == Approx(0.95 / std::hypot(0.95, 0.05)).epsilon(1e-6));
  const auto still = steps({2, 2, 1, "liuson", {{"mask", 1}}}, w, {1.0F, 1.0F});
  CHECK(still.c == std::vector<float>{0.0F, 0.0F});
}

TEST_CASE("liuson: both masks equal the equation on every shape over several batches") {
  for (const bool winner_mask : {false, true}) {
    for (const Shape& s : shapes()) {
      for (const bool mean : {true, false}) {
        const auto w = numbers(s.inputs * s.units, 3);
        const auto x = numbers(s.inputs * (3 * s.batch + 1), 4);  // a short last batch
        Layer layer{s.inputs,
                    s.units,
                    s.batch,
                    "liuson",
                    {{"mask", winner_mask ? 1.0 : 0.0}, {"temperature", 0.5}, {"keep", 0.8}}};
        layer.mean = mean;
        CAPTURE(s.inputs, s.units, s.batch, mean, winner_mask);
        CHECK(distance(steps(layer, w, x).w,
                       oracle({s.inputs, w}, {s.inputs, x}, layer, winner_mask, 0.5, 0.8)) < 1e-5);
      }
    }
  }
}

TEST_CASE("liuson: every unit has length 1 after a step, touched or not") {
  const auto w = numbers(6 * 5, 5);
  const auto result = steps({6, 5, 2, "liuson", {{"mask", 1}}}, w, numbers(6 * 2, 6));
  for (std::size_t j = 0; j < 5; ++j) {
    double square = 0;
    for (std::size_t i = 0; i < 6; ++i) square += std::pow(result.w[i + 6 * j], 2);
    CHECK(square == Approx(1.0).epsilon(1e-6));
  }
}

TEST_CASE("liuson: a unit of length 0 stays 0") {
  const auto result =
      steps({2, 2, 1, "liuson", {{"mask", 1}}}, {0.0F, 0.0F, 1.0F, 0.0F}, {1.0F, 0.0F});
  CHECK(result.w[0] == 0.0F);
  CHECK(result.w[1] == 0.0F);
}

TEST_CASE("liuson: the competition bias is added before the competition") {
  // y - E is 0 in a first batch of one sample: q is the softmax of the bias.
  const Layer layer{1, 2, 1, "liuson", {{"temperature", 1}}};
  const auto [c, d] = coefficients(layer, {0.0F, 0.0F}, {2.0F, 3.0F}, {1.0F, 0.0F});
  CHECK(c[0] == Approx(std::exp(1.0) / (1 + std::exp(1.0))).epsilon(1e-6));
  CHECK(c[1] == 0.0F);  // below 1 / units
}
