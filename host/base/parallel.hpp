// parallel -- the host's threads. Work is cut into tiles that do not depend on the number of
// threads, and each tile runs on one thread, so results do not depend on it either.
#pragma once

#include <cstddef>

namespace hebb {

// Number of threads that parallel_tiles uses; 0 means one per core that the process may use.
void set_threads(int count);
[[nodiscard]] int threads();

// While it lives, parallel_tiles uses at most so many threads.
class ThreadLimit {
 public:
  explicit ThreadLimit(int most);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  int before_;
};

namespace detail {
void run_tiles(std::size_t count, void (*body)(const void* context, std::size_t tile),
               const void* context);
}

// Calls body(tile) for tile = 0 .. count-1, each exactly once. After all tiles have ended, the
// exception of the lowest tile that threw one is thrown again here. Allocates nothing.
template <class Body>
void parallel_tiles(std::size_t count, const Body& body) {
  detail::run_tiles(
      count,
      [](const void* context, std::size_t tile) { (*static_cast<const Body*>(context))(tile); },
      &body);
}

}  // namespace hebb
