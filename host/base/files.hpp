// files -- reading whole files, and writing so that a reader or a crash never sees half of one.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hebb {

// Reads a file of at most `limit` bytes. Throws Error (kMissing) with the path if it cannot be
// read or is longer.
[[nodiscard]] std::string read_file(const std::filesystem::path& path,
                                    std::size_t limit = std::size_t{1} << 30U);

// The same, but nothing where there is no such file: what cannot be read is not missing.
[[nodiscard]] std::optional<std::string> read_if_there(const std::filesystem::path& path,
                                                       std::size_t limit = std::size_t{1} << 30U);

// True if something has this name. Throws Error (kMissing) where the system cannot tell.
[[nodiscard]] bool is_there(const std::filesystem::path& path);

// What a folder holds, in no order; nothing where there is no folder. Throws Error (kMissing) with
// the path where it cannot be listed.
[[nodiscard]] std::vector<std::string> names_in(const std::filesystem::path& folder);

// Makes `bytes` the content of `path`, in one step: a temporary file in the same folder, fsync,
// rename, fsync of the folder. A file that was there before is replaced; a symbolic link is
// replaced, not followed. Throws Error (kRunFailed) with the path and the system's reason; then
// `path` is as it was and the temporary file is gone.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

// Makes a new file with `bytes` in it. Returns false, and changes nothing, if `path` exists. The
// file is there as a whole or not at all where the file system has unnamed files (network file
// systems have not); elsewhere a process that is killed at the wrong moment leaves it empty. Throws
// Error (kRunFailed) with the path and the system's reason; then there is no file.
[[nodiscard]] bool create_file(const std::filesystem::path& path, std::string_view bytes);

// Flushes a file or a folder to the disk. Throws Error (kRunFailed).
void flush(const std::filesystem::path& path);

// The folder that a path is in: "." for a bare name.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& path);

// For names of new files. Two processes on two machines may share a folder and a process number:
// whoever makes the name must do so exclusively and try the next one on EEXIST.
[[nodiscard]] std::string unique_number();

// Flushes everything inside `staging` to the disk, then renames it to `target`, in the same file
// system. Returns false, and changes nothing, if `target` exists, whatever it is. Throws Error
// (kRunFailed) with the path and the system's reason.
[[nodiscard]] bool publish_directory(const std::filesystem::path& staging,
                                     const std::filesystem::path& target);

// A new, empty folder that goes away with the object, with all that is in it. Its permissions are
// those of any new folder (the umask's), so that it can be published.
class TemporaryDirectory {
 public:
  // Makes parent/prefix<number>. Throws Error (kRunFailed) if that fails.
  explicit TemporaryDirectory(
      const std::filesystem::path& parent = std::filesystem::temp_directory_path(),
      std::string_view prefix = "hebb-");
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace hebb
