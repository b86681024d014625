// weights -- the learned weights of a run as pictures, unit by unit, the most alive first.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "report/results.hpp"

namespace hebb::report {

struct UnitPicture {
  enum class Mark { kUnknown, kLive, kDead };

  std::size_t unit = 0;           // its column in weights.npy
  std::optional<double> share{};  // of all steps of the layer, 0..1, where `gini` observed them
  std::optional<double> wins{};   // samples won, where `wins` counted them
  std::optional<double> p{};      // of the test of `dead`, where it was made
  Mark mark = Mark::kUnknown;
  std::string png;  // initial weights on the left, where they are known, learned ones on the right
};

struct WeightPictures {
  std::size_t units = 0;              // of the layer
  std::vector<UnitPicture> pictures;  // of the first and the last in order, if not all
  bool has_initial = false;
  std::string mark_from;  // what tells live from dead: "metric dead", "wins: never won a sample";
                          // or nothing
};

// Live units first, as the metric `dead` says, else `wins`; then by their share of the steps, by
// their wins, by the p-value of `dead`, else by number. As many pictures as fit into `budget` bytes
// of PNG, at least 8 and at most 64. No pictures where the run has no weights, or ones that are not
// finite.
[[nodiscard]] WeightPictures weight_pictures(const RunRecord& run, std::size_t budget);

// How the inputs of a run's layer lie in a picture: known for CIFAR-10. Others are grey, and laid
// out the same without a shape, if they are square.
[[nodiscard]] data::ImageShape picture_shape(const RunRecord& run, std::size_t inputs);

}  // namespace hebb::report
