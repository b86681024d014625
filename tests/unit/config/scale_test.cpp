// scale_test -- the scale of steps.
#include "fixtures.hpp"

namespace hebb::config {
namespace {

TEST_CASE("scale: none unless max is asked for") {
  CHECK_FALSE(experiment(minimal()).train.scale_max);
  CHECK(experiment(with_line(5, "train: {rate: 0.02, scale: max}")).train.scale_max);
  CHECK(error_of(with_line(5, "train: {rate: 0.02, scale: sum}")) ==
        "exp.yaml:5:28: train.scale is 'sum', wanted none | max");
}

}  // namespace
}  // namespace hebb::config
