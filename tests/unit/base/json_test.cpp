// json_test -- JSON texts that anybody may have written.
#include "base/json.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace hebb;

namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("json: a text is its value, with the keys in order or as they stand") {
  CHECK(json_in(R"({"b": [1, "\"["], "a": null})").dump() == R"({"a":null,"b":[1,"\"["]})");
  CHECK(ordered_json_in(R"({"b": 1, "a": 2})").dump() == R"({"b":1,"a":2})");
  CHECK(json_in("{\"a\": ").is_discarded());
  CHECK(ordered_json_in("").is_discarded());
}

TEST_CASE("json: as deep as YAML may be and more, but not as deep as a stack is") {
  CHECK(json_in(nested(kDeepestJson)).is_array());
  CHECK(json_in(nested(kDeepestJson + 1)).is_discarded());
  // Without a limit this one ends the process.
  const nlohmann::json deepest = json_in(nested(1'000'000));
  const nlohmann::json copy = deepest;
  CHECK(copy.is_discarded());
  CHECK(ordered_json_in(std::string(1'000'000, '{')).is_discarded());
}

TEST_CASE("json: brackets in strings are no levels") {
  CHECK(json_in('"' + nested(kDeepestJson + 1) + '"').is_string());
  CHECK(json_in(R"("\")" + nested(kDeepestJson + 1) + '"').is_string());
  const std::string siblings = "[" + nested(1) + "," + nested(1) + "]";
  CHECK(json_in(siblings).size() == 2);
}

TEST_CASE("json: what a table lacks, or has of another type, is empty or 0") {
  const nlohmann::json table{{"text", "a"}, {"number", -3}, {"real", 1.5}};
  CHECK(text_at(table, "text") == "a");
  CHECK(integer_at(table, "number") == -3);
  for (const char* key : {"number", "none"}) CHECK(text_at(table, key).empty());
  for (const char* key : {"text", "real", "none"}) CHECK(integer_at(table, key) == 0);
  CHECK(text_at({1, 2}, "text").empty());
  CHECK(integer_at(nullptr, "number") == 0);
}
