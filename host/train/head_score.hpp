// head_score -- how well a head that was taught with labels classifies the test set.
#pragma once

#include <span>

#include "train/stack.hpp"

namespace hebb::train {

// Percent of the test samples whose class is the unit with the largest potential, without dropout.
// `layer` is trained and has the head, whose weights are units of the layer x units of the head,
// and a test set.
[[nodiscard]] double head_accuracy(const Layer& layer, std::span<const float> head_weights,
                                   Checkpoints& checkpoints = Checkpoints::none());

}  // namespace hebb::train
