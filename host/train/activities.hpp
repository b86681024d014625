// activities -- what a trained layer answers to any samples, block by block.
#pragma once

#include <cstdint>
#include <span>

#include "base/aligned.hpp"
#include "config/experiment.hpp"
#include "data/dataset.hpp"
#include "train/layer_input.hpp"
#include "train/plugins.hpp"

namespace hebb::train {

class Activities {
 public:
  // `weights` (inputs x units) must outlive this.
  Activities(const config::Experiment& experiment, const data::Dataset& dataset,
             const Plugins& plugins, std::span<const float> weights);

  // Writes y of the samples at `indices` as columns of out, units x indices.size(). Throws what
  // the activation throws.
  void compute(const data::Samples& samples, std::span<const std::uint32_t> indices, float* out);

  [[nodiscard]] std::size_t units() const noexcept { return units_; }

 private:
  LayerInput input_;
  plugin::Activation activation_;
  std::span<const float> weights_;
  std::size_t units_;
  AlignedVector<float> x_;  // inputs x one block
  AlignedVector<float> u_;  // units x one block, where the activation cannot work in place
};

}  // namespace hebb::train
