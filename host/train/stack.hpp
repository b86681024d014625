// stack -- the layers of an experiment, trained greedily, one after another.
//
// For its training, a layer above the first is an experiment of its own: its settings, a seed that
// follows from the run's seed and its number, and as data the activities of the layer below, which
// is trained by then and changes no more. These are computed from the raw samples, block by block,
// whenever they are read; nothing of them is kept.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "config/experiment.hpp"
#include "data/dataset.hpp"
#include "plugin/catalog.hpp"
#include "train/activities.hpp"
#include "train/plugins.hpp"
#include "train/trainer.hpp"

namespace hebb::train {

// The seed of layer `number` (from 1); the run's own for the first.
[[nodiscard]] std::uint64_t layer_seed(std::uint64_t seed, std::uint32_t number);

struct Layer {
  config::Experiment settings;  // of this layer as the only one; a head and probes as they were
  data::Dataset dataset;        // what it sees
  Plugins plugins;
  AlignedVector<float> weights;  // inputs x units, once it is trained
};

class Stack {
 public:
  // Loads all plugins. Throws Error (kMissing), and kUsage where a layer's plugins refuse what they
  // are given, before anything is trained.
  Stack(const config::Experiment& experiment, data::Dataset dataset,
        const plugin::Catalog& catalog);
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  [[nodiscard]] std::size_t size() const noexcept { return layers_.size(); }
  [[nodiscard]] const Layer& layer(std::size_t index) const { return layers_[index]; }
  [[nodiscard]] const Layer& last() const { return layers_.back(); }

  // The layer's training is over: the layer above can read its activities. Expects inputs x units
  // numbers, and the layers below done.
  void set_weights(std::size_t index, AlignedVector<float> weights);

  // Over the weights of the layers that are trained. For those that are restored set_weights() is
  // called. Throws Error (kRunFailed) where they do not fit.
  void visit(StateVisitor& visitor);

  // Steps of all layers' training.
  [[nodiscard]] std::uint64_t steps() const;

 private:
  void check(const Layer& layer) const;

  std::vector<Layer> layers_;
  std::size_t trained_ = 0;                              // of them
  std::vector<std::unique_ptr<Activities>> activities_;  // of all but the last layer
};

// Trains all layers, or those that are left where `checkpoints` goes on from a later stage than the
// first; summary and vectors hold the numbers of all of them, the weights are in the
// stack, and head_weights are of the last layer's head. Throws as train does.
[[nodiscard]] Trained train(Stack& stack, const LineSink& sink);
void train(Stack& stack, const LineSink& sink, Checkpoints& checkpoints, Trained& all);

}  // namespace hebb::train
