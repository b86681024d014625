// bounds -- the range of a number.
#pragma once

#include <limits>
#include <string>

namespace hebb::config {

// 2^53: up to here every integer is exact as a double, which is how JSON readers and the plugins
// see integers.
inline constexpr double kLargestExact = 9007199254740992.0;

struct Bounds {
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  bool minimum_excluded = false;
  bool maximum_excluded = false;

  [[nodiscard]] bool contains(double value) const;

  // "1..64", "> 0", "0 <= value < 1", "1" where only one value is left, "" where all are allowed.
  [[nodiscard]] std::string text() const;
};

}  // namespace hebb::config
