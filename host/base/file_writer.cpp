#include "base/file_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/files.hpp"

namespace hebb {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBuffer = std::size_t{1} << 20U;

[[noreturn]] void fail(const fs::path& path, const char* what) {
  throw Error(ExitCode::kRunFailed,
              path.string() + ": " + what + ": " + std::generic_category().message(errno));
}

}  // namespace

FileWriter::FileWriter(fs::path path) : path_(std::move(path)) {
  do {
    temporary_ = folder_of(path_) / (".hebb-" + unique_number() + ".tmp");
    file_ = Descriptor(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  } while (!file_.is_open() && errno == EEXIST);
  if (!file_.is_open()) fail(path_, "cannot be written");
}

FileWriter::~FileWriter() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void FileWriter::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= kBuffer) write_out();
}

void FileWriter::write_out() {
  std::string_view bytes = buffer_;
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path_, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void FileWriter::commit() {
  write_out();
  if (::fsync(file_.get()) != 0) fail(path_, "cannot be flushed");
  if (::close(file_.release()) != 0) fail(path_, "cannot be closed");
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail(path_, "cannot be replaced");
  temporary_.clear();
  flush(folder_of(path_));
}

}  // namespace hebb
