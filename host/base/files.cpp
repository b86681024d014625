#include "base/files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/file_writer.hpp"

namespace hebb {
namespace {
namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const char* what, int error) {
  throw Error(ExitCode::kRunFailed,
              path.string() + ": " + what + ": " + std::generic_category().message(error));
}

void write_all(int fd, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, "cannot be written", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

// 0, or why it cannot be listed. The iterators of std::filesystem end the program without memory.
int list(const fs::path& folder, std::vector<std::string>& names) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), &::closedir);
  while (open) {
    errno = 0;
    const dirent* const entry = ::readdir(open.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  return errno;
}

void flush_tree(const fs::path& folder) {
  std::vector<std::string> names;
  if (const int error = list(folder, names); error != 0) fail(folder, "cannot be listed", error);
  for (const std::string& name : names) {
    const fs::path path = folder / name;
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) fail(path, "cannot be looked at", errno);
    if (S_ISDIR(status.st_mode)) flush_tree(path);
    if (S_ISREG(status.st_mode)) flush(path);
  }
  flush(folder);
}

// rename(2) that never replaces. Network file systems may not know the flag (EINVAL): there, a
// target that appears between the look and the rename is only safe if it is not empty.
int rename_to_new(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  struct stat status {};
  if (::lstat(to.c_str(), &status) == 0) return EEXIST;
  return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

std::string unique_number() {
  static std::atomic<unsigned> next{0};
  return std::to_string(::getpid()) + "-" + std::to_string(next.fetch_add(1));
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// Some file systems cannot flush folders and say EINVAL: nothing to do then.
void flush(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.is_open()) fail(path, "cannot be opened to flush it", errno);
  if (::fsync(file.get()) != 0 && errno != EINVAL) fail(path, "cannot be flushed", errno);
}

std::string read_file(const fs::path& path, std::size_t limit) {
  const auto unreadable = [&](int error) {
    return Error(ExitCode::kMissing,
                 path.string() + ": cannot be read: " + std::generic_category().message(error));
  };
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) throw unreadable(errno);
  std::string content;
  char buffer[1U << 16U];
  for (;;) {
    const ssize_t count = ::read(file.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw unreadable(errno);
    if (count == 0) return content;
    content.append(buffer, static_cast<std::size_t>(count));
    if (content.size() > limit) {
      throw Error(ExitCode::kMissing, path.string() + ": more than " + std::to_string(limit) +
                                          " bytes long, the limit for this kind of file");
    }
  }
}

std::optional<std::string> read_if_there(const fs::path& path, std::size_t limit) {
  if (!is_there(path)) return std::nullopt;
  try {
    return read_file(path, limit);
  } catch (const Error&) {
    if (!is_there(path)) return std::nullopt;  // removed this moment
    throw;
  }
}

bool is_there(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::status_known(status)) return fs::exists(status);
  throw Error(ExitCode::kMissing, path.string() + ": cannot be looked at: " + error.message());
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  const int error = list(folder, names);
  if (error != 0 && error != ENOENT && error != ENOTDIR) {
    throw Error(ExitCode::kMissing,
                folder.string() + ": cannot be listed: " + std::generic_category().message(error));
  }
  return names;
}

void write_file_atomically(const fs::path& path, std::string_view bytes) {
  FileWriter file(path);
  file.write(bytes);
  file.commit();
}

bool create_file(const fs::path& path, std::string_view bytes) {
  if (Descriptor file(::open(folder_of(path).c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666));
      file.is_open()) {
    write_all(file.get(), bytes, path);
    const std::string link = "/proc/self/fd/" + std::to_string(file.get());
    if (::linkat(AT_FDCWD, link.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      return true;
    }
    if (errno == EEXIST) return false;
  }
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file.is_open() && errno == EEXIST) return false;
  if (!file.is_open()) fail(path, "cannot be written", errno);
  try {
    write_all(file.get(), bytes, path);
  } catch (...) {
    ::unlink(path.c_str());
    throw;
  }
  return true;
}

bool publish_directory(const fs::path& staging, const fs::path& target) {
  flush_tree(staging);
  const int error = rename_to_new(staging, target);
  if (error == EEXIST || error == ENOTEMPTY) return false;
  if (error != 0) fail(target, "cannot be made", error);
  flush(folder_of(target));
  return true;
}

TemporaryDirectory::TemporaryDirectory(const fs::path& parent, std::string_view prefix) {
  for (;;) {
    path_ = parent / (std::string(prefix) + unique_number());
    if (::mkdir(path_.c_str(), 0777) == 0) return;
    if (errno != EEXIST) fail(path_, "cannot be made", errno);
  }
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace hebb
