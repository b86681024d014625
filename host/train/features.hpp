// features -- a layer's activities for any samples, cached where they fit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/aligned.hpp"
#include "config/experiment.hpp"
#include "data/dataset.hpp"
#include "train/activities.hpp"
#include "train/checkpoints.hpp"
#include "train/plugins.hpp"

namespace hebb::train {

class Features {
 public:
  // `weights` (inputs x units) must outlive this. `cache_bytes` bounds the cache; splits that do
  // not fit in what is left of it are computed again each time they are read. `checkpoints` is
  // passed before each wide product.
  Features(const config::Experiment& experiment, const data::Dataset& dataset,
           const Plugins& plugins, std::span<const float> weights, std::size_t cache_bytes,
           Checkpoints& checkpoints = Checkpoints::none());

  enum class Split { kTrain, kTest };

  // Writes y of the samples at `indices` as columns of out, units x indices.size().
  void read(Split split, std::span<const std::uint32_t> indices, float* out);

  [[nodiscard]] std::size_t units() const noexcept { return activities_.units(); }
  [[nodiscard]] const data::Samples& samples(Split split) const noexcept {
    return split == Split::kTrain ? dataset_.train : dataset_.test;
  }

 private:
  void fill_cache(const data::Samples& samples, AlignedVector<float>& cache);

  const data::Dataset& dataset_;
  Activities activities_;
  Checkpoints& checkpoints_;
  AlignedVector<float> train_;
  AlignedVector<float> test_;
};

}  // namespace hebb::train
