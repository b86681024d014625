// history -- how the features of a run changed over training, from the metric `snapshots`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/results.hpp"

namespace hebb::report {

// A unit's weights at the times of Snapshots::steps, as PNG.
struct UnitHistory {
  std::size_t unit = 0;
  std::vector<std::string> pngs;
};

struct Snapshots {
  std::vector<std::uint64_t> steps;  // rising; at most ten, evenly spread, with first and last
  std::vector<UnitHistory> units;    // those of the most steps, at most eight
};

// Nothing where the metric was not there, or its arrays are not what it writes.
[[nodiscard]] Snapshots snapshots_of(const RunRecord& run);

}  // namespace hebb::report
