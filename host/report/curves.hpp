// curves -- what metrics reported over training, over the seeds of each group.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/figure.hpp"
#include "report/model.hpp"

namespace hebb::report {

// By the metric's name in metrics.jsonl ("gini", "wins.never"): mean over the runs at the samples
// shown so far, with their spread(). At most 200 points, the first and the last report among them.
using Curves = std::map<std::string, std::vector<Point>>;

// Reads metrics.jsonl of the group's finished runs.
[[nodiscard]] Curves curves_of(const RunGroup& group);

}  // namespace hebb::report
