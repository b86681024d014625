#include "data/npy.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>

#include <array>
#include <bit>
#include <cerrno>
#include <fstream>
#include <limits>
#include <new>
#include <optional>
#include <system_error>
#include <utility>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "data/npy_header.hpp"

namespace hebb::data {
namespace {

namespace fs = std::filesystem;

// The files are little-endian, and so is the memory they are copied to and from.
static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "\x93NUMPY";

[[noreturn]] void fail_array(const fs::path& path, const std::string& reason) {
  throw Error(ExitCode::kMissing, fmt::format("{}: {}", path.string(), reason));
}

std::size_t item_size(const fs::path& path, const std::string& type) {
  static constexpr std::array<std::string_view, 12> kTypes = {
      "|b1", "|i1", "|u1", "<i2", "<u2", "<f2", "<i4", "<u4", "<f4", "<i8", "<u8", "<f8"};
  for (const std::string_view known : kTypes) {
    if (type == known) return static_cast<std::size_t>(known[2] - '0');
  }
  fail_array(path,
             fmt::format("type \"{}\", wanted a little-endian number such as <f4 or |u1", type));
}

// Bytes of an array, or nothing where the number does not fit into 63 bits.
std::optional<std::size_t> byte_count(const std::vector<std::size_t>& shape, std::size_t item) {
  constexpr std::size_t kMax = std::numeric_limits<std::int64_t>::max();
  std::size_t product = item;
  for (const std::size_t size : shape) {
    if (size != 0 && product > kMax / size) return std::nullopt;
    product *= size;
  }
  return product;
}

// Reads exactly `count` bytes; the length of the file has been checked.
void read_exactly(std::ifstream& file, const fs::path& path, void* out, std::size_t count) {
  file.read(static_cast<char*>(out), static_cast<std::streamsize>(count));
  if (static_cast<std::size_t>(file.gcount()) != count) {
    fail_array(path, fmt::format("reading failed after {} of {} bytes", file.gcount(), count));
  }
}

// Aligned for any type and any vector unit; where numpy puts the data of its files.
constexpr std::size_t kAlignment = 64;

std::shared_ptr<std::byte> uninitialized(std::size_t count) {
  return {static_cast<std::byte*>(::operator new (count, std::align_val_t{kAlignment})),
          [](std::byte* bytes) { ::operator delete (bytes, std::align_val_t{kAlignment}); }};
}

// `count` bytes of the file from `offset` on, read-only, as the kernel brings them in.
std::shared_ptr<std::byte> mapped(const fs::path& path, std::size_t offset, std::size_t count) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) fail_array(path, "cannot be read");
  const std::size_t size = offset + count;
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (memory == MAP_FAILED) fail_array(path, fmt::format("{} bytes cannot be mapped", size));
  return {static_cast<std::byte*>(memory) + offset,
          [memory, size](std::byte*) { ::munmap(memory, size); }};
}

// Reads the preamble; leaves the file at the first byte of the data.
NpyHeader read_header(std::ifstream& file, const fs::path& path, std::size_t& remaining) {
  std::array<unsigned char, 12> fixed{};
  if (remaining < 10) {
    fail_array(path, fmt::format("{} bytes, wanted a .npy file of at least 10", remaining));
  }
  read_exactly(file, path, fixed.data(), 8);
  if (std::string_view(reinterpret_cast<const char*>(fixed.data()), 6) != kMagic) {
    fail_array(path, "starts with other bytes than \\x93NUMPY, wanted a .npy file");
  }
  const unsigned char major = fixed[6];
  if (major < 1 || major > 3 || fixed[7] != 0) {
    fail_array(path, fmt::format(".npy version {}.{}, wanted 1.0, 2.0 or 3.0", major, fixed[7]));
  }
  const std::size_t width = major == 1 ? 2 : 4;
  remaining -= 8;
  if (remaining < width) fail_array(path, "ends within the length of the .npy header");
  read_exactly(file, path, fixed.data() + 8, width);
  remaining -= width;
  std::size_t length = 0;
  for (std::size_t i = 0; i < width; ++i) length |= std::size_t{fixed[8 + i]} << (8 * i);
  if (length > remaining) {
    fail_array(path, fmt::format("{} bytes for the .npy header, wanted {}", remaining, length));
  }
  std::string text(length, '\0');
  read_exactly(file, path, text.data(), length);
  remaining -= length;
  return parse_npy_header(text, path.string());
}

void write(const fs::path& path, const NpyHeader& header, std::span<const std::byte> bytes) {
  const std::string preamble = npy_preamble(header);
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(preamble.data(), static_cast<std::streamsize>(preamble.size()));
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return;
  throw Error(ExitCode::kRunFailed, fmt::format("{}: cannot be written: {}", path.string(),
                                                std::generic_category().message(errno)));
}

}  // namespace

NpyArray read_npy(const fs::path& path, std::size_t mapped_from) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    fail_array(path, fs::exists(path, error) ? "no regular file, wanted a .npy file"
                                             : "does not exist, wanted a .npy file");
  }
  std::size_t remaining = fs::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) fail_array(path, "cannot be read");
  NpyHeader header = read_header(file, path, remaining);
  const std::string shape = shape_text(header.shape);
  const auto wanted = byte_count(header.shape, item_size(path, header.type));
  if (!wanted) fail_array(path, fmt::format("shape {}, wanted fewer than 2^63 bytes", shape));
  if (remaining != *wanted) {
    fail_array(path, fmt::format("{} bytes of data, wanted {} (shape {} of {})", remaining, *wanted,
                                 shape, header.type));
  }
  const auto offset = static_cast<std::size_t>(file.tellg());
  const bool map = *wanted >= mapped_from && offset % kAlignment == 0;
  const std::shared_ptr<std::byte> memory =
      map ? mapped(path, offset, *wanted) : uninitialized(*wanted);
  if (!map) read_exactly(file, path, memory.get(), *wanted);
  NpyArray array;
  array.type = std::move(header.type);
  array.shape = std::move(header.shape);
  array.fortran_order = header.fortran_order;
  array.bytes = {memory.get(), *wanted};
  array.owner = memory;
  return array;
}

void write_npy(const fs::path& path, std::size_t rows, std::size_t columns, const float* values) {
  write(path, {"<f4", true, {rows, columns}}, std::as_bytes(std::span(values, rows * columns)));
}

void write_npy(const fs::path& path, std::span<const float> values) {
  write(path, {"<f4", false, {values.size()}}, std::as_bytes(values));
}

void write_npy(const fs::path& path, std::span<const double> values) {
  write(path, {"<f8", false, {values.size()}}, std::as_bytes(values));
}

void write_npy(const fs::path& path, std::span<const std::int64_t> values) {
  write(path, {"<i8", false, {values.size()}}, std::as_bytes(values));
}

}  // namespace hebb::data
