#include "engine/cost_model.hpp"

#include <algorithm>
#include <cmath>

namespace hebb::engine {
namespace {

// Fitted to one MNIST epoch of 32 to 2048 units at batches of 1, 32 and 100, on AVX-512.
constexpr double kNarrow = 24;        // the width at which a product reaches half its speed
constexpr double kBookkeeping = 1.7;  // the Gram matrix and the correction, by their operations
constexpr double kWorthwhile = 0.87;  // blocks must save an eighth, or they are not worth it
constexpr double kMostSamples = 512;  // the Gram matrix stays within 1 MB

}  // namespace

std::size_t batches_per_block(std::size_t inputs, std::size_t units, std::size_t batch) {
  const auto i = static_cast<double>(inputs);
  const auto u = static_cast<double>(units);
  const auto b = static_cast<double>(batch);
  const auto products = [&](double width) { return 4 * i * u * (1 + kNarrow / width); };
  const double bookkeeping = kBookkeeping * (i + u);

  const double best = std::min(kMostSamples, std::sqrt(4 * kNarrow * i * u / bookkeeping));
  const double batches = std::max(1.0, std::round(best / b));
  const double blocked = products(batches * b) + bookkeeping * batches * b;
  return blocked < kWorthwhile * products(b) ? static_cast<std::size_t>(batches) : 1;
}

}  // namespace hebb::engine
