// scalar -- what a plain (unquoted) YAML scalar means here.
#include "config/scalar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "config/message.hpp"

namespace hebb::config {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - from;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

template <std::size_t kCount>
bool is_among(std::string_view word, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// How an unsigned text is built, if it is a decimal number.
struct Shape {
  bool is_number = false;
  bool is_real = false;
  bool has_leading_zero = false;
};

Shape shape_of(std::string_view text) {
  Shape shape;
  const std::size_t whole = digits_at(text, 0);
  std::size_t at = whole;
  std::size_t fraction = 0;
  if (at < text.size() && text[at] == '.') {
    shape.is_real = true;
    fraction = digits_at(text, at + 1);
    at += 1 + fraction;
  }
  if (whole + fraction == 0) return {};
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    shape.is_real = true;
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = digits_at(text, at);
    if (exponent == 0) return {};
    at += exponent;
  }
  shape.is_number = at == text.size();
  shape.has_leading_zero = whole > 1 && text[0] == '0';
  return shape;
}

// "hex" for 0x1F and so on, "" for what is not written in another base.
std::string_view foreign_base(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return "";
  const std::string_view digits = text.substr(2);
  const auto only = [digits](std::string_view allowed) {
    return digits.find_first_not_of(allowed) == std::string_view::npos;
  };
  if ((text[1] == 'x' || text[1] == 'X') && only("0123456789abcdefABCDEF")) return "hex";
  if ((text[1] == 'o' || text[1] == 'O') && only("01234567")) return "octal";
  if ((text[1] == 'b' || text[1] == 'B') && only("01")) return "binary";
  return "";
}

// Refuses what other YAML readers take for something else than a string.
void check_spelling(std::string_view text, std::string_view number, const Mark& mark) {
  constexpr std::array<std::string_view, 6> kBooleans{"yes", "no", "on", "off", "true", "false"};
  const std::string lower = lower_case(text);
  if (is_among(lower, kBooleans)) {
    fail(mark, fmt::format("{} is a boolean to some readers, wanted true, false or a quoted string",
                           text));
  }
  if (lower == "null") {
    fail(mark, fmt::format("{} is null to some readers, wanted null or a quoted string", text));
  }
  constexpr std::array<std::string_view, 2> kSpecial{".nan", ".inf"};
  if (is_among(lower_case(number), kSpecial)) {
    fail(mark, fmt::format("{} is not finite, wanted a finite number or a quoted string", text));
  }
  if (const std::string_view base = foreign_base(number); !base.empty()) {
    fail(mark, fmt::format("{} is a number in {}, wanted a decimal number or a quoted string",
                           printable(text), base));
  }
}

void set_number(Node& node, std::string_view text, bool is_real) {
  if (text[0] == '+') text.remove_prefix(1);  // from_chars knows no plus
  const char* const end = text.data() + text.size();
  std::from_chars_result result{};
  if (is_real) {
    node.kind = Node::Kind::kReal;
    result = std::from_chars(text.data(), end, node.real);
  } else {
    node.kind = Node::Kind::kInteger;
    result = std::from_chars(text.data(), end, node.integer);
    node.real = static_cast<double>(node.integer);
  }
  if (result.ec == std::errc::result_out_of_range) {
    fail(node.mark, fmt::format("{} does not fit in {}, wanted {} or a quoted string",
                                printable(node.text), is_real ? "a double" : "64 bits",
                                is_real ? "a number that does" : "a smaller integer"));
  }
}

}  // namespace

Node string_scalar(std::string_view text, const Mark& mark) {
  Node node;
  node.kind = Node::Kind::kString;
  node.mark = mark;
  node.text = text;
  return node;
}

Node plain_scalar(std::string_view text, const Mark& mark) {
  Node node = string_scalar(text, mark);
  if (text.empty() || text == "~" || text == "null") {
    node.kind = Node::Kind::kNull;
    return node;
  }
  if (text == "true" || text == "false") {
    node.kind = Node::Kind::kBoolean;
    node.boolean = text == "true";
    return node;
  }
  const bool is_signed = text[0] == '+' || text[0] == '-';
  const std::string_view number = text.substr(is_signed ? 1 : 0);
  check_spelling(text, number, mark);
  const Shape shape = shape_of(number);
  if (!shape.is_number) return node;
  if (shape.has_leading_zero) {
    fail(mark, fmt::format("{} has a leading zero, wanted a decimal number or a quoted string",
                           printable(text)));
  }
  set_number(node, text, shape.is_real);
  return node;
}

}  // namespace hebb::config
