// state_file -- named blocks of bytes in one file that tells when it has been damaged.
//
//   8 bytes   "hebbstat"
//   4         the version of the form, 1
//   4         the number of blocks
//   8         the length of the whole file
//   then for each block
//   4         the length of its name, 1..255
//   8         the length of its bytes
//             its name, then its bytes
//   64        the SHA-256 of everything before, as hex digits
//
// Numbers are little-endian. Nothing is aligned: blocks are copied out.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/state_visitor.hpp"

namespace hebb {

// By name; the bytes belong to whoever was read from.
using StateBlocks = std::map<std::string, std::string_view, std::less<>>;

// The blocks in the bytes of a file, without a look at its digest. Trusts no number in it before
// the bytes that it counts are there. Throws Error (kRunFailed) with what is wrong, at which byte.
[[nodiscard]] StateBlocks state_blocks(std::string_view file);

// The same, after the digest was found to be right.
[[nodiscard]] StateBlocks checked_state_blocks(std::string_view file);

// Collects what it visits, and writes it.
class StateWriter final : public StateVisitor {
 public:
  // Adds a copy of `value`. What is visited is not copied: it must stay as it is until write().
  void add(const std::string& name, std::string_view value);

  // Writes all, in one step (base/file_writer.hpp). Throws Error (kRunFailed).
  void write(const std::filesystem::path& path) const;

 private:
  struct Block {
    std::string name;
    std::string_view bytes;
  };

  void visit(const std::string& name, std::span<std::byte> value) override;
  void visit(const std::string& name, nlohmann::json& value) override;
  [[nodiscard]] std::size_t size_of(const std::string& name, std::size_t now) const override;

  std::vector<Block> blocks_;
  std::deque<std::string> own_;  // does not move what it holds
};

// Restores what it visits from blocks, which must outlive it.
class StateReader final : public StateVisitor {
 public:
  explicit StateReader(const StateBlocks& blocks) : blocks_(blocks) {}

 private:
  [[nodiscard]] std::string_view block(const std::string& name) const;
  void visit(const std::string& name, std::span<std::byte> value) override;
  void visit(const std::string& name, nlohmann::json& value) override;
  [[nodiscard]] std::size_t size_of(const std::string& name, std::size_t now) const override;

  const StateBlocks& blocks_;
};

}  // namespace hebb
