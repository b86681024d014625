// subspace against loops typed from its equation, and on data whose components are known.
#include <catch2/catch.hpp>

#include "support/directions.hpp"

using namespace hebb::test;

TEST_CASE("subspace: a hand-computed step with one input, two units and one sample") {
  // y = (2, 1), sum_k y_k W_k = 5: W_0 = 2 + .1 * 2 (1 - 5), W_1 = 1 + .1 * 1 (1 - 5).
  const auto result = steps({1, 2, 1, "subspace"}, {2.0F, 1.0F}, {1.0F});
  CHECK(result.w[0] == Approx(1.2).epsilon(1e-6));
  CHECK(result.w[1] == Approx(0.6).epsilon(1e-6));
}

TEST_CASE("subspace: a step equals the equation on every shape, for both reductions") {
  for (const Shape& s : shapes()) {
    for (const bool mean : {true, false}) {
      const auto w = numbers(s.inputs * s.units, 205);
      const auto x = numbers(s.inputs * s.batch, 206);
      Layer layer{s.inputs, s.units, s.batch, "subspace"};
      layer.mean = mean;
      const Grid weights(s.inputs, w);
      const Grid samples(s.inputs, x);
      const Grid y = relu(potentials(weights, samples));
      Grid wanted = weights;
      const double rate = mean ? layer.rate / s.batch : layer.rate;
      for (std::size_t b = 0; b < s.batch; ++b) {
        for (std::size_t i = 0; i < s.inputs; ++i) {
          double rebuilt = 0;
          for (std::size_t k = 0; k < s.units; ++k) rebuilt += y(k, b) * weights(i, k);
          for (std::size_t j = 0; j < s.units; ++j) {
            wanted(i, j) += rate * y(j, b) * (samples(i, b) - rebuilt);
          }
        }
      }
      CAPTURE(s.inputs, s.units, s.batch, mean);
      CHECK(distance(steps(layer, w, x).w, wanted) < 1e-4);
    }
  }
}

// The seed is fixed, the samples' own components are compared, and the rate falls to 0.
TEST_CASE("subspace: four orthonormal units span the first four components, in no order") {
  Training training(R"(
schema: 1
data: {name: gaussian, inputs: 16, ratio: 0.7, train: 2000, test: 1}
model: {units: 4, activation: identity}
rule: subspace
train: {epochs: 60, batch: 20, rate: 0.1, schedule: linear}
)");
  const auto trained = training.run();
  const auto span = components(training, 4);
  for (const Direction& axis : orthonormal(trained.weights, 16, 4)) {
    CHECK(sine_to(span, axis) < 1e-2);
  }
  double mixed = 0;  // a unit far from every single component
  for (std::size_t j = 0; j < 4; ++j) {
    const auto unit = direction(trained.weights, 16, j);
    double nearest = 1;
    for (const Direction& axis : span) nearest = std::min(nearest, sine_to({axis}, unit));
    mixed = std::max(mixed, nearest);
    for (std::size_t k = 0; k < j; ++k) {
      CHECK(std::abs(dot(unit, direction(trained.weights, 16, k))) < 0.02);
    }
  }
  CHECK(mixed > 0.3);
}
