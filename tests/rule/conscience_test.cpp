// conscience against loops typed from its equation, and its property: no unit is left out.
#include <catch2/catch.hpp>

#include "support/training.hpp"

using namespace hebb::test;

namespace {

struct Variant {
  double gain = 100;
  double rate = 1e-3;
  bool raw = false;
};

Values values_of(const Variant& v) {
  return {{"gain", v.gain}, {"rate", v.rate}, {"scale", v.raw ? 1.0 : 0.0}};
}

// Several batches, the last one short.
Grid oracle(Grid w, const Grid& x, const Layer& layer, const Variant& v) {
  const double fair = 1.0 / layer.units;
  std::vector<double> p(layer.units, fair);
  double energy = 0;  // sum of |x|^2 so far
  for (std::size_t first = 0; first < x.columns(); first += layer.batch) {
    const std::size_t count = std::min<std::size_t>(layer.batch, x.columns() - first);
    Grid batch(layer.inputs, count);
    for (std::size_t b = 0; b < count; ++b) {
      for (std::size_t i = 0; i < layer.inputs; ++i) {
        batch(i, b) = x(i, first + b);
        energy += batch(i, b) * batch(i, b);
      }
    }
    const double scale = v.raw ? 1 : energy / static_cast<double>(first + count);
    Grid c(layer.units, count);
    std::vector<double> wins(layer.units);
    for (std::size_t b = 0; b < count; ++b) {
      Grid nearness(layer.units, 1);
      for (std::size_t j = 0; j < layer.units; ++j) {
        nearness(j, 0) = v.gain * scale * (fair - p[j]);
        for (std::size_t i = 0; i < layer.inputs; ++i) {
          nearness(j, 0) -= std::pow(batch(i, b) - w(i, j), 2);
        }
      }
      const std::size_t best = winner(nearness, 0);
      c(best, b) = 1;
      wins[best] += 1;
    }
    const auto n = static_cast<double>(count);
    for (std::size_t j = 0; j < layer.units; ++j) {
      p[j] += std::min(1.0, v.rate * n) * (wins[j] / n - p[j]);
    }
    w = stepped(w, batch, c, wins, layer.mean ? layer.rate / n : layer.rate, false);
  }
  return w;
}

// wins.entropy over its maximum and wins.never of 40 units on drawn digits.
struct Wins {
  double entropy = 0;
  double never = 0;
};
Wins wins_of(const std::string& rule) {
  const auto trained = Training(
                           "schema: 1\ndata: {name: digits, train: 3000, test: 1}\n"
                           "model: {units: 40}\nrule: " +
                           rule + "\ntrain: {epochs: 4, batch: 32, rate: 0.5}\nmetrics: [wins]\n")
                           .run();
  return {trained.summary["wins.entropy"].get<double>() / std::log(40.0),
          trained.summary["wins.never"].get<double>()};
}

}  // namespace

TEST_CASE("conscience: two hand-computed steps: the winner of the first is handicapped") {
  // Step 1: distances (1 - .5)^2 = .25 and (1 - .25)^2 = .5625: unit 0 wins, p = (.75, .25).
  // Step 2: E = 1, b = 2 (.5 - p) = (-.5, .5); unit 0 at .5 + .1 * .5 = .55:
  // .2025 + .5 > .5625 - .5: unit 1 wins, p = (.375, .625).
  const Layer layer{1, 2, 1, "conscience", {{"gain", 2}, {"rate", 0.5}}};
  const auto result = steps(layer, {0.5F, 0.25F}, {1.0F, 1.0F});
  CHECK(result.all_c[0] == std::vector<float>{1.0F, 0.0F});
  CHECK(result.all_c[1] == std::vector<float>{0.0F, 1.0F});
  CHECK(result.w[0] == Approx(0.55).epsilon(1e-6));
  CHECK(result.w[1] == Approx(0.325).epsilon(1e-6));
  CHECK(result.unit_state == std::vector<double>{0.375 - 0.5, 0.625 - 0.5});
}

TEST_CASE("conscience: the nearest unit wins, not the one with the largest potential") {
  CHECK(steps({1, 2, 1, "conscience"}, {5.0F, 1.5F}, {1.0F}).c == std::vector<float>{0.0F, 1.0F});
}

TEST_CASE("conscience: every variant equals the equation on every shape over several batches") {
  for (const Variant& v : {Variant{}, Variant{3, 0.05, false}, Variant{10, 0.2, true}}) {
    for (const Shape& s : shapes()) {
      for (const bool mean : {true, false}) {
        const auto w = numbers(s.inputs * s.units, 213);
        const auto x = numbers(s.inputs * (3 * s.batch + 1), 214);
        Layer layer{s.inputs, s.units, s.batch, "conscience", values_of(v)};
        layer.mean = mean;
        layer.rate = mean ? 0.1 : 0.01;
        const Grid wanted = oracle(Grid(s.inputs, w), Grid(s.inputs, x), layer, v);
        CAPTURE(s.inputs, s.units, s.batch, mean, v.gain, v.raw);
        CHECK(distance(steps(layer, w, x).w, wanted) < 1e-5);
      }
    }
  }
}

// The seed is fixed.
TEST_CASE("conscience: wins spread over all units where wta leaves some that never win") {
  const Wins with = wins_of("{name: conscience, gain: 10, rate: 0.001}");
  const Wins without = wins_of("wta");
  CHECK(with.entropy > 0.95);
  CHECK(with.never == 0);
  CHECK(without.never > 0);
  CHECK(without.entropy < 0.95);
}

TEST_CASE("conscience: the competition bias decides who wins") {
  const Layer layer{1, 2, 1, "conscience", {}};
  const auto [c, d] = coefficients(layer, {0.5F, 0.4F}, {0.5F, 0.4F}, {0.0F, 0.3F});
  CHECK(c == std::vector<float>{0.0F, 1.0F});
}
