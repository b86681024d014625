// directions -- angles between weights and known directions, for rules that find components.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "support/training.hpp"
#include "train/layer_input.hpp"
#include "train/moments.hpp"

namespace hebb::test {

using Direction = std::vector<double>;

inline double dot(const Direction& a, const Direction& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// Column j of a column-major matrix, brought to length 1.
inline Direction direction(std::span<const float> matrix, std::size_t rows, std::size_t j) {
  const auto column = matrix.subspan(j * rows, rows);
  Direction unit(column.begin(), column.end());
  const double length = std::sqrt(dot(unit, unit));
  for (double& v : unit) v /= length;
  return unit;
}

// What is left of `unit` outside of the span of orthonormal directions: the sine of its angle.
inline double sine_to(const std::vector<Direction>& span, Direction unit) {
  for (const Direction& axis : span) {
    const double along = dot(unit, axis);
    for (std::size_t i = 0; i < unit.size(); ++i) unit[i] -= along * axis[i];
  }
  return std::sqrt(dot(unit, unit));
}

// Orthonormal directions with the span of the first `count` columns.
inline std::vector<Direction> orthonormal(std::span<const float> matrix, std::size_t rows,
                                          std::size_t count) {
  std::vector<Direction> axes;
  for (std::size_t j = 0; j < count; ++j) {
    Direction unit = direction(matrix, rows, j);
    for (int pass = 0; pass < 2; ++pass) {
      for (const Direction& axis : axes) {
        const double along = dot(unit, axis);
        for (std::size_t i = 0; i < rows; ++i) unit[i] -= along * axis[i];
      }
    }
    const double length = std::sqrt(dot(unit, unit));
    for (double& v : unit) v /= length;
    axes.push_back(unit);
  }
  return axes;
}

// The principal components of the very samples that were trained on, which differ from those of
// their distribution by the chance of the draw.
inline std::vector<Direction> components(const Training& training, std::size_t count) {
  const train::LayerInput input(training.settings);
  const auto moments = train::moments(training.dataset, input, false, true);
  const std::size_t inputs = training.dataset.train.inputs;
  std::vector<Direction> axes;
  for (std::size_t k = 0; k < count; ++k) {
    axes.push_back(direction({moments.eigenvectors.data(), inputs * inputs}, inputs, k));
  }
  return axes;
}

}  // namespace hebb::test
