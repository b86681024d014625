// png_test -- a picture is whole or there is none.
#include "report/png.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

namespace {

// How many times memory is given before it is refused, once; below zero always.
thread_local int given = -1;

}  // namespace

// For all of this program, but only here it may fail.
void* operator new(std::size_t size) {
  if (given >= 0 && given-- == 0) throw std::bad_alloc();
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace hebb::report {
namespace {

TEST_CASE("png: without memory for all of it there is no picture, not half of one") {
  const std::uint32_t side = 64;
  Picture picture{side, side, 1, std::vector<std::uint8_t>(std::size_t{side} * side)};
  for (std::size_t i = 0; i < picture.pixels.size(); ++i)
    picture.pixels[i] = static_cast<std::uint8_t>(i * i >> 3U);
  const std::string whole = png_bytes(picture);
  CHECK(whole.size() > 2048);
  int refused = 0;
  for (bool is_whole = false; !is_whole; ++refused) {
    std::string bytes;
    given = refused;
    try {
      bytes = png_bytes(picture);
      is_whole = true;
    } catch (const std::bad_alloc&) {
      is_whole = false;
    }
    given = -1;
    if (is_whole) CHECK((bytes == whole));
  }
  CHECK(refused > 3);
}

}  // namespace
}  // namespace hebb::report
