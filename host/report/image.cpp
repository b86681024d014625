#include "report/image.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "base/error.hpp"
#include "report/png.hpp"

namespace hebb::report {
namespace {

constexpr std::uint32_t kSmallestWidth = 28;  // an MNIST digit at its own size
constexpr std::uint8_t kMiddle = 128;
constexpr std::uint8_t kWhite = 255;

// The smallest c with c * c >= count.
std::uint32_t square_side(std::uint32_t count) {
  auto side = static_cast<std::uint32_t>(std::sqrt(static_cast<double>(count)));
  while (std::uint64_t{side} * side < count) ++side;
  return side;
}

std::uint32_t divided_up(std::uint32_t count, std::uint32_t by) { return (count + by - 1) / by; }

// Where everything is: one picture per unit in a grid with gaps of one pixel, each weight (or RGB
// triple of weights) a square of factor x factor pixels.
struct Grid {
  std::uint32_t units = 0;
  std::uint32_t height = 0;
  std::uint32_t width = 0;
  std::uint32_t columns = 0;
  std::uint32_t rows = 0;
  std::uint32_t factor = 1;

  Grid(std::uint32_t unit_count, std::uint32_t picture_height, std::uint32_t picture_width)
      : units(unit_count),
        height(picture_height),
        width(picture_width),
        columns(square_side(unit_count)),
        rows(divided_up(unit_count, columns)),
        factor(divided_up(kSmallestWidth, picture_width)) {}

  [[nodiscard]] Picture canvas(std::uint32_t channels) const {
    Picture picture;
    picture.width = columns * (width * factor + 1) - 1;
    picture.height = rows * (height * factor + 1) - 1;
    picture.channels = channels;
    picture.pixels.assign(std::size_t{picture.width} * picture.height * channels, kWhite);
    return picture;
  }
};

struct LevelRange {
  float smallest = 0;
  float largest = 0;
};

LevelRange level_range(const float* unit, std::uint32_t inputs, std::uint32_t index) {
  for (std::uint32_t i = 0; i < inputs; ++i) {
    if (!std::isfinite(unit[i])) {
      throw Error(ExitCode::kRunFailed, "weight image: weight " + std::to_string(i) + " of unit " +
                                            std::to_string(index) + " is not finite");
    }
  }
  const auto [smallest, largest] = std::minmax_element(unit, unit + inputs);
  return {*smallest, *largest};
}

// All in double: the span of two floats need not be a float.
std::uint8_t grey_level(float weight, const LevelRange& range) {
  const double scale = std::max(std::abs(double{range.smallest}), std::abs(double{range.largest}));
  if (scale == 0) return kMiddle;
  return static_cast<std::uint8_t>(std::lround(kMiddle + 127.0 * (double{weight} / scale)));
}

std::uint8_t colour_level(float weight, const LevelRange& range) {
  const double span = double{range.largest} - double{range.smallest};
  if (span == 0) return kMiddle;
  return static_cast<std::uint8_t>(
      std::lround(255.0 * ((double{weight} - double{range.smallest}) / span)));
}

// Fills the square of pixel `index` of a unit's picture.
void fill_square(Picture& canvas, const Grid& grid, std::uint32_t unit, std::uint32_t index,
                 const std::uint8_t* pixel) {
  const std::size_t factor = grid.factor;
  const std::size_t left =
      unit % grid.columns * (grid.width * factor + 1) + index % grid.width * factor;
  const std::size_t top =
      unit / grid.columns * (grid.height * factor + 1) + index / grid.width * factor;
  for (std::size_t y = top; y < top + factor; ++y) {
    std::uint8_t* out = canvas.pixels.data() + (y * canvas.width + left) * canvas.channels;
    for (std::size_t x = 0; x < factor; ++x) {
      out = std::copy_n(pixel, canvas.channels, out);
    }
  }
}

Picture grey_picture(const float* w, std::uint32_t inputs, const Grid& grid) {
  Picture canvas = grid.canvas(1);
  for (std::uint32_t unit = 0; unit < grid.units; ++unit) {
    const float* weights = w + std::size_t{unit} * inputs;
    const LevelRange range = level_range(weights, inputs, unit);
    for (std::uint32_t i = 0; i < inputs; ++i) {
      const std::uint8_t pixel = grey_level(weights[i], range);
      fill_square(canvas, grid, unit, i, &pixel);
    }
  }
  return canvas;
}

Picture colour_picture(const float* w, std::uint32_t inputs, const Grid& grid) {
  Picture canvas = grid.canvas(3);
  const std::size_t plane = inputs / 3;
  for (std::uint32_t unit = 0; unit < grid.units; ++unit) {
    const float* weights = w + std::size_t{unit} * inputs;
    const LevelRange range = level_range(weights, inputs, unit);
    for (std::uint32_t i = 0; i < plane; ++i) {
      const std::array<std::uint8_t, 3> pixel{colour_level(weights[i], range),
                                              colour_level(weights[plane + i], range),
                                              colour_level(weights[2 * plane + i], range)};
      fill_square(canvas, grid, unit, i, pixel.data());
    }
  }
  return canvas;
}

}  // namespace

Picture weight_picture(const float* w, std::uint32_t inputs, std::uint32_t units,
                       const data::ImageShape& shape, std::uint32_t max_units) {
  const auto [channels, height, width] = shape;
  if (inputs == 0 || units == 0 || max_units == 0) {
    throw Error(ExitCode::kRunFailed,
                "weight image: nothing to draw, got " + std::to_string(inputs) + " inputs, " +
                    std::to_string(units) + " units, at most " + std::to_string(max_units));
  }
  const std::uint32_t count = std::min(units, max_units);
  if (channels == 0 && height == 0 && width == 0) {
    const std::uint32_t side = square_side(inputs);
    return grey_picture(w, inputs, Grid(count, divided_up(inputs, side), side));
  }
  if (std::uint64_t{channels} * height * width != inputs) {
    throw Error(ExitCode::kRunFailed, "weight image: got " + std::to_string(inputs) +
                                          " inputs, wanted those of " + std::to_string(channels) +
                                          " x " + std::to_string(height) + " x " +
                                          std::to_string(width));
  }
  if (channels == 3) return colour_picture(w, inputs, Grid(count, height, width));
  return grey_picture(w, inputs, Grid(count, channels * height, width));
}

void write_weight_image(const std::filesystem::path& path, const float* w, std::uint32_t inputs,
                        std::uint32_t units, std::uint32_t channels, std::uint32_t height,
                        std::uint32_t width, std::uint32_t max_units) {
  write_png(path, weight_picture(w, inputs, units, {channels, height, width}, max_units));
}

}  // namespace hebb::report
