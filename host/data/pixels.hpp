// pixels -- from stored samples to the floats that a layer sees.
#pragma once

#include <cstdint>
#include <span>

#include "data/dataset.hpp"

namespace hebb::data {

// Bytes become v / 255, floats stay; then (v - mean) / scale. Computed samples stay as they are.
struct Normalization {
  double mean = 0;
  double scale = 1;
};

// Writes the samples at `indices` as columns of out (inputs x indices.size()).
void to_floats(const Samples& samples, std::span<const std::uint32_t> indices,
               const Normalization& normalization, float* out);

// Layer norm without learned terms: each column to mean 0 and variance 1, in place.
// (v - mean) / sqrt(variance + 1e-5), biased variance, as torch.nn.functional.layer_norm.
void layer_norm(std::size_t inputs, std::size_t columns, float* x);

}  // namespace hebb::data
