// ceilings -- what this machine can do at most: the speed of products and of copying.
#pragma once

#include <cstddef>

namespace hebb::run {

// The square product has this many rows; 2 kSquare^3 operations.
inline constexpr std::size_t kSquare = 2048;

struct MachineSpeed {
  double one_thread = 0;   // of the square product, operations per second
  double all_threads = 0;  // the same, its columns shared out over the host's threads
  double copy = 0;         // of a copy by all threads, bytes read and written per second
};

// Measures for about half a second.
[[nodiscard]] MachineSpeed measure_machine();

struct ProductSpeed {
  double forward = 0;  // V'X, operations per second
  double update = 0;   // V + X A'
};

// The speed of the engine's two wide products, in its own tiles, for blocks of `samples` samples.
[[nodiscard]] ProductSpeed measure_products(std::size_t inputs, std::size_t units,
                                            std::size_t samples);

}  // namespace hebb::run
