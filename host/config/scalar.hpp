// scalar -- what a plain (unquoted) YAML scalar means here.
#pragma once

#include <string_view>

#include "config/node.hpp"

namespace hebb::config {

// true and false, decimal integers and reals, null and ~, and strings. Throws Error (kUsage) for
// what YAML readers do not agree on or what is no plain decimal number: other spellings of
// booleans and null, leading zeros, hex, octal and binary numbers, .nan and .inf, integers beyond
// 64 bits and reals beyond double.
[[nodiscard]] Node plain_scalar(std::string_view text, const Mark& mark);

[[nodiscard]] Node string_scalar(std::string_view text, const Mark& mark);

}  // namespace hebb::config
