// tiles -- how the units are shared out: a pure function of the shapes, never of the threads.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/parallel.hpp"

namespace hebb::engine {

struct Tiles {
  std::size_t units = 0;
  std::size_t size = 1;

  // Small enough that threads share all but the narrowest layers and that a tile of weights stays
  // in the second-level cache, large enough that packing the inputs again for each tile costs
  // little: below 32 units that costs as much as the product, and a fork more than it saves.
  explicit Tiles(std::size_t unit_count) : units(unit_count) {
    constexpr std::size_t kSmallest = 32;
    constexpr std::size_t kLargest = 512;
    constexpr std::size_t kWanted = 4;
    const std::size_t even = (unit_count + kWanted - 1) / kWanted;
    const std::size_t rounded = (even + kSmallest - 1) / kSmallest * kSmallest;
    size = std::clamp(rounded, kSmallest, kLargest);
  }

  [[nodiscard]] std::size_t count() const { return (units + size - 1) / size; }

  // Calls body(first unit, number of units) for each tile, over the threads.
  template <class Body>
  void for_each(const Body& body) const {
    parallel_tiles(count(), [&](std::size_t tile) {
      const std::size_t first = tile * size;
      body(first, std::min(size, units - first));
    });
  }
};

}  // namespace hebb::engine
