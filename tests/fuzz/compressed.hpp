// compressed -- bytes as gzip data.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

#include "input.hpp"

namespace hebb::fuzz {

inline std::string compressed(std::string_view bytes) {
  constexpr int kGzip = 15 + 16;  // the largest window; 16 asks for gzip's header
  z_stream stream{};
  require(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) == Z_OK,
          "zlib can compress");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  require(deflate(&stream, Z_FINISH) == Z_STREAM_END, "compressed bytes fit into their bound");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace hebb::fuzz
