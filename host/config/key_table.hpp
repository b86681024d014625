// key_table -- the rows of keys(), as written; keys.cpp adds what follows from them.
#pragma once

#include <string_view>
#include <vector>

#include "config/keys.hpp"

namespace hebb::config {

inline constexpr std::string_view kPinDoc =
    "Pins the plugin's library: 64 hex digits of its SHA-256. Another library is an error.";

[[nodiscard]] inline Bounds between(double minimum, double maximum) { return {minimum, maximum}; }
[[nodiscard]] inline Bounds at_least(double minimum) { return {.minimum = minimum}; }
[[nodiscard]] inline Bounds above(double minimum) {
  return {.minimum = minimum, .minimum_excluded = true};
}

[[nodiscard]] std::vector<KeySpec> written_keys();

// The part of written_keys() that is in key_table_head.cpp.
[[nodiscard]] std::vector<KeySpec> written_head_keys();

// The part of written_keys() that is in key_table_layers.cpp: what a layer above the first can
// have, of the rows of the first.
[[nodiscard]] std::vector<KeySpec> written_layer_keys(const std::vector<KeySpec>& first);

// The part of written_keys() that is in key_table_training.cpp.
[[nodiscard]] std::vector<KeySpec> written_training_keys();

// The part of written_keys() that is in key_table_published.cpp.
[[nodiscard]] std::vector<KeySpec> written_published_keys();

}  // namespace hebb::config
