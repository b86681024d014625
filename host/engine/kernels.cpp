#include "engine/kernels.hpp"

#include <cmath>

#include "base/clones.hpp"

namespace hebb::engine {

HEBB_CLONES double sum_of_squares(std::size_t n, const float* v) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t i = 0; i < n; ++i) {
    const auto value = static_cast<double>(v[i]);
    sum += value * value;
  }
  return sum;
}

HEBB_CLONES double sum_of_squares(std::size_t n, const double* v) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t i = 0; i < n; ++i) sum += v[i] * v[i];
  return sum;
}

HEBB_CLONES double apply_step(std::size_t n, float decay, const float* step, float* w) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t i = 0; i < n; ++i) {
    const float change = step[i] - decay * w[i];
    w[i] += change;
    sum += static_cast<double>(change) * static_cast<double>(change);
  }
  return sum;
}

HEBB_CLONES double apply_step(std::size_t n, double decay, const double* step, double* w) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t i = 0; i < n; ++i) {
    const double change = step[i] - decay * w[i];
    w[i] += change;
    sum += change * change;
  }
  return sum;
}

HEBB_CLONES void scale(std::size_t n, float factor, float* v) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) v[i] *= factor;
}

HEBB_CLONES void scale(std::size_t n, double factor, double* v) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) v[i] *= factor;
}

HEBB_CLONES void add_scaled(std::size_t n, float a, const float* x, float* y) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) y[i] += a * x[i];
}

HEBB_CLONES void multiply(std::size_t n, const float* x, float* y) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) y[i] *= x[i];
}

HEBB_CLONES void add_products(std::size_t n, const float* a, const float* b, double* sum) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    sum[i] += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  }
}

HEBB_CLONES void add_lengths(std::size_t n, double length, const float* a, double* sum) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) sum[i] += std::abs(static_cast<double>(a[i])) * length;
}

HEBB_CLONES void add_scaled(std::size_t n, double a, const double* x, double* y) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) y[i] += a * x[i];
}

HEBB_CLONES void multiply(std::size_t n, const double* x, double* y) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) y[i] *= x[i];
}

HEBB_CLONES void add_products(std::size_t n, const double* a, const double* b, double* sum) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    sum[i] += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  }
}

HEBB_CLONES void add_lengths(std::size_t n, double length, const double* a, double* sum) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) sum[i] += std::abs(static_cast<double>(a[i])) * length;
}

}  // namespace hebb::engine
