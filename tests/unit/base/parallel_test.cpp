// parallel_test -- tiles: each once, and their exceptions.
#include "base/parallel.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

namespace hebb {
namespace {

TEST_CASE("parallel: every tile runs exactly once, for any number of tiles and threads") {
  for (const int count : {1, 2, 5}) {
    set_threads(count);
    CHECK(threads() == count);
    for (const std::size_t tiles : {0U, 1U, 2U, 7U, 100U}) {
      std::vector<std::atomic<int>> calls(tiles);
      parallel_tiles(tiles, [&](std::size_t tile) { ++calls[tile]; });
      bool once = true;
      for (const auto& number : calls) once = once && number == 1;
      CHECK(once);
    }
  }
  set_threads(0);
  CHECK(threads() >= 1);
}

TEST_CASE("parallel: an exception is thrown again after all other tiles have run") {
  for (const int count : {2, 5}) {
    set_threads(count);
    std::atomic<int> calls = 0;
    const auto run = [&] {
      parallel_tiles(50, [&](std::size_t tile) {
        ++calls;
        if (tile == 17) throw std::runtime_error("tile 17");
      });
    };
    CHECK_THROWS_WITH(run(), "tile 17");
    CHECK(calls == 50);
  }
  set_threads(1);
  CHECK_THROWS_WITH(parallel_tiles(2, [](std::size_t) { throw std::runtime_error("alone"); }),
                    "alone");
  set_threads(0);
}

}  // namespace
}  // namespace hebb
