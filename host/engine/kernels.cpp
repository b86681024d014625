#include "engine/kernels.hpp"

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

}  // namespace hebb::engine
