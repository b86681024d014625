// liveness_order -- the units of a trained layer from the deadest to the livest.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "train/stack.hpp"

namespace hebb::run {

struct LivenessOrder {
  std::string source;                // "dead.share": what it was judged by
  std::string meaning;               // in words
  std::vector<double> values;        // of each unit; the larger the livelier
  std::vector<std::uint32_t> units;  // the deadest first; of equal ones the lowest index
};

// By the first of these that the run's arrays/ have of this layer: the p-values of the metric
// `dead` (a large one is dead), the mean step norms of `gini`, the wins of `wins`; else how far
// each unit is from its initial weights. Expects a trained layer. Throws Error (kMissing) for an
// array that is damaged.
[[nodiscard]] LivenessOrder liveness_order(const std::filesystem::path& run,
                                           const train::Layer& layer);

}  // namespace hebb::run
