#include "base/json.hpp"

namespace hebb {
namespace {

bool nests_too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char ch = text[i];
    if (in_string) {
      if (ch == '\\') ++i;
      if (ch == '"') in_string = false;
    } else if (ch == '"') {
      in_string = true;
    } else if (ch == '[' || ch == '{') {
      if (++depth > kDeepestJson) return true;
    } else if ((ch == ']' || ch == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

template <class Json>
Json value_in(std::string_view text) {
  if (nests_too_deep(text)) return Json(Json::value_t::discarded);
  return Json::parse(text, nullptr, false);
}

// Null where there is nothing.
const nlohmann::json& value_at(const nlohmann::json& table, const char* key) {
  static const nlohmann::json nothing;
  if (!table.is_object()) return nothing;
  const auto found = table.find(key);
  return found == table.end() ? nothing : *found;
}

}  // namespace

nlohmann::json json_in(std::string_view text) { return value_in<nlohmann::json>(text); }

nlohmann::ordered_json ordered_json_in(std::string_view text) {
  return value_in<nlohmann::ordered_json>(text);
}

std::string text_at(const nlohmann::json& table, const char* key) {
  const nlohmann::json& value = value_at(table, key);
  return value.is_string() ? value.get<std::string>() : "";
}

std::int64_t integer_at(const nlohmann::json& table, const char* key) {
  const nlohmann::json& value = value_at(table, key);
  return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

}  // namespace hebb
