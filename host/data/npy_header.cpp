#include "data/npy_header.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <limits>
#include <utility>

#include "base/error.hpp"

namespace hebb::data {
namespace {

constexpr std::size_t kMaxDimensions = 32;  // numpy's own

class Parser {
 public:
  Parser(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  NpyHeader header() {
    expect('{');
    while (!next_is('}')) {
      entry();
      if (!next_is('}')) expect(',');
    }
    expect('}');
    skip_space();
    if (position_ < text_.size()) fail("the end of the header");
    if (!(has_type_ && has_order_ && has_shape_)) fail("the keys descr, fortran_order and shape");
    return std::move(header_);
  }

 private:
  void entry() {
    const std::string key = quoted();
    bool* seen = nullptr;
    if (key == "descr") seen = &has_type_;
    if (key == "fortran_order") seen = &has_order_;
    if (key == "shape") seen = &has_shape_;
    if (seen == nullptr || *seen) fail("each of descr, fortran_order and shape once");
    *seen = true;
    expect(':');
    if (seen == &has_type_) header_.type = quoted();
    if (seen == &has_order_) header_.fortran_order = boolean();
    if (seen == &has_shape_) header_.shape = tuple();
  }

  std::string quoted() {
    skip_space();
    const char quote = next();
    if (quote != '\'' && quote != '"') fail("a quoted string");
    const std::size_t end = text_.find(quote, position_ + 1);
    if (end == std::string_view::npos) fail("a quoted string");
    const std::string_view value = text_.substr(position_ + 1, end - position_ - 1);
    for (const char ch : value) {
      if (ch < ' ' || ch > '~' || ch == '\\') fail("a string of plain ASCII characters");
    }
    position_ = end + 1;
    return std::string(value);
  }

  bool boolean() {
    skip_space();
    for (const std::string_view word : {"True", "False"}) {
      if (text_.substr(position_, word.size()) != word) continue;
      position_ += word.size();
      return word == "True";
    }
    fail("True or False");
  }

  // A tuple of one element needs its comma: (3) is a number in Python.
  std::vector<std::size_t> tuple() {
    std::vector<std::size_t> values;
    bool comma = true;
    expect('(');
    while (!next_is(')')) {
      if (!comma) expect(',');
      if (values.size() == kMaxDimensions) fail("at most 32 dimensions");
      values.push_back(integer());
      comma = next_is(',');
      if (comma) ++position_;
    }
    if (values.size() == 1 && !comma) fail("','");
    expect(')');
    return values;
  }

  std::size_t integer() {
    skip_space();
    constexpr std::size_t kMax = std::numeric_limits<std::int64_t>::max();
    const std::size_t start = position_;
    std::size_t value = 0;
    while (next() >= '0' && next() <= '9') {
      const auto digit = static_cast<std::size_t>(next() - '0');
      if (value > (kMax - digit) / 10) fail("a number below 2^63");
      value = 10 * value + digit;
      ++position_;
    }
    const std::size_t digits = position_ - start;
    if (digits == 0 || (digits > 1 && text_[start] == '0')) fail("a whole number");
    return value;
  }

  [[nodiscard]] char next() const { return position_ < text_.size() ? text_[position_] : '\0'; }

  bool next_is(char ch) {
    skip_space();
    return next() == ch && position_ < text_.size();
  }

  void expect(char ch) {
    if (!next_is(ch)) fail(fmt::format("'{}'", ch));
    ++position_;
  }

  void skip_space() {
    while (next() == ' ' || next() == '\n') ++position_;
  }

  [[noreturn]] void fail(const std::string& wanted) const {
    std::string got = "the end";
    if (position_ < text_.size()) {
      const char ch = next();
      got = ch >= ' ' && ch <= '~' ? fmt::format("'{}'", ch)
                                   : fmt::format("byte {:02x}", static_cast<unsigned char>(ch));
    }
    throw Error(ExitCode::kMissing, fmt::format("{}: .npy header, character {}: got {}, wanted {}",
                                                file_, position_ + 1, got, wanted));
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t position_ = 0;
  NpyHeader header_;
  bool has_type_ = false;
  bool has_order_ = false;
  bool has_shape_ = false;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view text, const std::string& file) {
  return Parser(text, file).header();
}

std::string npy_preamble(const NpyHeader& header) {
  constexpr std::size_t kFixed = 10;  // magic, version, length
  std::string text =
      fmt::format("{{'descr': '{}', 'fortran_order': {}, 'shape': {}, }}", header.type,
                  header.fortran_order ? "True" : "False", shape_text(header.shape));
  const std::size_t end = (kFixed + text.size() + 1 + 63) / 64 * 64;
  text.resize(end - kFixed - 1, ' ');
  text += '\n';
  std::string preamble("\x93NUMPY\x01\x00", 8);
  preamble += static_cast<char>(text.size() & 0xffU);
  preamble += static_cast<char>(text.size() >> 8U);
  return preamble + text;
}

std::string shape_text(std::span<const std::size_t> shape) {
  return fmt::format("({}{})", fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
}

}  // namespace hebb::data
