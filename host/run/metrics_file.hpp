// metrics_file -- metrics.jsonl of a run under way, and its copy beside the checkpoints.
//
// The copy, the journal, is as long as the file was at the latest checkpoint or longer, for ever
// only added to: what it begins with belongs to every checkpoint that is kept, each of which says
// how many bytes and what their digest is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/digest.hpp"

namespace hebb::run {

class MetricsFile {
 public:
  // All functions throw Error (kRunFailed) with the path where the system refuses.
  explicit MetricsFile(const std::filesystem::path& path);

  // One object a line.
  void write(const nlohmann::ordered_json& line);
  void close();

  // Of the file so far: bytes, and their SHA-256.
  [[nodiscard]] std::uint64_t length() const noexcept { return length_; }
  [[nodiscard]] std::string digest() const { return digest_.hex(); }

  // Brings the journal to the file's length and flushes it to the disk.
  void copy_to(const std::filesystem::path& journal);

  // Begins with the first `length` bytes of the journal; nothing may have been written yet. Throws
  // Error where there are fewer or their digest is another, and with kMissing where they cannot be
  // read; the file is then as it was.
  void begin_with(const std::filesystem::path& journal, std::uint64_t length,
                  const std::string& digest);

 private:
  void check() const;

  std::filesystem::path path_;
  std::ofstream out_;
  std::uint64_t length_ = 0;
  std::uint64_t copied_ = 0;  // to the journal
  Sha256 digest_;
};

}  // namespace hebb::run
