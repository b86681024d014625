// hebb against loops typed from its equation.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "support/layer.hpp"

using namespace hebb::test;

TEST_CASE("hebb: a hand-computed step, without and with unit norm") {
  // u = 3 * .5 + 4 * .25 = 2.5: w + .1 * 2.5 * x.
  const Layer layer{2, 1, 1, "hebb"};
  const auto plain = steps(layer, {0.5F, 0.25F}, {3.0F, 4.0F});
  CHECK(plain.w[0] == Approx(1.25).epsilon(1e-6));
  CHECK(plain.w[1] == Approx(1.25).epsilon(1e-6));
  Layer normed = layer;
  normed.parameters = {{"unit_norm", 1}};
  CHECK(steps(normed, {0.5F, 0.25F}, {3.0F, 4.0F}).w[0] == Approx(std::sqrt(0.5)).epsilon(1e-6));
}

TEST_CASE("hebb: a step equals the equation on every shape, for both reductions and norms") {
  for (const Shape& s : shapes()) {
    for (const bool mean : {true, false}) {
      for (const bool norm : {true, false}) {
        const auto w = numbers(s.inputs * s.units, 201);
        const auto x = numbers(s.inputs * s.batch, 202);
        Layer layer{s.inputs, s.units, s.batch, "hebb", {{"unit_norm", norm ? 1.0 : 0.0}}};
        layer.mean = mean;
        const Grid weights(s.inputs, w);
        const Grid samples(s.inputs, x);
        const Grid y = relu(potentials(weights, samples));
        const double rate = mean ? layer.rate / s.batch : layer.rate;
        const Grid wanted = stepped(weights, samples, y, std::vector<double>(s.units), rate, norm);
        CAPTURE(s.inputs, s.units, s.batch, mean, norm);
        CHECK(distance(steps(layer, w, x).w, wanted) < 1e-5);
      }
    }
  }
}

TEST_CASE("hebb: alone it grows by 1 + rate |x|^2 with each sample, until the host stops it") {
  // x = (1): w doubles with each step at rate 1, and leaves float32 after 128 of them.
  const Layer layer{1, 1, 1, "hebb", {}, "identity", {}, 1.0};
  CHECK(steps(layer, {1.0F}, std::vector<float>(10, 1.0F)).w[0] == 1024.0F);
  CHECK_THROWS_WITH(steps<float>(layer, {1.0F}, std::vector<float>(200, 1.0F)),
                    Catch::Contains("step 128: the weights of unit 0 are no longer finite"));
}
