// wta against loops typed from its equation.
#include <algorithm>
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "support/layer.hpp"

using namespace hebb::test;

namespace {

// One batch: 1 for the units of the k largest potentials of each sample, the lowest on a tie.
Grid winners_of(const Grid& u, std::size_t k) {
  Grid c(u.rows(), u.columns());
  for (std::size_t b = 0; b < u.columns(); ++b) {
    for (std::size_t j = 0; j < u.rows(); ++j) {
      std::size_t before = 0;  // units that come first
      for (std::size_t l = 0; l < u.rows(); ++l) {
        if (u(l, b) > u(j, b) || (u(l, b) == u(j, b) && l < j)) ++before;
      }
      if (before < k) c(j, b) = 1;
    }
  }
  return c;
}

}  // namespace

TEST_CASE("wta: a hand-computed step: the winner moves a tenth of the way, the loser stays") {
  const auto result = steps({1, 2, 1, "wta"}, {0.5F, 1.0F}, {3.0F});
  CHECK(result.c == std::vector<float>{0.0F, 1.0F});
  CHECK(result.w[0] == 0.5F);
  CHECK(result.w[1] == Approx(1.2).epsilon(1e-6));
}

TEST_CASE("wta: a tie goes to the lowest unit") {
  CHECK(steps({1, 3, 1, "wta"}, {0.5F, 1.0F, 1.0F}, {1.0F}).c ==
        std::vector<float>{0.0F, 1.0F, 0.0F});
}

TEST_CASE("wta: a step equals the equation on every shape, for both reductions and any k") {
  for (const Shape& s : shapes()) {
    for (const bool mean : {true, false}) {
      for (const std::uint32_t k : {1U, 2U, 5U}) {
        if (k > s.units) continue;
        const auto w = numbers(s.inputs * s.units, 209);
        const auto x = numbers(s.inputs * s.batch, 210);
        Layer layer{s.inputs, s.units, s.batch, "wta", {{"winners", k}}};
        layer.mean = mean;
        const Grid weights(s.inputs, w);
        const Grid samples(s.inputs, x);
        const Grid c = winners_of(potentials(weights, samples), k);
        std::vector<double> d(s.units);
        for (std::size_t j = 0; j < s.units; ++j) {
          for (std::size_t b = 0; b < s.batch; ++b) d[j] += c(j, b);
        }
        const double rate = mean ? layer.rate / s.batch : layer.rate;
        CAPTURE(s.inputs, s.units, s.batch, mean, k);
        CHECK(distance(steps(layer, w, x).w, stepped(weights, samples, c, d, rate, false)) < 1e-5);
      }
    }
  }
}

TEST_CASE("wta: at rate 1 the winner is the sample, and a unit that always wins is their mean") {
  Layer layer{2, 1, 4, "wta"};
  layer.rate = 1;
  const auto w = steps(layer, {5.0F, 5.0F}, {1.0F, 0.0F, 3.0F, 2.0F, 0.0F, 0.0F, 0.0F, 6.0F}).w;
  CHECK(w[0] == Approx(1.0).margin(1e-6));
  CHECK(w[1] == Approx(2.0).margin(1e-6));
}

TEST_CASE("wta: more winners than units are refused") {
  CHECK_THROWS_WITH(steps({1, 2, 1, "wta", {{"winners", 3}}}, {0.5F, 1.0F}, {1.0F}),
                    Catch::Contains("winners is 3, wanted at most the 2 units"));
}

TEST_CASE("wta: the competition bias decides who wins") {
  const Layer layer{1, 2, 1, "wta", {}};
  const auto [c, d] = coefficients(layer, {0.5F, 0.4F}, {0.5F, 0.4F}, {0.0F, 0.3F});
  CHECK(c == std::vector<float>{0.0F, 1.0F});
}
