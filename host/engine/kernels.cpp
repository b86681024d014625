#include "engine/kernels.hpp"

#include <cmath>
#include <limits>

#include "base/clones.hpp"

// A function with clones cannot be a template: each loop is written once, for both scalars, and
// inlined into its clones.
#define HEBB_LOOP       \
  template <class Real> \
  [[gnu::always_inline]] inline

namespace hebb::engine {
namespace {

// A square below this share of the squared sum of its terms has lost three digits.
constexpr double kCancelled = 1e-3;
// Scales outside of this range are absorbed, long before coefficients overflow.
constexpr double kSmallestScale = 1e-12;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// A square that rounding has made negative is 0; one that is not a number stays so.
inline double clamped(double square) { return square < 0 ? 0 : square; }

// A coefficient of a running average that fades away ends as a denormal number, with which products
// are many times slower; so what cannot be seen in any weight counts as nothing.
HEBB_LOOP Real scaled_coefficient(Real rate, float c) {
  constexpr float kNothing = 1e-30F;
  return rate * (std::abs(c) < kNothing ? Real{0} : static_cast<Real>(c));
}

HEBB_LOOP double sum_of_squares_of(std::size_t n, const Real* v) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t i = 0; i < n; ++i) {
    const auto value = static_cast<double>(v[i]);
    sum += value * value;
  }
  return sum;
}

HEBB_LOOP StepSquares apply_step_of(std::size_t n, Real decay, const Real* step, Real* w) {
  double moved = 0;
  double after = 0;
#pragma omp simd reduction(+ : moved, after)
  for (std::size_t i = 0; i < n; ++i) {
    const Real change = step[i] - decay * w[i];
    const Real now = w[i] + change;
    w[i] = now;
    moved += static_cast<double>(change) * static_cast<double>(change);
    after += static_cast<double>(now) * static_cast<double>(now);
  }
  return {moved, after};
}

HEBB_LOOP void scale_of(std::size_t n, Real factor, Real* v) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) v[i] *= factor;
}

HEBB_LOOP void add_scaled_of(std::size_t n, Real a, const Real* x, Real* y) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) y[i] += a * x[i];
}

HEBB_LOOP void multiply_of(std::size_t n, const Real* a, const Real* b, Real* out) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) out[i] = a[i] * b[i];
}

// Rows that are summed at once: their sums stay in the first-level cache, and each column is read
// in whole lines.
constexpr std::size_t kRows = 128;

// Calls body(first row, rows) with kRows rows, a constant, as long as there are so many.
template <class Body>
[[gnu::always_inline]] inline void for_rows(std::size_t rows, const Body& body) {
  std::size_t row = 0;
  for (; row + kRows <= rows; row += kRows) body(row, kRows);
  if (row < rows) body(row, rows - row);
}

HEBB_LOOP void add_products_of(const Columns& columns, const Real* a, const Real* b, double* sum) {
  for_rows(columns.rows, [&](std::size_t row, std::size_t rows) {
    Real sums[kRows] = {};
    for (std::size_t k = 0; k < columns.count; ++k) {
      const Real* left = a + k * columns.stride + row;
      const Real* right = b + k * columns.stride + row;
#pragma omp simd
      for (std::size_t i = 0; i < rows; ++i) sums[i] += left[i] * right[i];
    }
    for (std::size_t i = 0; i < rows; ++i) sum[row + i] += static_cast<double>(sums[i]);
  });
}

HEBB_LOOP void scale_squares_of(std::size_t n, double factor, const Real* a, double* out) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = factor * static_cast<double>(a[i]) * static_cast<double>(a[i]);
  }
}

HEBB_LOOP void absorb_of(std::size_t n, const Real* scale, const Real* limit, Real* v) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    const Real scaled = v[i] * scale[i];
    v[i] = std::abs(scaled) < limit[i] ? Real{0} : scaled;
  }
}

HEBB_LOOP std::size_t scale_decays_of(std::size_t n, double rate, const float* d, Real* out) {
  constexpr double kSmallestKept = 1e-3;
  const auto factor = static_cast<Real>(rate);
  std::size_t erasing = 0;
#pragma omp simd reduction(+ : erasing)
  for (std::size_t j = 0; j < n; ++j) {
    const Real decay = factor * static_cast<Real>(d[j]);
    out[j] = decay;
    erasing += std::abs(1.0 - static_cast<double>(decay)) < kSmallestKept ? 1U : 0U;
  }
  return erasing;
}

HEBB_LOOP void scale_coefficients_of(std::size_t n, double rate, const float* c, Real* out) {
  const auto factor = static_cast<Real>(rate);
#pragma omp simd
  for (std::size_t j = 0; j < n; ++j) out[j] = scaled_coefficient(factor, c[j]);
}

HEBB_LOOP void scale_coefficients_of(const Columns& samples, double rate, const Real* lengths,
                                     const float* c, const Real* u, Real* out, double* c_dot_u,
                                     double* reach) {
  const auto factor = static_cast<Real>(rate);
  for_rows(samples.rows, [&](std::size_t row, std::size_t rows) {
    Real dots[kRows] = {};
    Real reaches[kRows] = {};
    for (std::size_t b = 0; b < samples.count; ++b) {
      const std::size_t at = b * samples.stride + row;
      const Real length = lengths[b];
#pragma omp simd
      for (std::size_t i = 0; i < rows; ++i) {
        const Real scaled = scaled_coefficient(factor, c[at + i]);
        out[at + i] = scaled;
        dots[i] += scaled * u[at + i];
        reaches[i] += std::abs(scaled) * length;
      }
    }
    for (std::size_t i = 0; i < rows; ++i) {
      c_dot_u[row + i] += static_cast<double>(dots[i]);
      reach[row + i] += static_cast<double>(reaches[i]);
    }
  });
}

HEBB_LOOP void scale_and_count_of(std::size_t n, const Real* a, const Real* b, Real* out,
                                  std::uint32_t* nonzero) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    const Real product = a[i] * b[i];
    out[i] = product;
    nonzero[i] += product != 0 ? 1U : 0U;
  }
}

HEBB_LOOP std::size_t measure_steps_of(std::size_t n, const StepTerms<Real>& t) {
  const Real* decay = t.decay;
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

HEBB_LOOP std::size_t take_steps_of(std::size_t n, bool unit_norm, const StepTerms<Real>& t) {
  const Real* decay = t.decay;
  const double* after = t.after;
  double* squares = t.squares;
  Real* s = t.scale;
  Real* inverse = t.inverse;
#pragma omp simd
  for (std::size_t j = 0; j < n; ++j) {
    const Real kept = s[j] * (Real{1} - decay[j]);
    inverse[j] = Real{1} / kept;
    s[j] = kept;
    squares[j] = after[j];
  }
  if (t.step_norms != nullptr) {
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j) {
      t.step_norms[j] = static_cast<float>(std::sqrt(t.moved[j]));
    }
  }
  if (unit_norm) {
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j) {
      const bool can = after[j] > 0 && after[j] < kInfinity;
      const double factor = 1 / std::sqrt(can ? after[j] : 1.0);
      s[j] = static_cast<Real>(static_cast<double>(s[j]) * factor);
      squares[j] = can ? 1.0 : after[j];
    }
  }
  std::size_t strange = 0;
#pragma omp simd reduction(+ : strange)
  for (std::size_t j = 0; j < n; ++j) {
    const double size = std::abs(static_cast<double>(s[j]));
    const bool fine = size > kSmallestScale && size < 1 / kSmallestScale && after[j] < kInfinity;
    strange += fine ? 0U : 1U;
  }
  return strange;
}

}  // namespace

bool has_lost(double square, double magnitude) {
  return square < kCancelled * magnitude * magnitude;
}

HEBB_CLONES double sum_of_squares(std::size_t n, const float* v) { return sum_of_squares_of(n, v); }
HEBB_CLONES double sum_of_squares(std::size_t n, const double* v) {
  return sum_of_squares_of(n, v);
}

HEBB_CLONES StepSquares apply_step(std::size_t n, float decay, const float* step, float* w) {
  return apply_step_of(n, decay, step, w);
}
HEBB_CLONES StepSquares apply_step(std::size_t n, double decay, const double* step, double* w) {
  return apply_step_of(n, decay, step, w);
}

HEBB_CLONES void scale(std::size_t n, float factor, float* v) { scale_of(n, factor, v); }
HEBB_CLONES void scale(std::size_t n, double factor, double* v) { scale_of(n, factor, v); }

HEBB_CLONES void add_scaled(std::size_t n, float a, const float* x, float* y) {
  add_scaled_of(n, a, x, y);
}
HEBB_CLONES void add_scaled(std::size_t n, double a, const double* x, double* y) {
  add_scaled_of(n, a, x, y);
}

HEBB_CLONES void multiply(std::size_t n, const float* a, const float* b, float* out) {
  multiply_of(n, a, b, out);
}
HEBB_CLONES void multiply(std::size_t n, const double* a, const double* b, double* out) {
  multiply_of(n, a, b, out);
}

HEBB_CLONES void add_products(const Columns& columns, const float* a, const float* b, double* sum) {
  add_products_of(columns, a, b, sum);
}
HEBB_CLONES void add_products(const Columns& columns, const double* a, const double* b,
                              double* sum) {
  add_products_of(columns, a, b, sum);
}

HEBB_CLONES void scale_squares(std::size_t n, double factor, const float* a, double* out) {
  scale_squares_of(n, factor, a, out);
}
HEBB_CLONES void scale_squares(std::size_t n, double factor, const double* a, double* out) {
  scale_squares_of(n, factor, a, out);
}

HEBB_CLONES void absorb(std::size_t n, const float* scale, const float* limit, float* v) {
  absorb_of(n, scale, limit, v);
}
HEBB_CLONES void absorb(std::size_t n, const double* scale, const double* limit, double* v) {
  absorb_of(n, scale, limit, v);
}

HEBB_CLONES std::size_t scale_decays(std::size_t n, double rate, const float* d, float* out) {
  return scale_decays_of(n, rate, d, out);
}
HEBB_CLONES std::size_t scale_decays(std::size_t n, double rate, const float* d, double* out) {
  return scale_decays_of(n, rate, d, out);
}

HEBB_CLONES void scale_coefficients(std::size_t n, double rate, const float* c, float* out) {
  scale_coefficients_of(n, rate, c, out);
}
HEBB_CLONES void scale_coefficients(std::size_t n, double rate, const float* c, double* out) {
  scale_coefficients_of(n, rate, c, out);
}

HEBB_CLONES void scale_coefficients(const Columns& samples, double rate, const float* lengths,
                                    const float* c, const float* u, float* out, double* c_dot_u,
                                    double* reach) {
  scale_coefficients_of(samples, rate, lengths, c, u, out, c_dot_u, reach);
}
HEBB_CLONES void scale_coefficients(const Columns& samples, double rate, const double* lengths,
                                    const float* c, const double* u, double* out, double* c_dot_u,
                                    double* reach) {
  scale_coefficients_of(samples, rate, lengths, c, u, out, c_dot_u, reach);
}

HEBB_CLONES void scale_and_count(std::size_t n, const float* a, const float* b, float* out,
                                 std::uint32_t* nonzero) {
  scale_and_count_of(n, a, b, out, nonzero);
}
HEBB_CLONES void scale_and_count(std::size_t n, const double* a, const double* b, double* out,
                                 std::uint32_t* nonzero) {
  scale_and_count_of(n, a, b, out, nonzero);
}

HEBB_CLONES std::size_t measure_steps(std::size_t n, const StepTerms<float>& terms) {
  return measure_steps_of(n, terms);
}
HEBB_CLONES std::size_t measure_steps(std::size_t n, const StepTerms<double>& terms) {
  return measure_steps_of(n, terms);
}

HEBB_CLONES std::size_t take_steps(std::size_t n, bool unit_norm, const StepTerms<float>& terms) {
  return take_steps_of(n, unit_norm, terms);
}
HEBB_CLONES std::size_t take_steps(std::size_t n, bool unit_norm, const StepTerms<double>& terms) {
  return take_steps_of(n, unit_norm, terms);
}

}  // namespace hebb::engine
