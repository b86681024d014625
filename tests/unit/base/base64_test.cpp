// base64_test -- RFC 4648.
#include "base/base64.hpp"

#include <catch2/catch.hpp>

TEST_CASE("base64: the examples of RFC 4648, section 10") {
  CHECK(hebb::base64("").empty());
  CHECK(hebb::base64("f") == "Zg==");
  CHECK(hebb::base64("fo") == "Zm8=");
  CHECK(hebb::base64("foo") == "Zm9v");
  CHECK(hebb::base64("foob") == "Zm9vYg==");
  CHECK(hebb::base64("fooba") == "Zm9vYmE=");
  CHECK(hebb::base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("base64: bytes that are no text, and long input in one line") {
  CHECK(hebb::base64(std::string("\0\xff\xfe", 3)) == "AP/+");
  const std::string text = hebb::base64(std::string(4U << 20U, 'a'));
  CHECK(text.size() == 5592408);
  CHECK(text.find('\n') == std::string::npos);
  CHECK(text.substr(text.size() - 4) == "YQ==");
}
