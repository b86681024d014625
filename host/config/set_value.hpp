// set_value -- writes a value at a dotted key of a document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/node.hpp"

namespace hebb::config {

// "train.rate" as {"train", "rate"}; "sweep.grid.train.rate" as {"sweep", "grid", "train.rate"},
// since the keys of grid: and zip: have dots. Throws Error (kUsage) if a part is empty or has
// characters that no key has.
[[nodiscard]] std::vector<std::string> key_parts(std::string_view key, const Mark& mark);

// The index that `part` ("1" of layers.1.units) is in the list; the list's size where it is none.
[[nodiscard]] std::size_t item_index(const Node& list, const std::string& part);

// Sets the value at `parts`; a number on the way is an item of a list, from 0. Tables on the way
// that are absent or null are made, and a bare name becomes a table with it (rule: softhebb ->
// rule: {name: softhebb}). Keys that are made get `mark`. Throws Error (kUsage) where something
// else than a table stands on the way.
void set_value(Node& root, const std::vector<std::string>& parts, const Mark& mark, Node value);

}  // namespace hebb::config
