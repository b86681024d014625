#include "base/vector_math.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "base/blas.hpp"
#include "base/clones.hpp"
#include "base/parallel.hpp"

namespace hebb {
namespace {

// Below this many elements a fork over threads costs more than it saves.
constexpr std::size_t kSerialElements = 32768;
constexpr std::size_t kTileElements = 16384;
constexpr std::size_t kTileRows = 512;

// exp by range reduction to [-ln2/2, ln2/2] and the polynomial of Cephes' expf (Moshier 1992);
// branch-free, so that loops over it vectorise. 0 below the smallest normal number.
inline float exp_of(float x) {
  constexpr float kLog2E = 1.44269504088896341F;
  constexpr float kLn2High = 0.693359375F;
  constexpr float kLn2Low = -2.12194440e-4F;
  constexpr float kLargest = 88.3762626647949F;
  constexpr float kSmallest = -87.3365478515625F;
  const float inside = std::min(kLargest, std::max(kSmallest, x));  // a NaN gives kSmallest
  const float n = std::nearbyint(inside * kLog2E);
  const float r = (inside - n * kLn2High) - n * kLn2Low;
  float p = 1.9875691500e-4F;
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  const auto exponent = static_cast<std::int32_t>(n);
  const float power = std::bit_cast<float>((exponent + 127) << 23);
  const float value = x < kSmallest ? 0.0F : p * power;
  const float bounded = x > kLargest ? std::numeric_limits<float>::infinity() : value;
  return x == x ? bounded : x;
}

inline float tanh_of(float x) {
  const float a = std::abs(x);
  const float z = x * x;
  float p = -5.70498872745e-3F;  // Cephes' tanhf below 0.625
  p = p * z + 2.06390887954e-2F;
  p = p * z - 5.37397155531e-2F;
  p = p * z + 1.33314422036e-1F;
  p = p * z - 3.33332819422e-1F;
  const float small = p * z * x + x;
  const float large = std::copysign(1.0F - 2.0F / (exp_of(2.0F * a) + 1.0F), x);
  return a < 0.625F ? small : large;
}

HEBB_CLONES void exp_range(std::size_t n, const float* in, float* out) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) out[i] = exp_of(in[i]);
}

HEBB_CLONES void tanh_range(std::size_t n, const float* in, float* out) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) out[i] = tanh_of(in[i]);
}

HEBB_CLONES void softmax_column(std::size_t n, float scale, const float* in, float* out) {
  float largest = -std::numeric_limits<float>::infinity();
#pragma omp simd reduction(max : largest)
  for (std::size_t i = 0; i < n; ++i) largest = std::max(largest, scale * in[i]);
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t i = 0; i < n; ++i) {
    const float e = exp_of(scale * in[i] - largest);
    out[i] = e;
    sum += e;
  }
  const float inverse = 1.0F / sum;
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) out[i] *= inverse;
}

HEBB_CLONES std::size_t winner_of(std::size_t n, const float* in) {
  float largest = -std::numeric_limits<float>::infinity();
#pragma omp simd reduction(max : largest)
  for (std::size_t i = 0; i < n; ++i) largest = in[i] > largest ? in[i] : largest;
  const auto count = static_cast<std::uint32_t>(n);
  std::uint32_t first = count;
#pragma omp simd reduction(min : first)
  for (std::uint32_t i = 0; i < count; ++i) first = std::min(first, in[i] == largest ? i : count);
  return first < count ? first : 0;
}

HEBB_CLONES void add_rows(std::size_t n, std::size_t stride, std::size_t columns, const float* in,
                          float* out) {
  std::fill_n(out, n, 0.0F);
  for (std::size_t b = 0; b < columns; ++b) {
    const float* column = in + b * stride;
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j) out[j] += column[j];
  }
}

HEBB_CLONES void dot_rows(std::size_t n, std::size_t stride, std::size_t columns, const float* a,
                          const float* b, float* out) {
  std::fill_n(out, n, 0.0F);
  for (std::size_t k = 0; k < columns; ++k) {
    const float* left = a + k * stride;
    const float* right = b + k * stride;
#pragma omp simd
    for (std::size_t j = 0; j < n; ++j) out[j] += left[j] * right[j];
  }
}

HEBB_CLONES void ema_range(std::size_t n, float keep, const float* value, float* average) {
  const float take = 1.0F - keep;
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) average[i] = keep * average[i] + take * value[i];
}

// A number whose order as an integer is that of x; what is not a number comes first.
inline std::uint32_t rank_key(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x + 0.0F);  // -0 becomes 0
  const std::uint32_t flip = (bits >> 31U) != 0 ? 0xffffffffU : 0x80000000U;
  return x == x ? bits ^ flip : 0U;
}

inline float value_of(std::uint32_t key) {
  const std::uint32_t flip = (key >> 31U) != 0 ? 0x80000000U : 0xffffffffU;
  return key == 0 ? std::numeric_limits<float>::quiet_NaN() : std::bit_cast<float>(key ^ flip);
}

HEBB_CLONES void rank_keys(std::size_t n, const float* in, std::uint32_t* keys) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) keys[i] = rank_key(in[i]);
}

// The k-th largest key, bit by bit: 32 counts, which no order of the keys makes slower.
HEBB_CLONES std::uint32_t kth_key(std::size_t n, std::size_t k, const std::uint32_t* keys) {
  std::uint32_t found = 0;
  for (std::uint32_t bit = 1U << 31U; bit != 0; bit >>= 1U) {
    const std::uint32_t wanted = found | bit;
    std::uint32_t count = 0;
#pragma omp simd reduction(+ : count)
    for (std::size_t i = 0; i < n; ++i) count += keys[i] >= wanted ? 1U : 0U;
    if (count >= k) found = wanted;
  }
  return found;
}

// Returns how many are not below the limit.
HEBB_CLONES std::size_t mask_from(std::size_t n, std::uint32_t limit, const std::uint32_t* keys,
                                  float* mask) {
  std::uint32_t count = 0;
#pragma omp simd reduction(+ : count)
  for (std::size_t i = 0; i < n; ++i) {
    mask[i] = keys[i] >= limit ? 1.0F : 0.0F;
    count += keys[i] >= limit ? 1U : 0U;
  }
  return count;
}

// The keys of a column, in this thread's buffer.
const std::uint32_t* keys_of(std::size_t n, const float* in) {
  thread_local std::vector<std::uint32_t> keys;
  keys.resize(n);
  rank_keys(n, in, keys.data());
  return keys.data();
}

void mask_largest_of(std::size_t n, std::size_t k, const float* in, float* mask) {
  if (k == 0) {
    std::fill_n(mask, n, 0.0F);
    return;
  }
  const std::uint32_t* keys = keys_of(n, in);
  const std::uint32_t limit = kth_key(n, k, keys);
  std::size_t kept = mask_from(n, limit, keys, mask);
  for (std::size_t i = n; kept > k; --i) {  // of those that equal the limit, the last ones go
    if (keys[i - 1] != limit) continue;
    mask[i - 1] = 0.0F;
    --kept;
  }
}

HEBB_CLONES void single_forms(std::size_t n, float gram, const float* c, float* out) {
  for (std::size_t j = 0; j < n; ++j) out[j] = std::max(gram * c[j] * c[j], 0.0F);
}

// Calls body(begin, end) over [0, count) in tiles; serially where `work` elements are few.
template <class Body>
void for_ranges(std::size_t count, std::size_t tile, std::size_t work, const Body& body) {
  const std::size_t tiles = (count + tile - 1) / tile;
  const auto run = [&](std::size_t t) { body(t * tile, std::min(count, (t + 1) * tile)); };
  if (work < kSerialElements) {
    for (std::size_t t = 0; t < tiles; ++t) run(t);
  } else {
    parallel_tiles(tiles, run);
  }
}

}  // namespace

void vector_exp(std::size_t n, const float* in, float* out) {
  for_ranges(n, kTileElements, n,
             [&](std::size_t i, std::size_t end) { exp_range(end - i, in + i, out + i); });
}

void vector_tanh(std::size_t n, const float* in, float* out) {
  for_ranges(n, kTileElements, n,
             [&](std::size_t i, std::size_t end) { tanh_range(end - i, in + i, out + i); });
}

void softmax(std::size_t rows, std::size_t columns, float scale, const float* in, float* out) {
  for_ranges(columns, 1, rows * columns, [&](std::size_t b, std::size_t) {
    softmax_column(rows, scale, in + b * rows, out + b * rows);
  });
}

void column_winners(std::size_t rows, std::size_t columns, const float* in, std::int32_t* winners) {
  for_ranges(columns, 1, rows * columns, [&](std::size_t b, std::size_t) {
    winners[b] = static_cast<std::int32_t>(winner_of(rows, in + b * rows));
  });
}

void column_ranks(std::size_t rows, std::size_t columns, std::size_t k, const float* in,
                  std::int32_t* top) {
  for_ranges(columns, 1, rows * columns, [&](std::size_t b, std::size_t) {
    thread_local std::vector<std::int32_t> order;
    order.resize(rows);
    std::iota(order.begin(), order.end(), 0);
    const float* column = in + b * rows;
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(k);
    std::partial_sort(order.begin(), middle, order.end(), [&](std::int32_t i, std::int32_t j) {
      return column[i] > column[j] || (column[i] == column[j] && i < j);
    });
    std::copy(order.begin(), middle, top + b * k);
  });
}

void column_kth(std::size_t rows, std::size_t columns, std::size_t k, const float* in,
                float* values) {
  for_ranges(columns, 1, rows * columns, [&](std::size_t b, std::size_t) {
    values[b] = value_of(kth_key(rows, k, keys_of(rows, in + b * rows)));
  });
}

void mask_largest(std::size_t rows, std::size_t columns, std::size_t k, const float* in,
                  float* mask) {
  for_ranges(columns, 1, rows * columns, [&](std::size_t b, std::size_t) {
    mask_largest_of(rows, k, in + b * rows, mask + b * rows);
  });
}

void row_means(std::size_t rows, std::size_t columns, const float* in, float* out) {
  if (columns == 1) {
    std::copy_n(in, rows, out);
    return;
  }
  const float inverse = 1.0F / static_cast<float>(columns);
  for_ranges(rows, kTileRows, rows * columns, [&](std::size_t j, std::size_t end) {
    add_rows(end - j, rows, columns, in + j, out + j);
    for (std::size_t i = j; i < end; ++i) out[i] *= inverse;
  });
}

void row_dots(std::size_t rows, std::size_t columns, const float* a, const float* b, float* out) {
  for_ranges(rows, kTileRows, rows * columns, [&](std::size_t j, std::size_t end) {
    dot_rows(end - j, rows, columns, a + j, b + j, out + j);
  });
}

void quadratic_forms(std::size_t rows, std::size_t columns, const float* c, const float* gram,
                     float* out) {
  if (columns == 1) {
    single_forms(rows, *gram, c, out);
    return;
  }
  for_ranges(rows, kTileRows, rows * columns, [&](std::size_t j, std::size_t end) {
    thread_local std::vector<float> product;
    const std::size_t count = end - j;
    product.resize(count * columns);
    gemm(false, false, count, columns, columns, 1.0F, c + j, rows, gram, columns, 0.0F,
         product.data(), count);
    std::fill_n(out + j, count, 0.0F);
    for (std::size_t b = 0; b < columns; ++b) {
      const float* coefficients = c + b * rows + j;
      const float* column = product.data() + b * count;
      for (std::size_t i = 0; i < count; ++i) out[j + i] += coefficients[i] * column[i];
    }
    for (std::size_t i = j; i < end; ++i) out[i] = std::max(out[i], 0.0F);
  });
}

void ema(std::size_t n, float keep, const float* value, float* average) {
  for_ranges(n, kTileElements, n, [&](std::size_t i, std::size_t end) {
    ema_range(end - i, keep, value + i, average + i);
  });
}

}  // namespace hebb
