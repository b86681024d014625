// text_check -- what must hold of a document's bytes before the YAML reader sees them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hebb::config {

// A document's size in bytes, and how deep lists and tables may nest.
inline constexpr std::size_t kMaxDocument = std::size_t{4} << 20U;
inline constexpr std::size_t kMaxDepth = 64;

// Throws Error (kUsage) if the text is longer than kMaxDocument, is not UTF-8, or holds a NUL or
// another control character than tab and line ends (yaml-cpp would end the document, silently, at
// a 0x04), or opens so many brackets that yaml-cpp would need gigabytes to read them.
// `has_lines` is false where the text is an option's: its marks have no line.
void check_text(std::string_view text, const std::string& source, bool has_lines);

}  // namespace hebb::config
