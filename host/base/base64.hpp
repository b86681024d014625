// base64 -- bytes as text (RFC 4648, with padding, in one line).
#pragma once

#include <string>
#include <string_view>

namespace hebb {

[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace hebb
