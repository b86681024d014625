// utf8_test -- bytes that are text and bytes that are not.
#include "base/utf8.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

using namespace hebb;

TEST_CASE("utf8: what is text here can be written as JSON, and nothing else") {
  for (const std::string text : {"", "plain", "\xC3\xA8", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                 "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"}) {
    CHECK_FALSE(first_non_utf8(text).has_value());
    CHECK_NOTHROW(nlohmann::json(text).dump());
  }
  for (const std::string text :
       {"a\xE8gle", "a\xC0\x80", "a\xE0\x80\x80", "a\xED\xA0\x80", "a\xF4\x90\x80\x80",
        "a\xF8\x88\x80\x80\x80", "a\x80", "a\xE2\x82"}) {
    CHECK(first_non_utf8(text) == 1);
    CHECK_THROWS_AS(nlohmann::json(text).dump(), nlohmann::json::type_error);
  }
}
