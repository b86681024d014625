// k_wta by hand.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "support/activation.hpp"

using namespace hebb::test;

TEST_CASE("k_wta: the k largest potentials of each sample pass, the lower unit on a tie") {
  const std::vector<float> u{0.1F, 0.3F, 0.2F, -3.0F, -1.0F, -1.0F};
  CHECK(forward("k_wta", {}, 3, u) == std::vector<float>{0, 0.3F, 0, 0, -1.0F, 0});
  CHECK(forward("k_wta", {{"winners", 2}}, 3, u) ==
        std::vector<float>{0, 0.3F, 0.2F, 0, -1.0F, -1.0F});
  CHECK(forward("k_wta", {{"winners", 2}, {"binary", 1}}, 3, u) ==
        std::vector<float>{0, 1, 1, 0, 1, 1});
}

TEST_CASE("k_wta: the gradient is v for the units that pass") {
  CHECK(gradient("k_wta", {{"winners", 2}}, 3, {0.1F, 0.3F, 0.2F}, {5.0F, 6.0F, -7.0F}) ==
        std::vector<float>{0, 6.0F, -7.0F});
}

TEST_CASE("k_wta: more winners than units are refused") {
  CHECK_THROWS_WITH(forward("k_wta", {{"winners", 4}}, 3, {0.1F, 0.3F, 0.2F}),
                    Catch::Contains("winners is 4, wanted at most the 3 units"));
}
