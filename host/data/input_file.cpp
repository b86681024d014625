#include "data/input_file.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/error.hpp"

namespace hebb::data {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20U;

}  // namespace

InputFile::InputFile(const std::filesystem::path& path) : path_(path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    throw Error(
        ExitCode::kMissing,
        fmt::format("{}: {}, wanted a file", path.string(),
                    std::filesystem::exists(path, ignored) ? "no regular file" : "does not exist"));
  }
  file_ = std::shared_ptr<gzFile_s>(gzopen(path.c_str(), "rb"), [](gzFile_s* file) {
    if (file != nullptr) gzclose_r(file);
  });
  if (!file_) {
    throw Error(ExitCode::kMissing,
                fmt::format("{}: cannot be read ({})", path.string(), std::strerror(errno)));
  }
  gzbuffer(file_.get(), static_cast<unsigned int>(kChunk / 4));
}

std::size_t InputFile::append(std::size_t count, AlignedVector<std::uint8_t>& out) {
  std::size_t total = 0;
  while (total < count) {
    const std::size_t want = std::min(count - total, kChunk);
    const std::size_t old = out.size();
    out.resize(old + want);
    const int got = gzread(file_.get(), out.data() + old, static_cast<unsigned int>(want));
    out.resize(old + static_cast<std::size_t>(std::max(got, 0)));
    total += out.size() - old;
    int status = Z_OK;
    gzerror(file_.get(), &status);
    if (got < 0 || (status != Z_OK && status != Z_STREAM_END)) fail();
    if (got == 0) break;
  }
  return total;
}

// zlib's own messages are not passed on: they say no more than which check failed.
void InputFile::fail() const {
  int status = Z_OK;
  const int reason = errno;
  gzerror(file_.get(), &status);
  std::string what = "gzip data are damaged";
  if (status == Z_BUF_ERROR) what = "gzip data are cut off";
  if (status == Z_ERRNO) what = fmt::format("reading failed ({})", std::strerror(reason));
  throw Error(ExitCode::kMissing, fmt::format("{}: {}, wanted a whole file", path_.string(), what));
}

}  // namespace hebb::data
