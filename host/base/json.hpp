// json -- JSON texts that anybody may have written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace hebb {

// The library calls itself once for each level where it copies, compares or writes a value. YAML
// nests up to 64 levels.
inline constexpr std::size_t kDeepestJson = 256;

// The value of a text, with the keys in order or as they stand there. Discarded (is_discarded())
// where the text is no JSON or nests deeper than kDeepestJson.
[[nodiscard]] nlohmann::json json_in(std::string_view text);
[[nodiscard]] nlohmann::ordered_json ordered_json_in(std::string_view text);

// What a table has under a key; "" or 0 where it has nothing or another type there, or is no table.
[[nodiscard]] std::string text_at(const nlohmann::json& table, const char* key);
[[nodiscard]] std::int64_t integer_at(const nlohmann::json& table, const char* key);

}  // namespace hebb
