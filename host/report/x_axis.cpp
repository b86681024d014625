#include "report/x_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace hebb::report {
namespace {

struct Range {
  double low = std::numeric_limits<double>::max();
  double high = std::numeric_limits<double>::lowest();

  void add(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

Range x_range(const Figure& figure, const Panel& panel) {
  Range range;
  for (const Series& series : panel.series) {
    for (const Point& point : series.points) {
      range.add(point.x);
      if (figure.style != Figure::Style::kDots) continue;
      range.add(point.low);
      range.add(point.high);
    }
  }
  return range;
}

}  // namespace

double tick_step(double width) {
  constexpr double kTicks = 5;  // at most one more
  if (!(width > 0)) return 1;
  const double decade = std::pow(10.0, std::floor(std::log10(width / kTicks)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (width <= kTicks * step * decade * (1 + 1e-9)) return step * decade;
  }
  return 10 * decade;
}

std::string x_axis_script(const Figure& figure, const Panel& panel) {
  if (figure.log_x > 0 || figure.has_diagonal) return "";
  Range range = x_range(figure, panel);
  if (!(range.low <= range.high) || !std::isfinite(range.high - range.low)) return "";
  const bool is_dots = figure.style == Figure::Style::kDots;
  const double width = range.high - range.low;
  const double margin = width > 0 ? width / 20 : std::max(std::abs(range.high) / 20, 1e-3);
  if (is_dots) range = {range.low - margin, range.high + margin};
  std::string text = fmt::format("set xtics {:.6g}\n", tick_step(range.high - range.low));
  if (is_dots) text += fmt::format("set xrange [{:.6g}:{:.6g}]\n", range.low, range.high);
  return text;
}

}  // namespace hebb::report
