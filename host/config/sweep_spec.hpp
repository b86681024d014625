// sweep_spec -- the sweep: table, read and checked before any run is resolved.
#pragma once

#include <cstdint>
#include <vector>

#include "config/node.hpp"
#include "config/sweep_axis.hpp"
#include "config/sweep_exclude.hpp"

namespace hebb::config {

struct Sweep {
  Mark mark;
  std::vector<Axis> axes;        // in the order in which they are applied, the last one fastest
  std::uint64_t seed_count = 1;  // seeds counted up from the run's own, unless `seeds` has some
  std::vector<std::uint64_t> seeds;
  Mark seeds_mark;
  std::uint64_t combinations = 1;  // of the axes, those that are excluded too
  Excluder excluder;
};

// At most this many runs in a sweep, excluded ones counted. A planned run takes about 7 kB.
inline constexpr std::uint64_t kMaxRuns = 100000;

// Reads document's sweep:, which may be absent. Throws Error (kUsage).
[[nodiscard]] Sweep read_sweep(const Node& document);

}  // namespace hebb::config
