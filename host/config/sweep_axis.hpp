// sweep_axis -- the axes of a sweep: what grid:, zip: and list: say, read and checked before any
// run is resolved.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "config/node.hpp"

namespace hebb::config {

using Texts = std::vector<std::pair<std::string, std::string>>;  // ("model.units", "128")

// The column of a list whose entries have labels, and the name by which exclude: calls it.
inline constexpr std::string_view kListColumn = "list";

// A key and the value that a choice gives it.
struct Setting {
  std::string key;                 // "model.units"
  std::vector<std::string> parts;  // {"model", "units"}
  Mark mark;                       // of the key
  Node value;
};

// One position on an axis.
struct Choice {
  std::vector<Setting> settings;
  Texts shown;   // a column of the table and its text, each
  Texts labels;  // those of `shown` that are labels
  Mark mark;
};

// What is chosen from independently of the rest: an axis of grid:, all of zip:, all of list:.
struct Axis {
  std::vector<Choice> choices;
};

// The axes in the order in which they are applied: grid, zip, list. `sweep` is the table. Throws
// Error (kUsage) for axes that are no lists or empty, lists of unequal lengths in zip, labels that
// are none or stand for two choices, a key in two places, and an axis that would replace what an
// earlier one or an option of `document` has set.
[[nodiscard]] std::vector<Axis> read_axes(const Node& sweep, const Node& document);

}  // namespace hebb::config
