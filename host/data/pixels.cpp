#include "data/pixels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "base/parallel.hpp"

namespace hebb::data {
namespace {

constexpr std::size_t kTileColumns = 64;

// Calls body(column) for all columns, in tiles.
template <class Body>
void for_columns(std::size_t columns, const Body& body) {
  parallel_tiles((columns + kTileColumns - 1) / kTileColumns, [&](std::size_t tile) {
    const std::size_t end = std::min(columns, (tile + 1) * kTileColumns);
    for (std::size_t column = tile * kTileColumns; column < end; ++column) body(column);
  });
}

// Every value is computed in double and rounded once.
std::array<float, 256> table_of(const Normalization& normalization) {
  std::array<float, 256> table{};
  for (std::size_t v = 0; v < table.size(); ++v) {
    const double pixel = static_cast<double>(v) / 255.0;
    table[v] = static_cast<float>((pixel - normalization.mean) / normalization.scale);
  }
  return table;
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
  const std::size_t inputs = samples.inputs;
  if (!samples.bytes.empty()) {
    const std::array<float, 256> table = table_of(normalization);
    for_columns(indices.size(), [&](std::size_t column) {
      const std::uint8_t* pixels = samples.bytes.data() + indices[column] * inputs;
      float* x = out + column * inputs;
      for (std::size_t i = 0; i < inputs; ++i) x[i] = table[pixels[i]];
    });
    return;
  }
  const double mean = normalization.mean;
  const double scale = normalization.scale;
  for_columns(indices.size(), [&](std::size_t column) {
    const float* values = samples.floats.data() + indices[column] * inputs;
    float* x = out + column * inputs;
    for (std::size_t i = 0; i < inputs; ++i) {
      x[i] = static_cast<float>((static_cast<double>(values[i]) - mean) / scale);
    }
  });
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
