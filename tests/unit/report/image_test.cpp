// image_test -- weights as pictures, pixel by pixel.
#include "report/image.hpp"

#include <png.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "base/error.hpp"
#include "base/files.hpp"

using Catch::Matchers::Equals;
using hebb::report::write_weight_image;

namespace {

struct Shape {
  std::uint32_t channels = 0;
  std::uint32_t height = 0;
  std::uint32_t width = 0;
};

// A file as libpng reads it: one byte per pixel if the file is grey, otherwise three.
struct Drawn {
  int width = 0;
  int height = 0;
  bool is_grey = false;
  std::vector<std::uint8_t> bytes;
};

Drawn file_content(const std::string& path) {
  png_image file{};
  file.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_file(&file, path.c_str()) != 0);
  Drawn drawn{static_cast<int>(file.width),
              static_cast<int>(file.height),
              (file.format & PNG_FORMAT_FLAG_COLOR) == 0,
              {}};
  file.format = drawn.is_grey ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  drawn.bytes.resize(PNG_IMAGE_SIZE(file));
  REQUIRE(png_image_finish_read(&file, nullptr, drawn.bytes.data(), 0, nullptr) != 0);
  return drawn;
}

Drawn drawn(const std::vector<float>& w, std::uint32_t units, const Shape& shape,
            std::uint32_t max_units = 256) {
  const hebb::TemporaryDirectory folder;
  const auto path = folder.path() / "w.png";
  write_weight_image(path, w.data(), static_cast<std::uint32_t>(w.size()) / units, units,
                     shape.channels, shape.height, shape.width, max_units);
  return file_content(path.string());
}

int grey(const Drawn& image, int x, int y) {
  REQUIRE(image.is_grey);
  return image.bytes.at(static_cast<std::size_t>(y * image.width + x));
}

std::array<int, 3> colour(const Drawn& image, int x, int y) {
  REQUIRE_FALSE(image.is_grey);
  const auto first = static_cast<std::size_t>(3 * (y * image.width + x));
  return {image.bytes.at(first), image.bytes.at(first + 1), image.bytes.at(first + 2)};
}

constexpr std::array<int, 3> kWhite{255, 255, 255};

}  // namespace

TEST_CASE("weight image: zero is mid-grey, the largest |w| of each unit is an end of the scale") {
  // Two units of 1 x 4: factor 7, so 28 pixels wide each.
  const auto image = drawn({0, 2, -1, 1, 0, 3, -6, 0}, 2, {1, 1, 4});
  CHECK(image.width == 2 * 28 + 1);
  CHECK(image.height == 7);
  CHECK(grey(image, 0, 0) == 128);
  CHECK(grey(image, 7, 0) == 255);
  CHECK(grey(image, 14, 6) == 65);  // 128 - 127 / 2, rounded up
  CHECK(grey(image, 21, 0) == 192);
  CHECK(grey(image, 29 + 7, 3) == 192);
  CHECK(grey(image, 29 + 14, 3) == 1);
}

TEST_CASE("weight image: each weight is a whole square, and one white pixel parts the units") {
  const auto image = drawn({1, -1, -1, 1}, 2, {1, 1, 2});
  REQUIRE(image.width == 57);
  REQUIRE(image.height == 14);
  for (int y = 0; y < 14; ++y) {
    CHECK(grey(image, 13, y) == 255);
    CHECK(grey(image, 14, y) == 1);
    CHECK(grey(image, 27, y) == 1);
    CHECK(grey(image, 28, y) == 255);  // the gap
    CHECK(grey(image, 29, y) == 1);
    CHECK(grey(image, 56, y) == 255);
  }
}

TEST_CASE("weight image: units fill the grid row by row and the rest is white") {
  // Five units in a grid of 3 x 2; unit j has its only weight -1 at pixel j.
  std::vector<float> w(5 * 28, 0);
  for (std::size_t j = 0; j < 5; ++j) w[j * 28 + j] = -1;
  const auto image = drawn(w, 5, {1, 1, 28});
  REQUIRE(image.width == 3 * 29 - 1);
  REQUIRE(image.height == 2 * 2 - 1);
  for (int j = 0; j < 5; ++j) CHECK(grey(image, j % 3 * 29 + j, j / 3 * 2) == 1);
  CHECK(grey(image, 0, 1) == 255);
  CHECK(grey(image, 2 * 29, 2) == 255);
  CHECK(grey(image, 2 * 29 + 27, 2) == 255);
}

TEST_CASE("weight image: an MNIST picture keeps its size and its rows") {
  std::vector<float> w(784, 0);
  w[3 * 28 + 5] = 1;
  const auto image = drawn(w, 1, {1, 28, 28});
  CHECK(image.width == 28);
  CHECK(image.height == 28);
  CHECK(grey(image, 5, 3) == 255);
  CHECK(grey(image, 3, 5) == 128);
}

TEST_CASE("weight image: three channels are red, green and blue planes over one scale") {
  // 1 x 2 pixels; planes r = {-1, 0}, g = {1, 0}, b = {-1, 3}: 0 .. 255 is -1 .. 3.
  const auto image = drawn({-1, 0, 1, 0, -1, 3}, 1, {3, 1, 2});
  CHECK(image.width == 28);
  CHECK(image.height == 14);
  CHECK(colour(image, 0, 0) == std::array<int, 3>{0, 128, 0});
  CHECK(colour(image, 14, 13) == std::array<int, 3>{64, 64, 255});
}

TEST_CASE("weight image: colour units are scaled one by one, constant ones are grey") {
  const auto image = drawn({0, 1, 2, 5, 5, 5, 0, 10, 20}, 3, {3, 1, 1});
  REQUIRE(image.width == 57);
  REQUIRE(image.height == 57);
  CHECK(colour(image, 0, 0) == std::array<int, 3>{0, 128, 255});
  CHECK(colour(image, 29, 0) == std::array<int, 3>{128, 128, 128});
  CHECK(colour(image, 0, 29) == std::array<int, 3>{0, 128, 255});
  CHECK(colour(image, 28, 0) == kWhite);
  CHECK(colour(image, 40, 40) == kWhite);
}

TEST_CASE("weight image: two channels are grey, below each other") {
  const auto image = drawn({1, 0, -1, 0}, 1, {2, 1, 2});
  CHECK(image.width == 28);
  CHECK(image.height == 28);
  CHECK(grey(image, 0, 0) == 255);
  CHECK(grey(image, 0, 14) == 1);
}

TEST_CASE("weight image: inputs that are no image fill a near-square, padded with white") {
  const auto image = drawn({-1, 0, 0, 0, -1}, 1, {});
  // 3 columns, 2 rows, factor 10.
  REQUIRE(image.width == 30);
  REQUIRE(image.height == 20);
  CHECK(grey(image, 0, 0) == 1);
  CHECK(grey(image, 10, 10) == 1);
  CHECK(grey(image, 0, 10) == 128);
  CHECK(grey(image, 20, 10) == 255);
}

TEST_CASE("weight image: only the first max_units are drawn") {
  const auto image = drawn(std::vector<float>(28 * 9, 1.0F), 9, {1, 1, 28}, 4);
  CHECK(image.width == 57);
  CHECK(image.height == 3);
}

TEST_CASE("weight image: the largest floats do not overflow the scale") {
  const float huge = 3e38F;
  const auto one = drawn({huge, -huge}, 1, {1, 1, 2});
  CHECK(grey(one, 0, 0) == 255);
  CHECK(grey(one, 14, 0) == 1);
  const auto three = drawn({huge, -huge, 0}, 1, {3, 1, 1});
  CHECK(colour(three, 0, 0) == std::array<int, 3>{255, 0, 128});
}

TEST_CASE("weight image: the same weights are the same bytes") {
  const hebb::TemporaryDirectory folder;
  const std::vector<float> w{1, 2, 3, 4};
  write_weight_image(folder.path() / "a.png", w.data(), 4, 1, 1, 2, 2);
  write_weight_image(folder.path() / "b.png", w.data(), 4, 1, 1, 2, 2);
  CHECK(hebb::read_file(folder.path() / "a.png") == hebb::read_file(folder.path() / "b.png"));
}

TEST_CASE("weight image: a shape that does not fit the inputs is refused with both") {
  const std::vector<float> w(6, 0);
  CHECK_THROWS_WITH(write_weight_image("w.png", w.data(), 6, 1, 3, 2, 2),
                    Equals("weight image: got 6 inputs, wanted those of 3 x 2 x 2"));
  CHECK_THROWS_WITH(write_weight_image("w.png", w.data(), 6, 1, 1, 0, 0),
                    Equals("weight image: got 6 inputs, wanted those of 1 x 0 x 0"));
  CHECK_THROWS_WITH(write_weight_image("w.png", w.data(), 6, 0, 1, 2, 3),
                    Equals("weight image: nothing to draw, got 6 inputs, 0 units, at most 256"));
}

TEST_CASE("weight image: a weight that is not finite is named and nothing is written") {
  const hebb::TemporaryDirectory folder;
  const std::vector<float> w{0, 0, 0, std::nanf("")};
  CHECK_THROWS_WITH(write_weight_image(folder.path() / "w.png", w.data(), 2, 2, 1, 1, 2),
                    Equals("weight image: weight 1 of unit 1 is not finite"));
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("weight image: a folder that is not there is named with the file") {
  const std::vector<float> w{1};
  CHECK_THROWS_WITH(write_weight_image("absent/w.png", w.data(), 1, 1, 1, 1, 1),
                    Equals("absent/w.png: cannot be written: No such file or directory"));
}
