#include "train/activities.hpp"

#include <algorithm>

#include "base/blas.hpp"
#include "engine/tiles.hpp"

namespace hebb::train {
namespace {

constexpr std::uint32_t kBlock = 512;  // samples per wide product

}  // namespace

Activities::Activities(const config::Experiment& experiment, const data::Dataset& dataset,
                       const Plugins& plugins, std::span<const float> weights)
    : input_(experiment),
      activation_(*plugins.activation,
                  setup_for(experiment, dataset, experiment.model.activation, kBlock)),
      weights_(weights),
      units_(experiment.model.units),
      x_(dataset.train.inputs * kBlock),
      u_(activation_.plan().in_place == 1 ? 0 : units_ * kBlock) {}

void Activities::compute(const data::Samples& samples, std::span<const std::uint32_t> indices,
                         float* out) {
  const std::size_t inputs = samples.inputs;
  const engine::Tiles tiles(units_);
  for (std::size_t first = 0; first < indices.size(); first += kBlock) {
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

}  // namespace hebb::train
