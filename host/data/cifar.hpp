// cifar -- the records of CIFAR-10's binary files: one label byte, then 3 x 32 x 32 pixel bytes,
// channel-planar (https://www.cs.toronto.edu/~kriz/cifar.html).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/aligned.hpp"

namespace hebb::data {

inline constexpr std::size_t kCifarInputs = std::size_t{3} * 32 * 32;
inline constexpr std::size_t kCifarRecord = 1 + kCifarInputs;
inline constexpr std::size_t kCifarRecords = 10000;  // in each file

struct CifarRecords {
  AlignedVector<std::uint8_t> pixels;  // kCifarInputs x n
  std::vector<std::int32_t> labels;    // n
};

// Appends the records of a file, compressed or not. Throws Error (kMissing) if it does not hold
// exactly kCifarRecords (the files have no header: their length is the only check there is) or a
// label is above 9.
void append_cifar(const std::filesystem::path& path, CifarRecords& records);

}  // namespace hebb::data
