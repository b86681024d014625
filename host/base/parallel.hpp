// parallel -- the host's threads. Work is cut into tiles that do not depend on the number of
// threads, and each tile runs on one thread, so results do not depend on it either.
#pragma once

#include <cstddef>
#include <functional>

namespace hebb {

// Number of threads that parallel_tiles uses; 0 means one per core that the process may use.
void set_threads(int count);
[[nodiscard]] int threads();

// Calls body(tile) for tile = 0 .. count-1, each exactly once. After all tiles have ended,
// the exception of the lowest tile that threw one is thrown again here.
void parallel_tiles(std::size_t count, const std::function<void(std::size_t)>& body);

}  // namespace hebb
