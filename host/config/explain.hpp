// explain -- the table of keys as text for people.
#pragma once

#include <string>
#include <string_view>

namespace hebb::config {

// The key `path` and all inside it with type, default, range and text; all keys where it is empty.
// Throws Error (kUsage) with the nearest key for an unknown one.
[[nodiscard]] std::string explain(std::string_view path);

}  // namespace hebb::config
