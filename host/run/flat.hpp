// flat -- a configuration key by key.
#pragma once

#include <nlohmann/json.hpp>

namespace hebb::run {

// As -s takes them: {"model.units": 128, "metrics.0.name": "gini", ..}.
[[nodiscard]] nlohmann::json flat(const nlohmann::json& config);

}  // namespace hebb::run
