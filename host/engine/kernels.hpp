// kernels -- the engine's loops over a column of weights.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hebb::engine {

// Sum of squares, accumulated in double.
[[nodiscard]] double sum_of_squares(std::size_t n, const float* v);
[[nodiscard]] double sum_of_squares(std::size_t n, const double* v);

// The sums of squares of a change and of what it has led to.
struct StepSquares {
  double moved;
  double after;
};

// w <- w + (step - decay * w).
StepSquares apply_step(std::size_t n, float decay, const float* step, float* w);
StepSquares apply_step(std::size_t n, double decay, const double* step, double* w);

void scale(std::size_t n, float factor, float* v);
void scale(std::size_t n, double factor, double* v);

// y <- y + a x;  out <- a o b, which may be b.
void add_scaled(std::size_t n, float a, const float* x, float* y);
void add_scaled(std::size_t n, double a, const double* x, double* y);
void multiply(std::size_t n, const float* a, const float* b, float* out);
void multiply(std::size_t n, const double* a, const double* b, double* out);

// Some columns of a matrix whose columns are `stride` apart.
struct Columns {
  std::size_t rows;
  std::size_t count;
  std::size_t stride;
};

// sum_j <- sum_j + sum over columns of a_j b_j, added up in the scalar type of a and b.
void add_products(const Columns& columns, const float* a, const float* b, double* sum);
void add_products(const Columns& columns, const double* a, const double* b, double* sum);

// out <- factor a o a.
void scale_squares(std::size_t n, double factor, const float* a, double* out);
void scale_squares(std::size_t n, double factor, const double* a, double* out);

// v <- scale o v, or 0 where that is smaller than the limit.
void absorb(std::size_t n, const float* scale, const float* limit, float* v);
void absorb(std::size_t n, const double* scale, const double* limit, double* v);

// out <- rate d. Returns how many units a step with this decay all but erases, |1 - out| < 1e-3:
// the factored form would divide by almost nothing.
[[nodiscard]] std::size_t scale_decays(std::size_t n, double rate, const float* d, float* out);
[[nodiscard]] std::size_t scale_decays(std::size_t n, double rate, const float* d, double* out);

// out <- rate c, where |c| < 1e-30 counts as 0.
void scale_coefficients(std::size_t n, double rate, const float* c, float* out);
void scale_coefficients(std::size_t n, double rate, const float* c, double* out);

// The same for samples of the given lengths, a column each, with their sums over the samples:
// c_dot_u_j <- c_dot_u_j + sum out_j u_j; reach_j <- reach_j + sum |out_j| length. They are added
// up in the scalar type of out.
void scale_coefficients(const Columns& samples, double rate, const float* lengths, const float* c,
                        const float* u, float* out, double* c_dot_u, double* reach);
void scale_coefficients(const Columns& samples, double rate, const double* lengths, const float* c,
                        const double* u, double* out, double* c_dot_u, double* reach);

// out <- a o b; nonzero[i] <- nonzero[i] + 1 where out is not zero.
void scale_and_count(std::size_t n, const float* a, const float* b, float* out,
                     std::uint32_t* nonzero);
void scale_and_count(std::size_t n, const double* a, const double* b, double* out,
                     std::uint32_t* nonzero);

// What is known of the units of a tile when their coefficients are; arrays of n.
template <class Real>
struct StepTerms {
  const Real* decay;       // d, rate included
  const double* c_dot_u;   // c . u
  const double* c_gram_c;  // c G c'
  const double* reach;     // sum_b |c_b| |x_b|
  double* moved;           // out: |step|^2 = c G c' - 2 d c . u + d^2 q
  double* after;           // out: the new q = (1 - d)^2 q + 2 (1 - d) c . u + c G c'
  double* squares;         // q in, and the new one out
  Real* scale;             // s in, and the new one out
  Real* inverse;           // out: 1 / s after the decay, before unit norm
  float* step_norms;       // out: |step|; null where nobody wants it
};

// Fills in moved and after, clamped at 0, and returns how many units have lost three digits of
// either to cancellation; has_lost() tells which.
std::size_t measure_steps(std::size_t n, const StepTerms<float>& terms);
std::size_t measure_steps(std::size_t n, const StepTerms<double>& terms);

// The test behind measure_steps: whether `square` is below a thousandth of the squared sum of the
// magnitudes that make it.
[[nodiscard]] bool has_lost(double square, double magnitude);

// Takes the steps: scale, inverse, squares and step norms from moved and after. Returns how many
// units are strange: no longer finite, or with a scale outside of 1e-12 .. 1e12.
[[nodiscard]] std::size_t take_steps(std::size_t n, bool unit_norm, const StepTerms<float>& terms);
[[nodiscard]] std::size_t take_steps(std::size_t n, bool unit_norm, const StepTerms<double>& terms);

}  // namespace hebb::engine
