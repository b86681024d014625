// sweep_axis -- the sweep: table, read and checked, before any run is resolved.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/node.hpp"

namespace hebb::config {

struct Axis {
  std::string key;                 // "model.units"
  std::vector<std::string> parts;  // {"model", "units"}
  Mark mark;                       // of the key
  std::vector<Node> values;
};

struct Sweep {
  Mark mark;
  std::vector<Axis> axes;        // in the order of the file
  std::uint64_t seed_count = 1;  // seeds counted up from the run's own, unless `seeds` has some
  std::vector<std::uint64_t> seeds;
  Mark seeds_mark;
  std::uint64_t runs = 1;  // in all
};

// At most this many runs in a sweep.
inline constexpr std::uint64_t kMaxRuns = 1000000;

// Reads document's sweep:, which may be absent. Throws Error (kUsage).
[[nodiscard]] Sweep read_sweep(const Node& document);

// A swept value as people read it: scalars as written, plugins as "hebbnet sparsity=0.8".
[[nodiscard]] std::string display_text(const Node& value);

}  // namespace hebb::config
