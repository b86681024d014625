#include "train/features.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace hebb::train {

Features::Features(const config::Experiment& experiment, const data::Dataset& dataset,
                   const Plugins& plugins, std::span<const float> weights, std::size_t cache_bytes,
                   Checkpoints& checkpoints)
    : dataset_(dataset),
      activities_(experiment, dataset, plugins, weights),
      checkpoints_(checkpoints) {
  const std::size_t test_bytes = dataset.test.count * units() * sizeof(float);
  const std::size_t train_bytes = dataset.train.count * units() * sizeof(float);
  if (test_bytes <= cache_bytes) fill_cache(dataset.test, test_);
  if (train_bytes <= cache_bytes - std::min(cache_bytes, test_bytes)) {
    fill_cache(dataset.train, train_);
  }
}

void Features::fill_cache(const data::Samples& samples, AlignedVector<float>& cache) {
  cache.resize(samples.count * units());
  std::vector<std::uint32_t> indices(samples.count);
  std::iota(indices.begin(), indices.end(), 0U);
  constexpr std::size_t kPiece = 512;  // samples
  for (std::size_t first = 0; first < indices.size(); first += kPiece) {
    checkpoints_.pass();
    activities_.compute(samples,
                        std::span(indices).subspan(first, std::min(kPiece, indices.size() - first)),
                        cache.data() + first * units());
  }
}

void Features::read(Split split, std::span<const std::uint32_t> indices, float* out) {
  const AlignedVector<float>& cache = split == Split::kTrain ? train_ : test_;
  if (cache.empty()) {
    checkpoints_.pass();
    activities_.compute(samples(split), indices, out);
    return;
  }
  for (std::size_t b = 0; b < indices.size(); ++b) {
    std::memcpy(out + b * units(), cache.data() + indices[b] * units(), units() * sizeof(float));
  }
}

}  // namespace hebb::train
