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

// y <- y + a x;  y <- y o x.
void add_scaled(std::size_t n, float a, const float* x, float* y);
void add_scaled(std::size_t n, double a, const double* x, double* y);
void multiply(std::size_t n, const float* x, float* y);
void multiply(std::size_t n, const double* x, double* y);

// sum <- sum + a o b, products and sums in double.
void add_products(std::size_t n, const float* a, const float* b, double* sum);
void add_products(std::size_t n, const double* a, const double* b, double* sum);

// sum <- sum + |a| length.
void add_lengths(std::size_t n, double length, const float* a, double* sum);
void add_lengths(std::size_t n, double length, const double* a, double* sum);

}  // namespace hebb::engine
