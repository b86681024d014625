// probe -- a linear classifier on the hidden layer's activities: what can be read out of them.
#pragma once

#include <nlohmann/json.hpp>

#include "config/experiment.hpp"
#include "train/features.hpp"
#include "train/metrics.hpp"

namespace hebb::train {

// Trains and scores one probe. A share of the training set is held out, and the epoch with the best
// accuracy on it is the one that counts (the earliest on a tie; without a held-out share, the last
// epoch). Features are standardised over the part that is trained on. Writes one line per epoch to
// `sink` and returns test_accuracy, test_accuracy_last, test_accuracy_max (percent), epoch,
// classes_predicted, seconds, ... without prefix; the test numbers are absent where the data have
// no test set. Goes on where `checkpoints` restores a state. Throws Error: kUsage where the data
// have no labels, kStopped.
[[nodiscard]] nlohmann::json run_probe(const config::Experiment& experiment,
                                       const config::ProbeSettings& settings, std::size_t index,
                                       Features& features, std::size_t classes,
                                       const LineSink& sink,
                                       Checkpoints& checkpoints = Checkpoints::none());

}  // namespace hebb::train
