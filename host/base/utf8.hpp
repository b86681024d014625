// utf8 -- whether bytes are text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace hebb {

// The offset of the first byte that is not UTF-8 (overlong forms and surrogates are not: JSON
// cannot be written with them).
[[nodiscard]] std::optional<std::size_t> first_non_utf8(std::string_view text);

}  // namespace hebb
