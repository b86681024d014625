// cost_model -- how many batches the blocked engine applies at once.
#pragma once

#include <cstddef>

namespace hebb::engine {

// Batches per block for a layer of `units` units on `inputs` inputs: a pure function of the shapes.
//
// Per sample, the two wide products cost 4 inputs units (1 + 24 / S) for a block of S samples
// (narrow products waste the machine), the Gram matrix and the correction 1.7 (inputs + units) S.
// The sum is least at S = sqrt(4 24 inputs units / (1.7 (inputs + units))). 1, the plain engine,
// where that does not save an eighth of the products of single batches.
[[nodiscard]] std::size_t batches_per_block(std::size_t inputs, std::size_t units,
                                            std::size_t batch);

}  // namespace hebb::engine
