// triangle by hand.
#include <catch2/catch.hpp>

#include "support/activation.hpp"

using namespace hebb::test;

TEST_CASE("triangle: what is above the mean of the sample's potentials, to the power") {
  const std::vector<float> u{1.0F, 2.0F, 6.0F, 0.0F, 0.0F, 0.0F};
  CHECK(forward("triangle", {}, 3, u) == std::vector<float>{0, 0, 3, 0, 0, 0});
  CHECK(forward("triangle", {{"power", 2}}, 3, u)[2] == Approx(9));
}
