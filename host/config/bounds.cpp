// bounds -- the range of a number.
#include "config/bounds.hpp"

#include <fmt/format.h>

#include <cmath>

namespace hebb::config {

bool Bounds::contains(double value) const {
  const bool above = minimum_excluded ? value > minimum : value >= minimum;
  const bool below = maximum_excluded ? value < maximum : value <= maximum;
  return above && below;
}

std::string Bounds::text() const {
  const char* const from = minimum_excluded ? "<" : "<=";
  const char* const to = maximum_excluded ? "<" : "<=";
  if (std::isinf(minimum) && std::isinf(maximum)) return "";
  if (std::isinf(minimum)) return fmt::format("{} {}", to, maximum);
  if (std::isinf(maximum)) return fmt::format("{} {}", minimum_excluded ? ">" : ">=", minimum);
  if (minimum == maximum) return fmt::format("{}", minimum);
  if (!minimum_excluded && !maximum_excluded) return fmt::format("{}..{}", minimum, maximum);
  return fmt::format("{} {} value {} {}", minimum, from, to, maximum);
}

}  // namespace hebb::config
