#include "train/head_score.hpp"

#include <algorithm>
#include <numeric>

#include "base/blas.hpp"
#include "base/vector_math.hpp"
#include "train/features.hpp"

namespace hebb::train {

double head_accuracy(const Layer& layer, std::span<const float> head_weights,
                     Checkpoints& checkpoints) {
  constexpr std::size_t kScored = 512;
  const std::size_t units = layer.settings.model.units;
  const std::size_t outputs = layer.settings.head->units;
  const data::Dataset& dataset = layer.dataset;
  Features features(layer.settings, dataset, layer.plugins, layer.weights, 0, checkpoints);
  AlignedVector<float> y(units * kScored);
  AlignedVector<float> v(outputs * kScored);
  std::vector<std::int32_t> winners(kScored);
  std::vector<std::uint32_t> indices(kScored);
  std::size_t right = 0;
  for (std::size_t first = 0; first < dataset.test.count; first += kScored) {
    const std::size_t count = std::min(kScored, dataset.test.count - first);
    std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
    features.read(Features::Split::kTest, std::span(indices).first(count), y.data());
    gemm(true, false, outputs, count, units, 1.0F, head_weights.data(), units, y.data(), units,
         0.0F, v.data(), outputs);
    column_winners(outputs, count, v.data(), winners.data());
    for (std::size_t b = 0; b < count; ++b) {
      right += winners[b] == dataset.test.labels[first + b] ? 1U : 0U;
    }
  }
  return 100.0 * static_cast<double>(right) / static_cast<double>(dataset.test.count);
}

}  // namespace hebb::train
