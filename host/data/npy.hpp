// npy -- numpy's array files, version 1.0 to 3.0 (numpy.lib.format).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace hebb::data {

// An array as it lies in the file. `type` is numpy's, little-endian or single-byte: "<f4", "|u1".
struct NpyArray {
  std::string type;
  std::vector<std::size_t> shape;
  bool fortran_order = false;
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> owner;
};

// Arrays of at least this many bytes are mapped, so that data larger than memory can be read.
inline constexpr std::size_t kMappedBytes = std::size_t{256} << 20U;

// Reads an array; one of `mapped_from` bytes or more stays in its file and is mapped: the file must
// then not change or shrink while the array is in use.
//
// Throws Error (kMissing) if the file is missing, is no .npy file, is truncated or has trailing
// bytes. Sizes in the header are checked against the length of the file before anything is
// allocated.
[[nodiscard]] NpyArray read_npy(const std::filesystem::path& path,
                                std::size_t mapped_from = kMappedBytes);

// Writes a matrix that is column-major in memory, so that numpy sees shape (rows, columns)
// (fortran_order True; no copy at loading). Throws Error (kRunFailed) if writing fails.
void write_npy(const std::filesystem::path& path, std::size_t rows, std::size_t columns,
               const float* values);

// Writes a vector, shape (values.size(),).
void write_npy(const std::filesystem::path& path, std::span<const float> values);
void write_npy(const std::filesystem::path& path, std::span<const double> values);
void write_npy(const std::filesystem::path& path, std::span<const std::int64_t> values);

}  // namespace hebb::data
