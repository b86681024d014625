// values -- one value against its type and range.
#include "config/values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "config/keys.hpp"
#include "config/message.hpp"

namespace hebb::config {

void fail_type(const Node& node, const std::string& key, const std::string& wanted) {
  fail(node.mark, fmt::format("{} is {}, wanted {}", key, description(node), wanted));
}

void fail_range(const Node& node, const std::string& key, const std::string& wanted) {
  const bool is_string = node.kind == Node::Kind::kString;
  fail(node.mark, fmt::format("{} is {}, wanted {}", key,
                              is_string ? in_quotes(node.text) : printable(node.text), wanted));
}

std::int64_t integer_value(const Node& node, const std::string& key, const Bounds& bounds) {
  if (node.kind != Node::Kind::kInteger) fail_type(node, key, "an integer");
  // Beyond 2^53 the conversion could round into the range; no key goes that far.
  constexpr auto kLargest = static_cast<std::int64_t>(kLargestExact);
  const bool is_exact = node.integer >= -kLargest && node.integer <= kLargest;
  if (!is_exact || !bounds.contains(static_cast<double>(node.integer))) {
    fail_range(node, key, bounds.text());
  }
  return node.integer;
}

double real_value(const Node& node, const std::string& key, const Bounds& bounds) {
  const bool is_number = node.kind == Node::Kind::kInteger || node.kind == Node::Kind::kReal;
  if (!is_number) fail_type(node, key, "a real number");
  if (!bounds.contains(node.real)) fail_range(node, key, bounds.text());
  return node.real == 0 ? 0.0 : node.real;
}

bool boolean_value(const Node& node, const std::string& key) {
  if (node.kind != Node::Kind::kBoolean) fail_type(node, key, "true or false");
  return node.boolean;
}

std::string string_value(const Node& node, const std::string& key) {
  if (node.kind != Node::Kind::kString) fail_type(node, key, "a string");
  return node.text;
}

std::size_t choice_value(const Node& node, const std::string& key,
                         std::span<const std::string> choices) {
  const std::string wanted = fmt::format("{}", fmt::join(choices, " | "));
  if (node.kind != Node::Kind::kString) fail_type(node, key, wanted);
  const auto found = std::find(choices.begin(), choices.end(), node.text);
  if (found == choices.end()) fail_range(node, key, wanted + suggestion(node.text, choices));
  return static_cast<std::size_t>(found - choices.begin());
}

std::filesystem::path path_value(const Node& node, const std::string& key) {
  if (node.kind != Node::Kind::kString) fail_type(node, key, "a path");
  if (node.text.empty()) fail_range(node, key, "a path");
  const std::filesystem::path folder =
      node.mark.line > 0 ? std::filesystem::path(node.mark.source).parent_path() : "";
  std::error_code error;
  std::filesystem::path whole = std::filesystem::absolute(folder / node.text, error);
  if (!error) whole = std::filesystem::weakly_canonical(whole, error);
  if (error)
    fail_range(node, key, fmt::format("a path that can be followed ({})", error.message()));
  if (!whole.has_filename() && whole != whole.root_path()) whole = whole.parent_path();
  // The current folder, or what a link names, may be anything; config.json must be UTF-8.
  if (first_non_utf8(whole.native())) fail_range(node, key, "a path whose absolute form is UTF-8");
  return whole;
}

std::string digest_value(const Node& node, const std::string& key) {
  constexpr std::size_t kDigits = 64;
  constexpr std::string_view kWanted = "64 hex digits (in quotes if all are decimal)";
  if (node.kind != Node::Kind::kString) fail_type(node, key, std::string(kWanted));
  std::string digest = node.text;
  for (char& c : digest) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  }
  const bool is_hex = digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hex || digest.size() != kDigits) fail_range(node, key, std::string(kWanted));
  return digest;
}

}  // namespace hebb::config
