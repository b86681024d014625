// none: the random baseline.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/layer.hpp"

using namespace hebb::test;

TEST_CASE("none: weights stay as they are, bit for bit") {
  const auto w = numbers(7 * 5, 11);
  CHECK(steps<float>({7, 5, 3, "none", {}}, w, numbers(7 * 9, 12)).w == w);
}

TEST_CASE("none: with unit_norm every unit has length 1 and its direction") {
  const auto result = steps({2, 1, 1, "none", {{"unit_norm", 1}}}, {3.0F, 4.0F}, {1.0F, 1.0F});
  CHECK(result.w[0] == Approx(0.6).epsilon(1e-6));
  CHECK(result.w[1] == Approx(0.8).epsilon(1e-6));
  CHECK(result.step_norms[0] == 0.0F);
}
