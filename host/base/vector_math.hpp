// vector_math -- the element-wise and column-wise mathematics that rules, activations and the
// engine share. Vectorised for AVX2 and AVX-512 where the machine has them; cut over threads in
// tiles that do not depend on their number. Matrices are column-major without gaps.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hebb {

// out <- exp(in), tanh(in); at most 2 units in the last place off; may be in place.
void vector_exp(std::size_t n, const float* in, float* out);
void vector_tanh(std::size_t n, const float* in, float* out);

// Each column of out <- softmax(scale * column of in), rows x columns; may be in place.
void softmax(std::size_t rows, std::size_t columns, float scale, const float* in, float* out);

// winners[b] <- row of the largest entry of column b; the lowest row on a tie. An entry that is
// not a number never wins; row 0 if there is nothing else.
void column_winners(std::size_t rows, std::size_t columns, const float* in, std::int32_t* winners);

// top (k x columns) <- rows of the k largest entries of each column, largest first, the lower row
// first on a tie. Expects k <= rows.
void column_ranks(std::size_t rows, std::size_t columns, std::size_t k, const float* in,
                  std::int32_t* top);

// values[b] <- the k-th largest entry of column b, 1 <= k <= rows; an entry that is not a number is
// the least.
void column_kth(std::size_t rows, std::size_t columns, std::size_t k, const float* in,
                float* values);

// mask <- 1 where the entry is among the k largest of its column (the lower row on a tie), else 0.
// Expects k <= rows; mask may be in.
void mask_largest(std::size_t rows, std::size_t columns, std::size_t k, const float* in,
                  float* mask);

// out[j] <- mean over b of in[j, b]; sum over b of a[j, b] b[j, b].
void row_means(std::size_t rows, std::size_t columns, const float* in, float* out);
void row_dots(std::size_t rows, std::size_t columns, const float* a, const float* b, float* out);

// out[j] <- max(0, c_j G c_j'), c rows x columns, G columns x columns.
void quadratic_forms(std::size_t rows, std::size_t columns, const float* c, const float* gram,
                     float* out);

// average <- keep * average + (1 - keep) * value.
void ema(std::size_t n, float keep, const float* value, float* average);

}  // namespace hebb
