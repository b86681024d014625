#include "run/metrics_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{1} << 20U;

[[noreturn]] void fail(const fs::path& path, const std::string& what) {
  throw Error(ExitCode::kRunFailed, path.string() + ": " + what);
}

[[noreturn]] void fail_system(const fs::path& path, const char* what) {
  fail(path, std::string(what) + ": " + std::generic_category().message(errno));
}

[[noreturn]] void fail_unreadable(const fs::path& path) {
  throw Error(ExitCode::kMissing,
              path.string() + ": cannot be read: " + std::generic_category().message(errno));
}

Descriptor opened(const fs::path& path, int flags) {
  Descriptor file(::open(path.c_str(), flags | O_CLOEXEC, 0666));
  if (!file.is_open() && flags == O_RDONLY && errno != ENOENT) fail_unreadable(path);
  if (!file.is_open()) fail_system(path, "cannot be opened");
  return file;
}

// Calls take(piece, offset) with the bytes [begin, end) of a file, which must have them.
template <class Take>
void for_pieces(const fs::path& path, std::uint64_t begin, std::uint64_t end, const Take& take) {
  const Descriptor file = opened(path, O_RDONLY);
  std::vector<char> buffer(kPiece);
  while (begin < end) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, end - begin));
    const ssize_t count = ::pread(file.get(), buffer.data(), wanted, static_cast<off_t>(begin));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_unreadable(path);
    if (count == 0) fail(path, fmt::format("{} bytes long, wanted {}", begin, end));
    take(std::string_view(buffer.data(), static_cast<std::size_t>(count)), begin);
    begin += static_cast<std::uint64_t>(count);
  }
}

void write_at(const Descriptor& file, std::string_view bytes, std::uint64_t offset,
              const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t count =
        ::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_system(path, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
}

}  // namespace

MetricsFile::MetricsFile(const fs::path& path) : path_(path), out_(path) { check(); }

void MetricsFile::check() const {
  if (!out_) fail_system(path_, "cannot be written");
}

void MetricsFile::write(const nlohmann::ordered_json& line) {
  const std::string text = line.dump() + '\n';
  out_ << text;
  check();
  digest_.update(text);
  length_ += text.size();
}

void MetricsFile::close() {
  out_.close();
  check();
}

void MetricsFile::copy_to(const fs::path& journal) {
  out_.flush();
  check();
  const Descriptor file = opened(journal, O_WRONLY | O_CREAT);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail_system(journal, "cannot be looked at");
  const std::uint64_t from = std::min(copied_, static_cast<std::uint64_t>(status.st_size));
  for_pieces(path_, from, length_, [&](std::string_view piece, std::uint64_t offset) {
    write_at(file, piece, offset, journal);
  });
  if (::fsync(file.get()) != 0) fail_system(journal, "cannot be flushed");
  copied_ = length_;
}

void MetricsFile::begin_with(const fs::path& journal, std::uint64_t length,
                             const std::string& digest) {
  Sha256 found;
  for_pieces(journal, 0, length,
             [&](std::string_view piece, std::uint64_t) { found.update(piece); });
  if (found.hex() != digest) {
    fail(journal,
         fmt::format("its first {} bytes are not those that the checkpoint was made with", length));
  }
  for_pieces(journal, 0, length, [&](std::string_view piece, std::uint64_t) {
    out_ << piece;
    check();
    digest_.update(piece);
  });
  length_ = copied_ = length;
}

}  // namespace hebb::run
