// probes -- the probes of an experiment, on the layers of a trained stack.
#pragma once

#include <nlohmann/json.hpp>

#include "config/experiment.hpp"
#include "train/stack.hpp"

namespace hebb::run {

// Runs all probes, those of a layer on features that they share, or what is left of them where
// `checkpoints` goes on from a later stage. Adds probe.test_accuracy, probe.NAME.test_accuracy,
// features.seconds, .. to `summary`, each probe's when it is done; the lines of their epochs go to
// `sink`. Throws as train::run_probe does.
void run_probes(const config::Experiment& experiment, const train::Stack& stack,
                const train::LineSink& sink, train::Checkpoints& checkpoints,
                nlohmann::json& summary);

}  // namespace hebb::run
