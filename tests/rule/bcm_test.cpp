// bcm against loops typed from its equation, and its property: units become selective.
#include <catch2/catch.hpp>

#include "support/layer.hpp"

using namespace hebb::test;

namespace {

struct Variant {
  double keep = 0.9;
  double start = 1;
  double decay = 0;
  bool tanh = false;
};

Grid oracle(Grid w, const Grid& x, const Layer& layer, const Variant& v) {
  std::vector<double> theta(layer.units, v.start);
  for (std::size_t first = 0; first < x.columns(); first += layer.batch) {
    const std::size_t count = std::min<std::size_t>(layer.batch, x.columns() - first);
    const auto n = static_cast<double>(count);
    Grid batch(layer.inputs, count);
    for (std::size_t b = 0; b < count; ++b) {
      for (std::size_t i = 0; i < layer.inputs; ++i) batch(i, b) = x(i, first + b);
    }
    const Grid u = potentials(w, batch);
    Grid c(layer.units, count);
    for (std::size_t j = 0; j < layer.units; ++j) {
      double square = 0;
      for (std::size_t b = 0; b < count; ++b) {
        const double y = v.tanh ? std::tanh(u(j, b)) : std::max(0.0, u(j, b));
        const double slope = v.tanh ? 1 - y * y : (u(j, b) > 0 ? 1.0 : 0.0);
        c(j, b) = y * (y - theta[j]) * slope;
        square += y * y;
      }
      theta[j] = v.keep * theta[j] + (1 - v.keep) * square / n;
    }
    w = stepped(w, batch, c, std::vector<double>(layer.units, v.decay * n),
                layer.mean ? layer.rate / n : layer.rate, false);
  }
  return w;
}

}  // namespace

TEST_CASE("bcm: two hand-computed steps with one input, one unit") {
  // y = 2, theta = 1: w = 2 + .1 * 2 (2 - 1) = 2.2; theta = .5 * 1 + .5 * 4 = 2.5.
  // y = 2.2: w = 2.2 + .1 * 2.2 (2.2 - 2.5) = 2.134.
  const auto result = steps({1, 1, 1, "bcm", {{"keep", 0.5}}}, {2.0F}, {1.0F, 1.0F});
  CHECK(result.all_c[0][0] == Approx(2.0).epsilon(1e-6));
  CHECK(result.w[0] == Approx(2.134).epsilon(1e-6));
}

TEST_CASE("bcm: a hand-computed weight decay is that of each sample") {
  // The unit is silent: W falls by rate * .5 * W whatever the batch; reduction sum adds them up.
  Layer layer{1, 1, 2, "bcm", {{"weight_decay", 0.5}}};
  CHECK(steps(layer, {-1.0F}, {1.0F, 1.0F}).w[0] == Approx(-0.95).epsilon(1e-6));
  layer.mean = false;
  CHECK(steps(layer, {-1.0F}, {1.0F, 1.0F}).w[0] == Approx(-0.9).epsilon(1e-6));
}

TEST_CASE("bcm: every variant equals the equation on every shape over several batches") {
  for (const Variant& v : {Variant{}, Variant{0.3, 0, 0.2, false}, Variant{0.9, 0.5, 0, true}}) {
    for (const Shape& s : shapes()) {
      for (const bool mean : {true, false}) {
        const auto w = numbers(s.inputs * s.units, 215);
        const auto x = numbers(s.inputs * (3 * s.batch + 1), 216);
        Layer layer{s.inputs, s.units, s.batch, "bcm", {}, v.tanh ? "tanh" : "relu"};
        layer.parameters = {{"keep", v.keep}, {"start", v.start}, {"weight_decay", v.decay}};
        layer.mean = mean;
        layer.rate = 0.02;
        const Grid wanted = oracle(Grid(s.inputs, w), Grid(s.inputs, x), layer, v);
        CAPTURE(s.inputs, s.units, s.batch, mean, v.keep, v.tanh);
        CHECK(distance(steps(layer, w, x).w, wanted) < 1e-4);
      }
    }
  }
}

// A mixture of 5 patterns, cos .55 between any two, with noise. Selectivity is 1 - mean / largest
// response to the patterns: at most .8, and 0 for a unit that answers all alike.
TEST_CASE("bcm: on a mixture every unit becomes selective for one pattern") {
  constexpr std::size_t kPatterns = 5;
  constexpr std::uint32_t kUnits = 8;
  const auto pattern = [](std::size_t k, std::size_t i) { return i == k ? 2.0F : 0.5F; };
  const auto draws = numbers(20000, 217);
  const auto noise = numbers(20000 * kPatterns, 218);
  std::vector<float> x;
  for (std::size_t b = 0; b < draws.size(); ++b) {
    const auto k = static_cast<std::size_t>((draws[b] + 1.0F) / 2 * kPatterns);
    for (std::size_t i = 0; i < kPatterns; ++i) {
      x.push_back(pattern(k, i) + 0.1F * noise[b * kPatterns + i]);
    }
  }
  Layer layer{kPatterns, kUnits, 10, "bcm", {{"keep", 0.8}}};
  layer.rate = 0.01;
  auto w = numbers(kPatterns * kUnits, 219);
  for (float& v : w) v = 0.25F + 0.05F * v;  // active, and nearly alike
  const Grid trained(kPatterns, steps(layer, w, x).w);
  for (std::size_t j = 0; j < kUnits; ++j) {
    double sum = 0;
    double top = 0;
    for (std::size_t k = 0; k < kPatterns; ++k) {
      double y = 0;
      for (std::size_t i = 0; i < kPatterns; ++i) {
        y += trained(i, j) * static_cast<double>(pattern(k, i));
      }
      sum += std::max(0.0, y);
      top = std::max(top, y);
    }
    CAPTURE(j, top);
    CHECK(1 - sum / kPatterns / top > 0.75);
    CHECK(top == Approx(kPatterns).epsilon(0.25));  // y = theta = y^2 / 5
  }
}
