#include "base/state_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/file_writer.hpp"
#include "base/json.hpp"

namespace hebb {
namespace {

constexpr std::string_view kMagic = "hebbstat";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeader = 24;  // bytes
constexpr std::size_t kDigest = 64;  // as hex digits
constexpr std::uint32_t kLongestName = 255;

[[noreturn]] void fail(const std::string& what) { throw Error(ExitCode::kRunFailed, what); }

std::string little_endian(std::uint64_t value, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFFU);
  return text;
}

// Takes bytes off the front of a file.
class Front {
 public:
  explicit Front(std::string_view file) : rest_(file), size_(file.size()) {}

  std::string_view take(std::uint64_t count, const char* what) {
    if (count > rest_.size()) {
      fail(fmt::format("byte {}: {} has {} bytes, {} are there", size_ - rest_.size(), what, count,
                       rest_.size()));
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::uint64_t number(std::size_t bytes, const char* what) {
    std::uint64_t value = 0;
    const std::string_view taken = take(bytes, what);
    for (std::size_t i = 0; i < bytes; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(taken[i])} << (8 * i);
    }
    return value;
  }

  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  std::size_t size_;
};

}  // namespace

StateBlocks state_blocks(std::string_view file) {
  Front front(file);
  if (front.take(kMagic.size(), "the mark") != kMagic) {
    fail(fmt::format("byte 0: no checkpoint, wanted '{}'", kMagic));
  }
  if (const auto version = front.number(4, "the version"); version != kVersion) {
    fail(fmt::format("byte 8: version {} of the form, wanted {}", version, kVersion));
  }
  const std::uint64_t count = front.number(4, "the number of blocks");
  const std::uint64_t length = front.number(8, "the length");
  if (length != file.size()) {
    fail(fmt::format("{} bytes long, wanted {} as byte 16 says", file.size(), length));
  }
  StateBlocks blocks;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t name_length = front.number(4, "a name's length");
    const std::uint64_t size = front.number(8, "a block's length");
    if (name_length == 0 || name_length > kLongestName) {
      fail(fmt::format("block {}: its name has {} bytes, wanted 1..{}", i, name_length,
                       kLongestName));
    }
    const std::string name(front.take(name_length, "a name"));
    const std::string_view bytes = front.take(size, "a block");
    if (!blocks.emplace(name, bytes).second) fail(fmt::format("block {}: '{}' again", i, name));
  }
  if (front.left() != kDigest) {
    fail(fmt::format("{} bytes after the last block, wanted {}", front.left(), kDigest));
  }
  return blocks;
}

StateBlocks checked_state_blocks(std::string_view file) {
  StateBlocks blocks = state_blocks(file);
  if (sha256(file.substr(0, file.size() - kDigest)) != file.substr(file.size() - kDigest)) {
    fail("its SHA-256 is not the one at its end");
  }
  return blocks;
}

void StateWriter::add(const std::string& name, std::string_view value) {
  blocks_.push_back({name, own_.emplace_back(value)});
}

void StateWriter::write(const std::filesystem::path& path) const {
  std::uint64_t length = kHeader + kDigest;
  for (const Block& block : blocks_) length += 4 + 8 + block.name.size() + block.bytes.size();
  FileWriter file(path);
  Sha256 digest;
  const auto put = [&](std::string_view bytes) {
    constexpr std::size_t kPiece = std::size_t{1} << 20U;  // keeps the writer's buffer small
    for (; !bytes.empty(); bytes.remove_prefix(std::min(kPiece, bytes.size()))) {
      const std::string_view piece = bytes.substr(0, kPiece);
      digest.update(piece);
      file.write(piece);
    }
  };
  put(kMagic);
  put(little_endian(kVersion, 4) + little_endian(blocks_.size(), 4) + little_endian(length, 8));
  for (const Block& block : blocks_) {
    put(little_endian(block.name.size(), 4) + little_endian(block.bytes.size(), 8) + block.name);
    put(block.bytes);
  }
  file.write(digest.hex());
  file.commit();
}

// Arrays are written from where they are; a number may be a variable of the object's visit().
void StateWriter::visit(const std::string& name, std::span<std::byte> value) {
  constexpr std::size_t kNumber = sizeof(std::uint64_t);
  const std::string_view bytes{reinterpret_cast<const char*>(value.data()), value.size()};
  if (bytes.size() <= kNumber) {
    add(name, bytes);
  } else {
    blocks_.push_back({name, bytes});
  }
}

void StateWriter::visit(const std::string& name, nlohmann::json& value) { add(name, value.dump()); }

std::size_t StateWriter::size_of(const std::string&, std::size_t now) const { return now; }

std::string_view StateReader::block(const std::string& name) const {
  const auto found = blocks_.find(name);
  if (found == blocks_.end()) fail(fmt::format("there is no block '{}'", name));
  return found->second;
}

void StateReader::visit(const std::string& name, std::span<std::byte> value) {
  const std::string_view saved = block(name);
  if (saved.size() != value.size()) {
    fail(fmt::format("block '{}' has {} bytes, wanted {}", name, saved.size(), value.size()));
  }
  if (!saved.empty()) std::memcpy(value.data(), saved.data(), saved.size());
}

void StateReader::visit(const std::string& name, nlohmann::json& value) {
  value = json_in(block(name));
  if (value.is_discarded()) fail(fmt::format("block '{}' is no JSON", name));
}

std::size_t StateReader::size_of(const std::string& name, std::size_t) const {
  return block(name).size();
}

}  // namespace hebb
