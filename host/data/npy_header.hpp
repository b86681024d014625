// npy_header -- the header of numpy's array files (numpy.lib.format): a Python dictionary of three
// keys. Read strictly: what numpy writes, nothing more.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hebb::data {

struct NpyHeader {
  std::string type;
  bool fortran_order = false;
  std::vector<std::size_t> shape;
};

// Parses the dictionary. Throws Error (kMissing); `file` is the subject of the message.
[[nodiscard]] NpyHeader parse_npy_header(std::string_view text, const std::string& file);

// Magic, version 1.0, length and dictionary, padded so that the data begin at a multiple of 64.
[[nodiscard]] std::string npy_preamble(const NpyHeader& header);

// "(3, 4)", "(3,)", "()".
[[nodiscard]] std::string shape_text(std::span<const std::size_t> shape);

}  // namespace hebb::data
