#include "base/digest.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "base/error.hpp"

namespace hebb {
namespace {

// Without memory, OpenSSL 3 finds no algorithm and calls that an internal error.
[[noreturn]] void fail_openssl(const char* what) {
  const unsigned long cause = ERR_peek_error();
  ERR_clear_error();
  const char* const reason = ERR_reason_error_string(cause);
  throw std::runtime_error(fmt::format(
      "openssl: sha256 {} failed: {}; either there is no memory, or openssl.cnf takes it away",
      what, reason == nullptr ? "no reason given" : reason));
}

}  // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const noexcept { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
    fail_openssl("start");
}

void Sha256::update(const void* bytes, std::size_t count) {
  if (EVP_DigestUpdate(context_.get(), bytes, count) != 1) fail_openssl("update");
}

// Of a copy, since the end of a digest is its end.
std::string Sha256::hex() const {
  const std::unique_ptr<evp_md_ctx_st, Free> copy(EVP_MD_CTX_new());
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (!copy || EVP_MD_CTX_copy_ex(copy.get(), context_.get()) != 1 ||
      EVP_DigestFinal_ex(copy.get(), digest.data(), &length) != 1) {
    fail_openssl("end");
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < length; ++i) {
    text += kDigits[digest[i] >> 4U];
    text += kDigits[digest[i] & 15U];
  }
  return text;
}

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.update(bytes.data(), bytes.size());
  return digest.hex();
}

std::string sha256_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const auto unreadable = [&path] {
    return Error(ExitCode::kMissing,
                 path.string() + ": cannot be read: " + std::generic_category().message(errno));
  };
  if (!file) throw unreadable();
  Sha256 digest;
  std::vector<char> buffer(1U << 20U);
  while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) ||
         file.gcount() > 0) {
    digest.update(buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) throw unreadable();
  return digest.hex();
}

}  // namespace hebb
