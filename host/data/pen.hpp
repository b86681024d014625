// pen -- draws curves with a round, anti-aliased pen.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace hebb::data {

struct Point {
  double x = 0;  // to the right
  double y = 0;  // down
};

inline constexpr std::size_t kCanvasSide = 28;

// Ink between 0 and 1, row by row; pixel (row, column) covers the unit square from (column, row).
using Canvas = std::array<float, kCanvasSide * kCanvasSide>;

// A smooth polyline through the points (uniform Catmull-Rom spline); a point given twice makes a
// corner.
[[nodiscard]] std::vector<Point> curve_through(std::span<const Point> points);

// Draws a polyline, in pixels, keeping the darker of old and new ink. What lies outside is cut off.
void draw(std::span<const Point> polyline, double radius, Canvas& canvas);

}  // namespace hebb::data
