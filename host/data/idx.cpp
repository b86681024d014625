#include "data/idx.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <span>

#include "base/error.hpp"
#include "data/input_file.hpp"

namespace hebb::data {
namespace {

constexpr std::uint8_t kUnsignedByte = 8;  // the type code of the magic number's third byte

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason) {
  throw Error(ExitCode::kMissing, fmt::format("{}: {}", path.string(), reason));
}

void check_magic(const std::filesystem::path& path, std::span<const std::uint8_t> header,
                 std::size_t dimensions) {
  const auto rank = static_cast<std::uint8_t>(dimensions);
  if (header[0] == 0 && header[1] == 0 && header[2] == kUnsignedByte && header[3] == rank) return;
  fail(path, fmt::format("starts with {:02x}, wanted 00 00 08 {:02x} (IDX, unsigned bytes, {} "
                         "dimension{})",
                         fmt::join(header.first(4), " "), rank, rank, rank == 1 ? "" : "s"));
}

std::vector<std::size_t> shape_of(std::span<const std::uint8_t> sizes) {
  std::vector<std::size_t> shape;
  for (std::size_t i = 0; i < sizes.size(); i += 4) {
    shape.push_back((std::size_t{sizes[i]} << 24U) | (std::size_t{sizes[i + 1]} << 16U) |
                    (std::size_t{sizes[i + 2]} << 8U) | std::size_t{sizes[i + 3]});
  }
  return shape;
}

// The product of the dimensions; they are below 2^32 each, so that checking after each factor
// comes before any overflow.
std::size_t payload(const std::filesystem::path& path, const std::vector<std::size_t>& shape) {
  const std::string text = fmt::format("{}", fmt::join(shape, " x "));
  std::size_t product = 1;
  for (const std::size_t size : shape) {
    if (size == 0) fail(path, fmt::format("header says {}, wanted no dimension of 0", text));
    product *= size;
    if (product > kLargestIdx) {
      fail(path, fmt::format("header says {}, wanted at most {} bytes", text, kLargestIdx));
    }
  }
  return product;
}

}  // namespace

IdxArray read_idx(const std::filesystem::path& path, std::size_t dimensions) {
  InputFile file(path);
  AlignedVector<std::uint8_t> header;
  const std::size_t header_size = 4 + 4 * dimensions;
  if (file.append(header_size, header) < 4) {
    fail(path, fmt::format("{} bytes, wanted an IDX header of {}", header.size(), header_size));
  }
  check_magic(path, header, dimensions);
  if (header.size() < header_size) {
    fail(path, fmt::format("{} bytes, wanted an IDX header of {}", header.size(), header_size));
  }
  IdxArray array;
  array.shape = shape_of(std::span(header).subspan(4));
  const std::size_t wanted = payload(path, array.shape);
  // One byte more than wanted tells trailing bytes, and makes zlib check the end of its data.
  const std::size_t got = file.append(wanted + 1, array.bytes);
  if (got == wanted) return array;
  const std::string shape = fmt::format("{}", fmt::join(array.shape, " x "));
  if (got < wanted) {
    fail(path, fmt::format("{} bytes after the header, wanted {} ({})", got, wanted, shape));
  }
  fail(path, fmt::format("trailing bytes, wanted the end after {} bytes ({} and a header of {})",
                         wanted + header_size, shape, header_size));
}

}  // namespace hebb::data
