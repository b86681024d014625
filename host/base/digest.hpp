// digest -- SHA-256 of bytes and files, as lower-case hex.
#pragma once

#include <nettle/sha2.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace hebb {

// A digest of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256() { sha256_init(&state_); }
  void update(std::string_view bytes);
  // Of all that has come so far; more may follow.
  [[nodiscard]] std::string hex() const;

 private:
  sha256_ctx state_{};
};

[[nodiscard]] std::string sha256(std::string_view bytes);

// Throws Error (kMissing) if the file cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace hebb
