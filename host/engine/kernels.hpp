// kernels -- the engine's loops over a column of weights.
#pragma once

#include <cstddef>

namespace hebb::engine {

// Sum of squares, accumulated in double.
[[nodiscard]] double sum_of_squares(std::size_t n, const float* v);
[[nodiscard]] double sum_of_squares(std::size_t n, const double* v);

// w <- w + (step - decay * w); returns the sum of squares of that change.
double apply_step(std::size_t n, float decay, const float* step, float* w);
double apply_step(std::size_t n, double decay, const double* step, double* w);

void scale(std::size_t n, float factor, float* v);
void scale(std::size_t n, double factor, double* v);

}  // namespace hebb::engine
