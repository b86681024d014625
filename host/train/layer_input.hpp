// layer_input -- what the hidden layer sees: normalised, perhaps layer-normed samples.
#pragma once

#include <cstdint>
#include <span>

#include "base/stopwatch.hpp"
#include "config/experiment.hpp"
#include "data/dataset.hpp"
#include "data/pixels.hpp"

namespace hebb::train {

class LayerInput {
 public:
  explicit LayerInput(const config::Experiment& experiment)
      : normalization_{experiment.data.mean, experiment.data.scale},
        layer_norm_(experiment.model.layer_norm) {}

  // Writes the samples at `indices` as columns of out, inputs x indices.size().
  void load(const data::Samples& samples, std::span<const std::uint32_t> indices,
            float* out) const {
    const TimedPart timed(Part::kData);
    data::to_floats(samples, indices, normalization_, out);
    if (layer_norm_) data::layer_norm(samples.inputs, indices.size(), out);
  }

 private:
  data::Normalization normalization_;
  bool layer_norm_;
};

}  // namespace hebb::train
