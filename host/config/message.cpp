// message -- what this module tells the user: marked errors and descriptions of what was got.
#include "config/message.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace hebb::config {
namespace {

constexpr std::size_t kLongestQuote = 60;  // bytes

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

void fail(const Mark& mark, const std::string& message) {
  throw Error(ExitCode::kUsage, mark.text() + ": " + message);
}

std::string printable(std::string_view text) {
  std::size_t length = text.size();
  if (length > kLongestQuote) {
    length = kLongestQuote;
    while (length > 0 && continues_character(text[length])) --length;
  }
  std::string shown(text.substr(0, length));
  for (char& byte : shown) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x20U || code == 0x7FU) byte = '?';
  }
  return length < text.size() ? shown + "..." : shown;
}

std::string in_quotes(std::string_view text) { return "'" + printable(text) + "'"; }

std::string description(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull:
      return "null";
    case Node::Kind::kBoolean:
      return "the boolean " + node.text;
    case Node::Kind::kInteger:
      return "an integer " + printable(node.text);
    case Node::Kind::kReal:
      return "a real " + printable(node.text);
    case Node::Kind::kString:
      return "a string " + in_quotes(node.text);
    case Node::Kind::kList:
      return "a list";
    case Node::Kind::kMap:
      return "a table";
  }
  return "";
}

}  // namespace hebb::config
