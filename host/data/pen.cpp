#include "data/pen.hpp"

#include <algorithm>
#include <cmath>

namespace hebb::data {
namespace {

constexpr int kPiecesPerSpan = 4;

double catmull_rom(double a, double b, double c, double d, double t) {
  return 0.5 * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
}

double squared_distance(Point p, Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = dx * dx + dy * dy;
  const double along = (p.x - a.x) * dx + (p.y - a.y) * dy;
  const double t = length > 0 ? std::clamp(along / length, 0.0, 1.0) : 0.0;
  const double ex = p.x - a.x - t * dx;
  const double ey = p.y - a.y - t * dy;
  return ex * ex + ey * ey;
}

// The pixels whose centres may be within `reach` of [low, high].
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Range range_of(double a, double b, double reach) {
  const auto bounded = [](double value) {
    return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(kCanvasSide)));
  };
  return {bounded(std::floor(std::min(a, b) - reach)), bounded(std::ceil(std::max(a, b) + reach))};
}

void draw_segment(Point a, Point b, double radius, Canvas& canvas) {
  const double reach = radius + 0.5;
  const Range rows = range_of(a.y, b.y, reach);
  const Range columns = range_of(a.x, b.x, reach);
  for (std::size_t row = rows.begin; row < rows.end; ++row) {
    for (std::size_t column = columns.begin; column < columns.end; ++column) {
      const Point centre{static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5};
      const double distance = squared_distance(centre, a, b);
      if (distance >= reach * reach) continue;
      const auto ink = static_cast<float>(std::min(1.0, reach - std::sqrt(distance)));
      float& pixel = canvas[row * kCanvasSide + column];
      pixel = std::max(pixel, ink);
    }
  }
}

}  // namespace

std::vector<Point> curve_through(std::span<const Point> points) {
  std::vector<Point> curve;
  if (points.empty()) return curve;
  curve.push_back(points.front());
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const Point a = points[i == 0 ? 0 : i - 1];
    const Point b = points[i];
    const Point c = points[i + 1];
    const Point d = points[std::min(i + 2, points.size() - 1)];
    for (int piece = 1; piece <= kPiecesPerSpan; ++piece) {
      const double t = static_cast<double>(piece) / kPiecesPerSpan;
      curve.push_back({catmull_rom(a.x, b.x, c.x, d.x, t), catmull_rom(a.y, b.y, c.y, d.y, t)});
    }
  }
  return curve;
}

void draw(std::span<const Point> polyline, double radius, Canvas& canvas) {
  for (std::size_t i = 0; i + 1 < polyline.size(); ++i) {
    draw_segment(polyline[i], polyline[i + 1], radius, canvas);
  }
}

}  // namespace hebb::data
