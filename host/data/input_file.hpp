// input_file -- the bytes of a file, decompressed where they are gzip data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/aligned.hpp"

struct gzFile_s;  // zlib's

namespace hebb::data {

// Reads forward. Whether the file is compressed is told by its first bytes, not by its name. What
// follows the end of gzip data without being gzip data is ignored, as gzip itself does.
class InputFile {
 public:
  // Throws Error (kMissing) if the file is no regular file or cannot be opened.
  explicit InputFile(const std::filesystem::path& path);

  // Appends the next `count` bytes to `out`, fewer only where the file ends, and returns how many.
  // Memory grows with what the file holds, never with `count`, so `count` may come from an
  // untrusted header and bounds what a gzip bomb can fill. Throws Error (kMissing) if reading
  // fails or the gzip data are damaged or cut off.
  std::size_t append(std::size_t count, AlignedVector<std::uint8_t>& out);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  [[noreturn]] void fail() const;

  std::filesystem::path path_;
  std::shared_ptr<gzFile_s> file_;
};

}  // namespace hebb::data
