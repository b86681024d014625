// glyphs -- the ten digits as strokes, each in the ways in which people write it.
#pragma once

#include <cstdint>
#include <vector>

#include "data/pen.hpp"

namespace hebb::data {

using Stroke = std::vector<Point>;  // control points of a smooth curve, in [0, 1] x [0, 1]
using Glyph = std::vector<Stroke>;

// The variants of a digit, 0 to 9; at least one each.
[[nodiscard]] const std::vector<Glyph>& glyphs(std::size_t digit);

}  // namespace hebb::data
