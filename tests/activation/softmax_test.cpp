// softmax against loops.
#include <catch2/catch.hpp>

#include "support/activation.hpp"

using namespace hebb::test;

TEST_CASE("softmax: activities are exp(u) over their sum, sample by sample") {
  const auto u = numbers(35, 233);
  const Grid wanted = softmax(Grid(7, u), 1);
  CHECK(distance(forward("softmax", {}, 7, u), wanted) < 1e-6);
  CHECK(forward("softmax", {}, 1, {300.0F, -300.0F}) == std::vector<float>{1, 1});
}
