// digest -- SHA-256 of bytes and files, as lower-case hex.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace hebb {

// A digest of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  void update(const void* bytes, std::size_t count);
  // Of all that has come so far; more may follow.
  [[nodiscard]] std::string hex() const;

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

[[nodiscard]] std::string sha256(std::string_view bytes);

// Throws Error (kMissing) if the file cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace hebb
