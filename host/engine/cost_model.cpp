#include "engine/cost_model.hpp"

#include <algorithm>
#include <cmath>

namespace hebb::engine {

std::size_t batches_per_block(std::size_t inputs, std::size_t units, std::size_t batch) {
  // The width at which a product of OpenBLAS reaches half its speed, measured on AVX-512.
  constexpr double kNarrow = 32;
  constexpr double kMostSamples = 512;  // the Gram matrix stays within 1 MB
  const auto i = static_cast<double>(inputs);
  const auto u = static_cast<double>(units);
  const double samples = std::min(kMostSamples, std::sqrt(4 * kNarrow * i * u / (i + u)));
  const double batches = std::round(samples / static_cast<double>(batch));
  return std::max<std::size_t>(1, static_cast<std::size_t>(batches));
}

}  // namespace hebb::engine
