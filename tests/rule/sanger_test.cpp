// sanger against loops typed from its equation, and on data whose components are known.
#include <catch2/catch.hpp>

#include "support/directions.hpp"

using namespace hebb::test;

TEST_CASE("sanger: a hand-computed step with one input, two units and one sample") {
  // y = (2, 1): W_0 = 2 + .1 * 2 (1 - 2 * 2), W_1 = 1 + .1 * 1 (1 - 2 * 2 - 1 * 1).
  const auto result = steps({1, 2, 1, "sanger"}, {2.0F, 1.0F}, {1.0F});
  CHECK(result.w[0] == Approx(1.4).epsilon(1e-6));
  CHECK(result.w[1] == Approx(0.6).epsilon(1e-6));
}

TEST_CASE("sanger: a step equals the equation on every shape, with relu (HPCA) and identity") {
  for (const Shape& s : shapes()) {
    for (const bool mean : {true, false}) {
      for (const char* activation : {"relu", "identity"}) {
        const auto w = numbers(s.inputs * s.units, 207);
        const auto x = numbers(s.inputs * s.batch, 208);
        Layer layer{s.inputs, s.units, s.batch, "sanger", {}, activation};
        layer.mean = mean;
        const Grid weights(s.inputs, w);
        const Grid samples(s.inputs, x);
        const Grid u = potentials(weights, samples);
        const Grid y = layer.activation == "relu" ? relu(u) : u;
        Grid wanted = weights;
        const double rate = mean ? layer.rate / s.batch : layer.rate;
        for (std::size_t b = 0; b < s.batch; ++b) {
          for (std::size_t i = 0; i < s.inputs; ++i) {
            double rebuilt = 0;  // by the units up to j
            for (std::size_t j = 0; j < s.units; ++j) {
              rebuilt += y(j, b) * weights(i, j);
              wanted(i, j) += rate * y(j, b) * (samples(i, b) - rebuilt);
            }
          }
        }
        CAPTURE(s.inputs, s.units, s.batch, mean, layer.activation);
        CHECK(distance(steps(layer, w, x).w, wanted) < 1e-4);
      }
    }
  }
}

// The seed is fixed, the samples' own components are compared, and the rate falls to 0.
TEST_CASE("sanger: eight units find the first eight components, in order") {
  Training training(R"(
schema: 1
data: {name: gaussian, inputs: 24, ratio: 0.7, train: 2000, test: 1}
model: {units: 8, activation: identity}
rule: sanger
train: {epochs: 200, batch: 20, rate: 0.2, schedule: linear}
)");
  const auto trained = training.run();
  const auto wanted = components(training, 8);
  for (std::size_t j = 0; j < 8; ++j) {
    CAPTURE(j);
    CHECK(sine_to({wanted[j]}, direction(trained.weights, 24, j)) < 1e-2);
  }
}
