#include "train/features.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/blas.hpp"
#include "base/error.hpp"
#include "engine/tiles.hpp"

namespace hebb::train {
namespace {

constexpr std::uint32_t kBlock = 512;  // samples per wide product

}  // namespace

Features::Features(const config::Experiment& experiment, const data::Dataset& dataset,
                   const Plugins& plugins, std::span<const float> weights, std::size_t cache_bytes)
    : dataset_(dataset),
      input_(experiment),
      activation_(*plugins.activation,
                  setup_for(experiment, dataset, experiment.model.activation, kBlock)),
      weights_(weights),
      units_(experiment.model.units),
      x_(dataset.train.inputs * kBlock),
      u_(activation_.plan().in_place == 1 ? 0 : units_ * kBlock) {
  const std::size_t test_bytes = dataset.test.count * units_ * sizeof(float);
  const std::size_t train_bytes = dataset.train.count * units_ * sizeof(float);
  if (test_bytes <= cache_bytes) fill_cache(dataset.test, test_);
  if (train_bytes <= cache_bytes - std::min(cache_bytes, test_bytes)) {
    fill_cache(dataset.train, train_);
  }
}

void Features::fill_cache(const data::Samples& samples, AlignedVector<float>& cache) {
  cache.resize(samples.count * units_);
  std::vector<std::uint32_t> indices(samples.count);
  std::iota(indices.begin(), indices.end(), 0U);
  compute(samples, indices, cache.data());
}

void Features::compute(const data::Samples& samples, std::span<const std::uint32_t> indices,
                       float* out) {
  const std::size_t inputs = samples.inputs;
  const engine::Tiles tiles(units_);
  for (std::size_t first = 0; first < indices.size(); first += kBlock) {
    if (plugin::stop_requested()) throw Error(ExitCode::kStopped, "stopped while probing");
    const std::size_t count = std::min<std::size_t>(kBlock, indices.size() - first);
    input_.load(samples, indices.subspan(first, count), x_.data());
    float* y = out + first * units_;
    float* u = u_.empty() ? y : u_.data();
    tiles.for_each([&](std::size_t unit, std::size_t width) {
      gemm(true, false, width, count, inputs, 1.0F, weights_.data() + unit * inputs, inputs,
           x_.data(), inputs, 0.0F, u + unit, units_);
    });
    activation_.forward(static_cast<std::uint32_t>(count), u, y);
  }
}

void Features::read(Split split, std::span<const std::uint32_t> indices, float* out) {
  const AlignedVector<float>& cache = split == Split::kTrain ? train_ : test_;
  if (cache.empty()) {
    compute(samples(split), indices, out);
    return;
  }
  for (std::size_t b = 0; b < indices.size(); ++b) {
    std::memcpy(out + b * units_, cache.data() + indices[b] * units_, units_ * sizeof(float));
  }
}

}  // namespace hebb::train
