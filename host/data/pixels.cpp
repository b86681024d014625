#include "data/pixels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "base/clones.hpp"
#include "base/parallel.hpp"

namespace hebb::data {
namespace {

constexpr std::size_t kTileColumns = 16;
constexpr std::size_t kAhead = 4;  // samples that are fetched before their turn

// Calls body(column) for all columns, in tiles.
template <class Body>
void for_columns(std::size_t columns, const Body& body) {
  parallel_tiles((columns + kTileColumns - 1) / kTileColumns, [&](std::size_t tile) {
    const std::size_t end = std::min(columns, (tile + 1) * kTileColumns);
    for (std::size_t column = tile * kTileColumns; column < end; ++column) body(column);
  });
}

// Values are computed in double and rounded once.
HEBB_CLONES void convert(std::size_t n, double mean, double factor, const std::uint8_t* in,
                         float* out) {
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = static_cast<float>((static_cast<double>(in[i]) - mean) * factor);
  }
}

HEBB_CLONES void convert(std::size_t n, double mean, double scale, const float* in, float* out) {
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = static_cast<float>((static_cast<double>(in[i]) - mean) / scale);
  }
}

// Shuffled samples lie where no processor expects them.
void fetch(const void* sample, std::size_t bytes) {
  constexpr std::size_t kLine = 64;
  for (std::size_t at = 0; at < bytes; at += kLine) {
    __builtin_prefetch(static_cast<const char*>(sample) + at);
  }
}

// Sum of term(i), i = 0 .. count-1, in double. Eight partial sums let the compiler use vectors
// although it must not reorder the additions.
template <class Term>
double sum_of(std::size_t count, const Term& term) {
  constexpr std::size_t kLanes = 8;
  std::array<double, kLanes> sums{};
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += term(i + lane);
  }
  double total = 0;
  for (; i < count; ++i) total += term(i);
  for (const double sum : sums) total += sum;
  return total;
}

}  // namespace

void to_floats(const Samples& samples, std::span<const std::uint32_t> indices,
               const Normalization& normalization, float* out) {
  if (samples.computed) return samples.computed(indices, out);
  const std::size_t inputs = samples.inputs;
  const auto convert_from = [&](const auto* values, double mean, double scale) {
    for_columns(indices.size(), [&](std::size_t column) {
      if (column + kAhead < indices.size()) {
        fetch(values + indices[column + kAhead] * inputs, inputs * sizeof(*values));
      }
      convert(inputs, mean, scale, values + indices[column] * inputs, out + column * inputs);
    });
  };
  if (!samples.bytes.empty()) {
    convert_from(samples.bytes.data(), 255 * normalization.mean, 1 / (255 * normalization.scale));
  } else {
    convert_from(samples.floats.data(), normalization.mean, normalization.scale);
  }
}

void layer_norm(std::size_t inputs, std::size_t columns, float* x) {
  constexpr double kEpsilon = 1e-5;
  const auto n = static_cast<double>(inputs);
  for_columns(columns, [&](std::size_t column) {
    float* v = x + column * inputs;
    const auto value = [&](std::size_t i) { return static_cast<double>(v[i]); };
    const double mean = sum_of(inputs, value) / n;
    const double variance =
        sum_of(inputs, [&](std::size_t i) { return (value(i) - mean) * (value(i) - mean); }) / n;
    const double factor = 1.0 / std::sqrt(variance + kEpsilon);
    for (std::size_t i = 0; i < inputs; ++i) {
      v[i] = static_cast<float>((value(i) - mean) * factor);
    }
  });
}

}  // namespace hebb::data
