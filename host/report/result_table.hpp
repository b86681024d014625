// result_table -- what a sweep found, one line for each of its configurations.
#pragma once

#include <span>
#include <string>

#include "report/aggregate.hpp"

namespace hebb::report {

// A table for the terminal: the axes, the number of runs, then test accuracy, Gini index after 100
// updates and at the end, and the share of units that never win, each only if some run has it. A
// cell is "91.32 +- 0.21", mean and half of the 95 % confidence interval over the runs;
// "91.32" for a single run; "91.32 +- 0.21 (n=3)" where only 3 of the runs have the number; "-"
// where none has.
[[nodiscard]] std::string result_table(std::span<const RunRow> rows);

}  // namespace hebb::report
