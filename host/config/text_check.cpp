// text_check -- what must hold of a document's bytes before the YAML reader sees them.
#include "config/text_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"
#include "config/message.hpp"

namespace hebb::config {
namespace {

// Brackets in comments and strings are counted too, so this is far above kMaxDepth.
constexpr std::size_t kMaxOpenBrackets = 1000;

Mark mark_at(std::string_view text, std::size_t offset, const std::string& source, bool has_lines) {
  if (!has_lines) return {source, 0, 0};
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {source, static_cast<int>(line), static_cast<int>(offset - start) + 1};
}

bool is_forbidden(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return (code < 0x20U && byte != '\t' && byte != '\n' && byte != '\r') || code == 0x7FU;
}

std::optional<std::size_t> bracket_too_many(std::string_view text) {
  std::size_t open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[' || text[i] == '{') ++open;
    if ((text[i] == ']' || text[i] == '}') && open > 0) --open;
    if (open > kMaxOpenBrackets) return i;
  }
  return std::nullopt;
}

}  // namespace

void check_text(std::string_view text, const std::string& source, bool has_lines) {
  if (text.size() > kMaxDocument) {
    fail({source, 0, 0},
         fmt::format("the document has more than {} bytes, wanted fewer", kMaxDocument));
  }
  const auto* const control = std::find_if(text.begin(), text.end(), is_forbidden);
  if (control != text.end()) {
    const auto offset = static_cast<std::size_t>(control - text.begin());
    fail(mark_at(text, offset, source, has_lines),
         fmt::format("byte 0x{:02x}, wanted text without control characters",
                     static_cast<unsigned char>(*control)));
  }
  if (const auto bad = first_non_utf8(text)) {
    fail(mark_at(text, *bad, source, has_lines),
         fmt::format("byte 0x{:02x} is not UTF-8, wanted text in UTF-8",
                     static_cast<unsigned char>(text[*bad])));
  }
  if (const auto bracket = bracket_too_many(text)) {
    fail(mark_at(text, *bracket, source, has_lines),
         fmt::format("more than {} open brackets, wanted at most {} nested lists and tables",
                     kMaxOpenBrackets, kMaxDepth));
  }
}

}  // namespace hebb::config
