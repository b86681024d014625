// idx -- the IDX files of MNIST and its relatives: a magic number, the sizes of the dimensions as
// big-endian 32-bit numbers, then unsigned bytes (http://yann.lecun.com/exdb/mnist/).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/aligned.hpp"

namespace hebb::data {

struct IdxArray {
  std::vector<std::size_t> shape;  // no dimension is 0
  AlignedVector<std::uint8_t> bytes;
};

// No more than this is read: QMNIST's 402,953 images (316 MB) are the largest set of this shape.
inline constexpr std::size_t kLargestIdx = std::size_t{512} << 20U;

// Reads unsigned bytes with `dimensions` dimensions, compressed or not. Throws Error (kMissing) if
// the magic number is another, a dimension is 0, or the length is not what the header says.
// Nothing is allocated on the header's word.
[[nodiscard]] IdxArray read_idx(const std::filesystem::path& path, std::size_t dimensions);

}  // namespace hebb::data
