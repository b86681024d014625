// x_axis -- ticks and range of a figure's x axis, where gnuplot's own would be too close.
#pragma once

#include <string>

#include "report/figure.hpp"

namespace hebb::report {

// 1, 2 or 5 times a power of ten, so that an axis of this width has at most six ticks; 1 for an
// axis without a width.
[[nodiscard]] double tick_step(double width);

// Lines of a gnuplot script for a panel with a linear axis: ticks whose labels do not touch, and,
// for dots, a margin at both ends, so that no bar ends on the frame. Nothing for other axes.
[[nodiscard]] std::string x_axis_script(const Figure& figure, const Panel& panel);

}  // namespace hebb::report
