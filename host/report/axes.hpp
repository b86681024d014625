// axes -- what tells groups of runs apart, in the words of tables.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "report/aggregate.hpp"

namespace hebb::report {

// A group as it is known so far: the axes of its plan or its labels, and its configuration.
struct AxesOf {
  Axes axes;
  const nlohmann::json* config = nullptr;
};

// Adds to the axes of groups that have the same ones what their configurations differ in, so that
// no two are alike but those that are: without a plan, or where several sweeps share a folder. A
// plugin or data set that differs is one axis ("softhebb temperature=0.3"), with those of its
// settings in which groups with its name differ.
void tell_apart(std::span<AxesOf> groups);

// The names of all axes, in the order in which they first appear.
[[nodiscard]] std::vector<std::string> axis_names(std::span<const Axes> all);

// The text of an axis; "" where it has none.
[[nodiscard]] std::string axis_text(const Axes& axes, const std::string& name);

// "model.units=128 rule=hebbnet"
[[nodiscard]] std::string joined(const Axes& axes);

}  // namespace hebb::report
