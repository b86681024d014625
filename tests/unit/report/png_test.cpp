// png_test -- a picture is whole or there is none.
#include "report/png.hpp"

#include <catch2/catch.hpp>

#include "support/refused_memory.hpp"

namespace hebb::report {
namespace {

TEST_CASE("png: without memory for all of it there is no picture, not half of one") {
  const std::uint32_t side = 64;
  Picture picture{side, side, 1, std::vector<std::uint8_t>(std::size_t{side} * side)};
  for (std::size_t i = 0; i < picture.pixels.size(); ++i)
    picture.pixels[i] = static_cast<std::uint8_t>(i * i >> 3U);
  const std::string whole = png_bytes(picture);
  CHECK(whole.size() > 2048);
  const int thrown = test::refuse_each([&] { return png_bytes(picture); },
                                       [&](const std::string& bytes) { CHECK((bytes == whole)); });
  CHECK(thrown > 3);
}

}  // namespace
}  // namespace hebb::report
