// image -- the weights of a layer as a PNG, one small picture per unit.
#pragma once

#include <cstdint>
#include <filesystem>

#include "data/dataset.hpp"
#include "report/png.hpp"

namespace hebb::report {

// Draws the first `max_units` columns of w (inputs x units) as a grid of pictures, row by row, as
// near to a square as their number allows, with a white gap of one pixel between them. A picture
// of less than 28 pixels in width is magnified by the smallest whole factor that reaches 28.
//
// The inputs are channel-planar, channels x height x width:
//   3 channels  RGB; the smallest weight of a unit is 0, its largest 255;
//   otherwise   grey, the channels below each other; a weight of 0 is 128, and the largest |w| of a
//               unit is 255 where it is positive and 1 where it is negative;
//   0 x 0 x 0   no image: the inputs fill the rows of a near-square, the rest of it is white.
// A unit whose weights are all equal (RGB) or all zero (grey) is 128 everywhere.
//
// Throws Error (kRunFailed) if the shape does not hold `inputs` numbers, if inputs or units is 0,
// and if a weight is not finite (with its unit).
[[nodiscard]] Picture weight_picture(const float* w, std::uint32_t inputs, std::uint32_t units,
                                     const data::ImageShape& shape, std::uint32_t max_units = 256);

// The same as a PNG file. Throws Error (kRunFailed) too if it cannot be written.
void write_weight_image(const std::filesystem::path& path, const float* w, std::uint32_t inputs,
                        std::uint32_t units, std::uint32_t channels, std::uint32_t height,
                        std::uint32_t width, std::uint32_t max_units = 256);

}  // namespace hebb::report
