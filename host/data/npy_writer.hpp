// npy_writer -- a matrix of samples as a .npy file, written block by block.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "base/file_writer.hpp"

namespace hebb::data {

// Shape (samples, width), float32, one sample after the other, as data: npy reads it. The file
// appears as a whole with commit(). All functions throw Error (kRunFailed) where writing fails.
class NpyWriter {
 public:
  NpyWriter(std::filesystem::path path, std::size_t samples, std::size_t width);

  // The next samples, each `width` numbers.
  void write(std::span<const float> values);

  // Expects that all samples have been written.
  void commit();

 private:
  FileWriter file_;
};

}  // namespace hebb::data
