#include "base/utf8.hpp"

namespace hebb {
namespace {

// Length of a character that starts with this byte, its smallest code point and the bits of the
// code point that the first byte holds.
struct Lead {
  std::size_t length = 0;
  unsigned smallest = 0;
  unsigned bits = 0;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80U) return {1, 0, byte};
  if ((byte & 0xE0U) == 0xC0U) return {2, 0x80U, byte & 0x1FU};
  if ((byte & 0xF0U) == 0xE0U) return {3, 0x800U, byte & 0x0FU};
  if ((byte & 0xF8U) == 0xF0U) return {4, 0x10000U, byte & 0x07U};
  return {};
}

bool is_character(std::string_view text, const Lead& lead) {
  if (lead.length == 0 || lead.length > text.size()) return false;
  unsigned code = lead.bits;
  for (std::size_t i = 1; i < lead.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return false;
    code = (code << 6U) | (byte & 0x3FU);
  }
  return code >= lead.smallest && code <= 0x10FFFFU && (code < 0xD800U || code > 0xDFFFU);
}

}  // namespace

std::optional<std::size_t> first_non_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Lead lead = lead_of(static_cast<unsigned char>(text[i]));
    if (!is_character(text.substr(i), lead)) return i;
    i += lead.length;
  }
  return std::nullopt;
}

}  // namespace hebb
