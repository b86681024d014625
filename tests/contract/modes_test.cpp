// The step modes of the contract against each other and against loops.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "support/layer.hpp"

using namespace hebb::test;

TEST_CASE("a rule that writes W itself takes the same steps as its factored form") {
  for (const Shape& s : shapes()) {
    for (const bool mean : {true, false}) {
      const auto w = numbers(s.inputs * s.units, 21);
      const auto x = numbers(s.inputs * (2 * s.batch + 1), 22);
      Layer direct{s.inputs, s.units, s.batch, "direct_c"};
      Layer factored{s.inputs, s.units, s.batch, "hebb_c"};
      direct.mean = factored.mean = mean;
      const auto a = steps<float>(direct, w, x);
      const auto b = steps<float>(factored, w, x);
      CAPTURE(s.inputs, s.units, s.batch, mean);
      CHECK(distance(a.w, Grid(s.inputs, b.w)) < 1e-5);
      CHECK(distance(a.step_norms, Grid(s.units, b.step_norms)) < 1e-5);
    }
  }
}

TEST_CASE("a lateral rule: W + rate (X C' - W L'), by loops") {
  for (const Shape& s : shapes()) {
    const auto w = numbers(s.inputs * s.units, 23);
    const auto x = numbers(s.inputs * s.batch, 24);
    const Grid weights(s.inputs, w);
    const Grid samples(s.inputs, x);
    const Grid y = relu(potentials(weights, samples));
    Grid wanted = weights;
    const double rate = 0.1 / s.batch;
    for (std::size_t j = 0; j < s.units; ++j) {
      for (std::size_t i = 0; i < s.inputs; ++i) {
        double change = 0;
        for (std::size_t b = 0; b < s.batch; ++b) {
          change += y(j, b) * samples(i, b);
          for (std::size_t k = 0; k <= j; ++k) change -= y(j, b) * y(k, b) * weights(i, k);
        }
        wanted(i, j) += rate * change;
      }
    }
    CAPTURE(s.inputs, s.units, s.batch);
    CHECK(distance(steps({s.inputs, s.units, s.batch, "lateral_c"}, w, x).w, wanted) < 1e-6);
  }
}

TEST_CASE("the bits of a step do not depend on the number of threads") {
  const auto w = numbers(50 * 300, 25);
  const auto x = numbers(50 * 70, 26);
  for (const char* rule : {"softhebb", "hebbnet", "liuson", "lateral_c", "direct_c"}) {
    hebb::set_threads(1);
    const auto one = steps<float>({50, 300, 32, rule}, w, x);
    for (const int threads : {2, 3, 7}) {
      hebb::set_threads(threads);
      const auto many = steps<float>({50, 300, 32, rule}, w, x);
      CAPTURE(rule, threads);
      CHECK(many.w == one.w);
      CHECK(many.c == one.c);
      CHECK(many.step_norms == one.step_norms);
    }
    hebb::set_threads(0);
  }
}

TEST_CASE("step norms are the lengths of the applied steps, before unit norm") {
  const std::vector<float> w{1.0F, 0.0F};  // one unit, y = 2, change = .5 * 2 * (2, 1)
  const auto result = steps({2, 1, 1, "hebb_c", {}, "relu", {}, 0.5}, w, {2.0F, 1.0F});
  CHECK(result.step_norms[0] == Approx(std::sqrt(5.0)).epsilon(1e-6));
}

TEST_CASE("weights that leave the numbers end the run, with step, unit and cause") {
  const Layer layer{2, 2, 1, "hebb_c", {}, "identity", {}, 1e30, true, 1};
  CHECK_THROWS_WITH(
      steps<float>(layer, {1.0F, 0.0F, 0.0F, 0.0F}, {1.0F, 0.0F, 1.0F, 0.0F, 1.0F, 0.0F}),
      Catch::Contains("hebb_rule_hebb_c.so): step 2: the weights of unit 0 are no longer finite"));
}
