// moments -- statistics of the layer's inputs over the training set, for metrics that need them.
#pragma once

#include <vector>

#include "base/aligned.hpp"
#include "data/dataset.hpp"
#include "train/layer_input.hpp"

namespace hebb::train {

struct Moments {
  AlignedVector<float> mean;          // inputs
  AlignedVector<float> class_means;   // inputs x classes; empty unless asked for
  AlignedVector<float> eigenvalues;   // inputs, falling; empty unless asked for
  AlignedVector<float> eigenvectors;  // inputs x inputs
};

// One pass over the training set in blocks. Eigenpairs are those of the uncentred second moment
// E[x x'], in double precision, O(inputs^3).
[[nodiscard]] Moments moments(const data::Dataset& dataset, const LayerInput& input,
                              bool want_class_means, bool want_eigenpairs);

}  // namespace hebb::train
