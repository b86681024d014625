// parse -- values that stand in options instead of files.
#pragma once

#include <string>
#include <string_view>

#include "config/node.hpp"

namespace hebb::config {

// As parse_text, with marks that mean `source` as a whole; null is a value here. Throws Error
// (kUsage).
[[nodiscard]] Node parse_option(std::string_view text, const std::string& source);

}  // namespace hebb::config
