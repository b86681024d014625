// file_writer -- a file that appears, whole, in one step, written piece by piece.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"

namespace hebb {

// Writes to a temporary file in the folder of `path`. Without commit() nothing of it stays, and
// what was at `path` is as it was. All functions throw Error (kRunFailed) with the path and the
// system's reason.
class FileWriter {
 public:
  explicit FileWriter(std::filesystem::path path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void write(std::string_view bytes);

  // Flushes to the disk and renames to `path`. A symbolic link there is replaced, not followed.
  void commit();

 private:
  void write_out();

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  Descriptor file_;
  std::string buffer_;
};

}  // namespace hebb
