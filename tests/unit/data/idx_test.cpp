// idx_test -- IDX files, whole and damaged, plain and compressed.
#include "data/idx.hpp"

#include <fmt/format.h>

#include "data/input_file.hpp"
#include "fixtures.hpp"

namespace hebb::data {
namespace {

using testing::Bytes;
using testing::contents;
using testing::error_of;
using testing::Folder;
using testing::idx_file;

const Bytes kPixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
const Bytes kImages = idx_file({2, 3, 2}, kPixels);

std::string reading_error(const Folder& folder, const std::string& name, const Bytes& bytes,
                          std::size_t dimensions = 3) {
  const auto path = folder.write(name, bytes);
  const std::string message = error_of([&] { (void)read_idx(path, dimensions); });
  INFO(message);
  CHECK(message.starts_with(path.string() + ": "));
  return message.substr(std::min(message.size(), path.string().size() + 2));
}

TEST_CASE("idx: an array is read the same plain and compressed, whatever the name says") {
  const Folder folder;
  const auto plain = folder.write("images", kImages);
  const auto compressed = folder.write("images.gz", kImages);
  const auto misnamed = folder.path() / "misnamed";
  std::filesystem::copy_file(compressed, misnamed);
  for (const auto& path : {plain, compressed, misnamed}) {
    const IdxArray array = read_idx(path, 3);
    CHECK(array.shape == std::vector<std::size_t>{2, 3, 2});
    CHECK(std::equal(array.bytes.begin(), array.bytes.end(), kPixels.begin(), kPixels.end()));
  }
}

TEST_CASE("idx: a file cut off anywhere is an error that says what is missing") {
  const Folder folder;
  for (const std::string name : {"cut", "cut.gz"}) {
    for (std::size_t length = 0; length < kImages.size(); ++length) {
      const Bytes cut(kImages.begin(), kImages.begin() + static_cast<std::ptrdiff_t>(length));
      const std::string wanted =
          length < 16
              ? fmt::format("{} bytes, wanted an IDX header of 16", length)
              : fmt::format("{} bytes after the header, wanted 12 (2 x 3 x 2)", length - 16);
      CHECK(reading_error(folder, name, cut) == wanted);
    }
  }
}

TEST_CASE("idx: one trailing byte is an error") {
  const Folder folder;
  Bytes bytes = kImages;
  bytes.push_back(0);
  for (const std::string name : {"long", "long.gz"}) {
    CHECK(reading_error(folder, name, bytes) ==
          "trailing bytes, wanted the end after 28 bytes (2 x 3 x 2 and a header of 16)");
  }
}

TEST_CASE("idx: another magic number is named beside the one wanted") {
  const Folder folder;
  CHECK(reading_error(folder, "labels", idx_file({2}, {1, 2})) ==
        "starts with 00 00 08 01, wanted 00 00 08 03 (IDX, unsigned bytes, 3 dimensions)");
  CHECK(reading_error(folder, "images", kImages, 1) ==
        "starts with 00 00 08 03, wanted 00 00 08 01 (IDX, unsigned bytes, 1 dimension)");
  CHECK(reading_error(folder, "page", Bytes{'<', '!', 'D', 'O', 'C'}) ==
        "starts with 3c 21 44 4f, wanted 00 00 08 03 (IDX, unsigned bytes, 3 dimensions)");
  Bytes floats = kImages;
  floats[2] = 0x0d;
  CHECK(reading_error(folder, "floats", floats) ==
        "starts with 00 00 0d 03, wanted 00 00 08 03 (IDX, unsigned bytes, 3 dimensions)");
}

TEST_CASE("idx: a header that promises too much is refused before anything is allocated") {
  const Folder folder;
  constexpr std::uint32_t kMost = 0xffffffff;
  CHECK(reading_error(folder, "huge", idx_file({kMost, kMost, kMost}, {})) ==
        "header says 4294967295 x 4294967295 x 4294967295, wanted at most 536870912 bytes");
  CHECK(reading_error(folder, "large", idx_file({1U << 29U}, {1, 2, 3}), 1) ==
        "3 bytes after the header, wanted 536870912 (536870912)");
  CHECK(reading_error(folder, "empty", idx_file({0, 28, 28}, {})) ==
        "header says 0 x 28 x 28, wanted no dimension of 0");
}

TEST_CASE("idx: compressed data cut off anywhere are an error") {
  const Folder folder;
  const Bytes whole = contents(folder.write("whole.gz", kImages));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const std::string message = reading_error(folder, "cut", cut);
    INFO("length " << length << ": " << message);
    // Below ten bytes there is no whole gzip header, and the bytes count as plain ones.
    const bool told = message == "gzip data are cut off, wanted a whole file" ||
                      message.find("wanted an IDX header") != std::string::npos ||
                      message.find("wanted 00 00 08 03") != std::string::npos;
    CHECK(told);
  }
  const Bytes no_length(whole.begin(), whole.end() - 1);
  CHECK(reading_error(folder, "cut", no_length) == "gzip data are cut off, wanted a whole file");
}

TEST_CASE("idx: compressed data with a wrong check sum or length are an error") {
  const Folder folder;
  const Bytes whole = contents(folder.write("whole.gz", kImages));
  for (std::size_t back = 1; back <= 8; ++back) {
    Bytes damaged = whole;
    damaged[damaged.size() - back] ^= 1U;
    CHECK(reading_error(folder, "damaged", damaged) ==
          "gzip data are damaged, wanted a whole file");
  }
}

TEST_CASE("idx: a gzip bomb is cut short") {
  const Folder folder;
  Bytes bomb = idx_file({4}, {1, 2, 3, 4});
  bomb.resize(std::size_t{64} << 20U);
  const auto path = folder.write("bomb.gz", bomb);
  CHECK(error_of([&] { (void)read_idx(path, 1); }) ==
        path.string() + ": trailing bytes, wanted the end after 12 bytes (4 and a header of 8)");
  hebb::AlignedVector<std::uint8_t> out;
  CHECK(InputFile(path).append(100, out) == 100);
  CHECK(out.size() == 100);
}

TEST_CASE("idx: what is no file is an error") {
  const Folder folder;
  const auto missing = folder.path() / "missing";
  CHECK(error_of([&] { (void)read_idx(missing, 1); }) ==
        missing.string() + ": does not exist, wanted a file");
  CHECK(error_of([&] { (void)read_idx(folder.path(), 1); }) ==
        folder.path().string() + ": no regular file, wanted a file");
}

}  // namespace
}  // namespace hebb::data
