// display -- values and axes as people read them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/node.hpp"

namespace hebb::config {

// Scalars as written, plugins as "hebbnet sparsity=0.8", other lists and tables in flow style.
[[nodiscard]] std::string display_text(const Node& value);

// "model.units=32, rule=softhebb" with the given text between.
[[nodiscard]] std::string joined_texts(
    const std::vector<std::pair<std::string, std::string>>& texts, std::string_view between);

}  // namespace hebb::config
