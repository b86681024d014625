// trainer -- from an experiment and its data to trained weights.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/aligned.hpp"
#include "base/random.hpp"
#include "config/experiment.hpp"
#include "data/dataset.hpp"
#include "train/checkpoints.hpp"
#include "train/metrics.hpp"
#include "train/plugins.hpp"

namespace hebb::train {

struct Trained {
  void visit(StateVisitor& visitor);

  AlignedVector<float> weights;       // inputs x units
  AlignedVector<float> head_weights;  // units x head units; empty without a head
  bool head_has_labels = false;       // the head's rule was taught with labels
  nlohmann::json summary;             // metrics' numbers, train.*
  NamedVectors vectors;               // metrics' vectors
};

// inputs x units: normal, standard deviation radius * sqrt(pi / (2 inputs)).
[[nodiscard]] AlignedVector<float> random_weights(const RandomStream& stream, std::size_t inputs,
                                                  std::size_t units, double radius);

// The initial weights of the layer.
[[nodiscard]] AlignedVector<float> initial_weights(const config::Experiment& experiment,
                                                   std::size_t inputs);

// The rate of step `step` of `total`.
[[nodiscard]] double rate_at(const config::TrainSettings& settings, std::uint64_t step,
                             std::uint64_t total);

// Runs all epochs, or those that are left where `checkpoints` restores a state. `sink` takes the
// lines of metrics.jsonl. Throws Error: what the engine and the plugins throw; kStopped where a
// stop was requested.
[[nodiscard]] Trained train(const config::Experiment& experiment, const data::Dataset& dataset,
                            const Plugins& plugins, const LineSink& sink,
                            Checkpoints& checkpoints = Checkpoints::none());

}  // namespace hebb::train
