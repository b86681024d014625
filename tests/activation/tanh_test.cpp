// tanh against the standard library.
#include <catch2/catch.hpp>

#include "support/activation.hpp"

using namespace hebb::test;

TEST_CASE("tanh: activities are those of the standard library, also far out and near 0") {
  const std::vector<float> u{0.0F, -0.5F, 1.0F, 3.0F, -20.0F, 200.0F, 1e-6F, -1e-3F};
  const auto y = forward("tanh", {}, 4, u);
  for (std::size_t i = 0; i < u.size(); ++i) {
    CHECK(y[i] == Approx(std::tanh(static_cast<double>(u[i]))).epsilon(1e-6));
  }
}

TEST_CASE("tanh: the gradient of a hand-computed unit is 1 - y^2 times v") {
  const double y = std::tanh(0.5);
  CHECK(gradient("tanh", {}, 1, {0.5F}, {3.0F})[0] == Approx(3 * (1 - y * y)).epsilon(1e-6));
}
