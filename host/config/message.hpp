// message -- what this module tells the user: marked errors and descriptions of what was got.
#pragma once

#include <string>
#include <string_view>

#include "config/node.hpp"

namespace hebb::config {

// Throws Error (kUsage) with "mark: message".
[[noreturn]] void fail(const Mark& mark, const std::string& message);

// What a value is, for "got": "a string 'many'", "an integer 3", "a list".
[[nodiscard]] std::string description(const Node& node);

// Text of the user between quotes: cut to 60 bytes, control characters replaced by '?'.
[[nodiscard]] std::string in_quotes(std::string_view text);

// As in_quotes, without the quotes, for numbers and words.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace hebb::config
