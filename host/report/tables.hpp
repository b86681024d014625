// tables -- the tables of a report, from the model.
#pragma once

#include <string>
#include <vector>

#include "report/comparison.hpp"
#include "report/data_table.hpp"
#include "report/model.hpp"

namespace hebb::report {

// A number of summary.json that a table of results has room for.
struct Headline {
  std::string key;
  std::string header;  // what people call it
  int decimals = 3;
};

// Those of the keys that say what an experiment is about: test accuracy of each probe, Gini
// coefficients, units that never win or are dead; in that order.
[[nodiscard]] std::vector<Headline> headlines(const std::vector<std::string>& keys);

// One line for each group: runs, and mean ± half of the 95 % confidence interval of each headline.
[[nodiscard]] DataTable result_data_table(const Model& model);

// One line for each group and key of summary.json: mean, standard deviation, n, interval, extremes.
// Times are left out, so that independent executions give the same bytes.
[[nodiscard]] DataTable number_data_table(const Model& model);

// One line for each cell: printed, ours (mean, standard deviation, n), interval, verdict.
[[nodiscard]] DataTable comparison_data_table(const Comparison& comparison);

}  // namespace hebb::report
