#include "engine/kernels.hpp"

#include <cmath>
#include <limits>

#include "base/clones.hpp"

namespace hebb::engine {
namespace {

// A square below this share of the squared sum of its terms has lost three digits.
constexpr double kCancelled = 1e-3;

// A square that rounding has made negative is 0; one that is not a number stays so.
inline double clamped(double square) { return square < 0 ? 0 : square; }

}  // namespace

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

HEBB_CLONES void scale_and_count(std::size_t n, const float* a, const float* b, float* out,
                                 std::uint32_t* nonzero) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    const float product = a[i] * b[i];
    out[i] = product;
    nonzero[i] += product != 0 ? 1U : 0U;
  }
}

HEBB_CLONES void scale_and_count(std::size_t n, const double* a, const double* b, double* out,
                                 std::uint32_t* nonzero) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    const double product = a[i] * b[i];
    out[i] = product;
    nonzero[i] += product != 0 ? 1U : 0U;
  }
}

bool has_lost(double square, double magnitude) {
  return square < kCancelled * magnitude * magnitude;
}

HEBB_CLONES std::size_t measure_steps(std::size_t n, const StepTerms<float>& t) {
  const float* decay = t.decay;
  const double* c_dot_u = t.c_dot_u;
  const double* c_gram_c = t.c_gram_c;
  const double* reach = t.reach;
  const double* squares = t.squares;
  double* moved = t.moved;
  double* after = t.after;
  std::size_t lost = 0;
#pragma omp simd reduction(+ : lost)
  for (std::size_t j = 0; j < n; ++j) {
    const auto d = static_cast<double>(decay[j]);
    const double keep = 1 - d;
    const double q = squares[j];
    const double cgc = clamped(c_gram_c[j]);
    const double length = std::sqrt(q);
    const double m = clamped(cgc - 2 * d * c_dot_u[j] + d * d * q);
    const double a = clamped(keep * keep * q + 2 * keep * c_dot_u[j] + cgc);
    const double step_reach = reach[j] + std::abs(d) * length;
    const double after_reach = reach[j] + std::abs(keep) * length;
    moved[j] = m;
    after[j] = a;
    lost += m < kCancelled * step_reach * step_reach ? 1U : 0U;
    lost += a < kCancelled * after_reach * after_reach ? 1U : 0U;
  }
  return lost;
}

HEBB_CLONES void take_steps(std::size_t n, bool unit_norm, const StepTerms<float>& t) {
  const float* decay = t.decay;
  const double* after = t.after;
  double* squares = t.squares;
  float* s = t.scale;
  float* inverse = t.inverse;
#pragma omp simd
  for (std::size_t j = 0; j < n; ++j) {
    const float kept = s[j] * (float{1} - decay[j]);
    inverse[j] = float{1} / kept;
    s[j] = kept;
    squares[j] = after[j];
  }
  if (t.step_norms != nullptr) {
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j) {
      t.step_norms[j] = static_cast<float>(std::sqrt(t.moved[j]));
    }
  }
  if (!unit_norm) return;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
#pragma omp simd
  for (std::size_t j = 0; j < n; ++j) {
    const bool can = after[j] > 0 && after[j] < kInfinity;
    const double factor = 1 / std::sqrt(can ? after[j] : 1.0);
    s[j] = static_cast<float>(static_cast<double>(s[j]) * factor);
    squares[j] = can ? 1.0 : after[j];
  }
}

HEBB_CLONES std::size_t measure_steps(std::size_t n, const StepTerms<double>& t) {
  const double* decay = t.decay;
  const double* c_dot_u = t.c_dot_u;
  const double* c_gram_c = t.c_gram_c;
  const double* reach = t.reach;
  const double* squares = t.squares;
  double* moved = t.moved;
  double* after = t.after;
  std::size_t lost = 0;
#pragma omp simd reduction(+ : lost)
  for (std::size_t j = 0; j < n; ++j) {
    const auto d = static_cast<double>(decay[j]);
    const double keep = 1 - d;
    const double q = squares[j];
    const double cgc = clamped(c_gram_c[j]);
    const double length = std::sqrt(q);
    const double m = clamped(cgc - 2 * d * c_dot_u[j] + d * d * q);
    const double a = clamped(keep * keep * q + 2 * keep * c_dot_u[j] + cgc);
    const double step_reach = reach[j] + std::abs(d) * length;
    const double after_reach = reach[j] + std::abs(keep) * length;
    moved[j] = m;
    after[j] = a;
    lost += m < kCancelled * step_reach * step_reach ? 1U : 0U;
    lost += a < kCancelled * after_reach * after_reach ? 1U : 0U;
  }
  return lost;
}

HEBB_CLONES void take_steps(std::size_t n, bool unit_norm, const StepTerms<double>& t) {
  const double* decay = t.decay;
  const double* after = t.after;
  double* squares = t.squares;
  double* s = t.scale;
  double* inverse = t.inverse;
#pragma omp simd
  for (std::size_t j = 0; j < n; ++j) {
    const double kept = s[j] * (double{1} - decay[j]);
    inverse[j] = double{1} / kept;
    s[j] = kept;
    squares[j] = after[j];
  }
  if (t.step_norms != nullptr) {
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j) {
      t.step_norms[j] = static_cast<float>(std::sqrt(t.moved[j]));
    }
  }
  if (!unit_norm) return;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
#pragma omp simd
  for (std::size_t j = 0; j < n; ++j) {
    const bool can = after[j] > 0 && after[j] < kInfinity;
    const double factor = 1 / std::sqrt(can ? after[j] : 1.0);
    s[j] = static_cast<double>(static_cast<double>(s[j]) * factor);
    squares[j] = can ? 1.0 : after[j];
  }
}

}  // namespace hebb::engine
