#include "base/base64.hpp"

#include <openssl/evp.h>

#include <vector>

namespace hebb {

std::string base64(std::string_view bytes) {
  // In pieces, since OpenSSL counts in int; a piece of a multiple of three has no padding.
  constexpr std::size_t kPiece = std::size_t{3} << 20U;
  std::string text;
  std::vector<unsigned char> out;
  for (std::size_t begin = 0; begin < bytes.size(); begin += kPiece) {
    const std::string_view piece = bytes.substr(begin, kPiece);
    out.resize(4 * (piece.size() + 2) / 3 + 4);
    const int length =
        EVP_EncodeBlock(out.data(), reinterpret_cast<const unsigned char*>(piece.data()),
                        static_cast<int>(piece.size()));
    text.append(reinterpret_cast<const char*>(out.data()), static_cast<std::size_t>(length));
  }
  return text;
}

}  // namespace hebb
