// head_score -- how well a head that was taught with labels classifies the test set.
#pragma once

#include "train/trainer.hpp"

namespace hebb::train {

// Percent of the test samples whose class is the unit with the largest potential, without dropout.
// Expects a trained head and a test set.
[[nodiscard]] double head_accuracy(const config::Experiment& experiment,
                                   const data::Dataset& dataset, const Plugins& plugins,
                                   const Trained& trained);

}  // namespace hebb::train
