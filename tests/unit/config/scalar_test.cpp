// scalar_test -- which plain scalars are numbers, words and errors.
#include "config/scalar.hpp"

#include <cmath>
#include <utility>

#include "fixtures.hpp"

namespace hebb::config {
namespace {

using Kind = Node::Kind;

Node scalar(const std::string& text) { return plain_scalar(text, {"f", 1, 1}); }

std::string scalar_error(const std::string& text) {
  return message_of([&text] { (void)scalar(text); });
}

TEST_CASE("scalar: plain decimal integers are integers") {
  const std::vector<std::pair<std::string, std::int64_t>> cases{
      {"0", 0},  {"-0", 0},    {"7", 7},
      {"+7", 7}, {"-12", -12}, {"9223372036854775807", 9223372036854775807}};
  for (const auto& [text, value] : cases) {
    const Node node = scalar(text);
    CHECK(node.kind == Kind::kInteger);
    CHECK(node.integer == value);
    CHECK(node.real == static_cast<double>(value));
    CHECK(node.text == text);
  }
  CHECK(scalar("-9223372036854775808").integer == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("scalar: reals have a point or an exponent") {
  const std::vector<std::pair<std::string, double>> cases{
      {"1.0", 1},   {"5.", 5},    {".5", 0.5},      {"-0.5", -0.5},
      {"+.5", 0.5}, {"1e5", 1e5}, {"1e-05", 1e-05}, {"1.5E+3", 1.5e3},
      {"0.1", 0.1}, {"0e0", 0},   {"1e+22", 1e22},  {"5e-324", 5e-324}};
  for (const auto& [text, value] : cases) {
    INFO(text);
    const Node node = scalar(text);
    CHECK(node.kind == Kind::kReal);
    CHECK(node.real == value);
  }
  CHECK(std::signbit(scalar("-0.0").real));
}

TEST_CASE("scalar: what only resembles a number is a string") {
  for (const std::string text :
       {"1.2.3",      "1e",   "e5",   ".",   "-",         "+",        "1_000", "12:30",
        "2026-01-01", "0x",   "0xyz", "0o9", "3a",        "1e5x",     "--1",   "nan",
        "inf",        "-.5.", "y",    "n",   "yesterday", "softhebb", "a b"}) {
    INFO(text);
    CHECK(scalar(text).kind == Kind::kString);
    CHECK(scalar(text).text == text);
  }
}

TEST_CASE("scalar: true, false, null, ~ and nothing") {
  CHECK(scalar("true").kind == Kind::kBoolean);
  CHECK(scalar("true").boolean);
  CHECK(scalar("false").kind == Kind::kBoolean);
  CHECK_FALSE(scalar("false").boolean);
  for (const std::string text : {"null", "~", ""}) CHECK(scalar(text).kind == Kind::kNull);
}

TEST_CASE("scalar: other readers' booleans and nulls are refused") {
  CHECK(scalar_error("yes") ==
        "f:1:1: yes is a boolean to some readers, wanted true, false or a quoted string");
  for (const std::string text : {"no", "on", "off", "Yes", "NO", "On", "OFF", "True", "FALSE"}) {
    CHECK(scalar_error(text) == "f:1:1: " + text +
                                    " is a boolean to some readers, wanted true, false or a "
                                    "quoted string");
  }
  CHECK(scalar_error("NULL") ==
        "f:1:1: NULL is null to some readers, wanted null or a quoted string");
}

TEST_CASE("scalar: numbers with a leading zero are refused") {
  for (const std::string text : {"010", "-01", "00", "00.5", "01e5", "+07"}) {
    CHECK(scalar_error(text) == "f:1:1: " + text +
                                    " has a leading zero, wanted a decimal number or a quoted "
                                    "string");
  }
}

TEST_CASE("scalar: hex, octal and binary numbers are refused") {
  const std::string rest = ", wanted a decimal number or a quoted string";
  CHECK(scalar_error("0x1F") == "f:1:1: 0x1F is a number in hex" + rest);
  CHECK(scalar_error("-0Xa") == "f:1:1: -0Xa is a number in hex" + rest);
  CHECK(scalar_error("0o17") == "f:1:1: 0o17 is a number in octal" + rest);
  CHECK(scalar_error("0b11") == "f:1:1: 0b11 is a number in binary" + rest);
}

TEST_CASE("scalar: numbers that are not finite are refused") {
  for (const std::string text : {".nan", ".NaN", ".inf", "-.inf", "+.Inf", "-.INF"}) {
    CHECK(scalar_error(text) ==
          "f:1:1: " + text + " is not finite, wanted a finite number or a quoted string");
  }
}

TEST_CASE("scalar: numbers beyond 64 bits and beyond double are refused") {
  CHECK(scalar_error("9223372036854775808") ==
        "f:1:1: 9223372036854775808 does not fit in 64 bits, wanted a smaller integer or a quoted "
        "string");
  CHECK(scalar_error("1e999") ==
        "f:1:1: 1e999 does not fit in a double, wanted a number that does or a quoted string");
  CHECK(scalar_error("-1e-999") ==
        "f:1:1: -1e-999 does not fit in a double, wanted a number that does or a quoted string");
}

}  // namespace
}  // namespace hebb::config
