// aggregate -- runs that differ in their seed only become means with intervals.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace hebb::report {

using Axes = std::vector<std::pair<std::string, std::string>>;  // ("model.units", "128")

// One finished run: what tells its configuration from the others', without the seed, and its
// summary.json.
struct RunRow {
  Axes axes;
  nlohmann::json summary;  // a flat object
};

// What is known of one number over n runs.
struct Statistic {
  std::size_t n = 0;           // runs that have the number; null and absent do not count
  double mean = 0;             // of those n; 0 if n is 0
  std::optional<double> sd;    // sample standard deviation (n - 1); needs two runs
  std::optional<double> half;  // half the width of the 95 % confidence interval of the mean:
                               // t(.975, n - 1) sd / sqrt(n); it takes the runs as independent
                               // and normal
};

// What a figure shows of the spread of several runs.
struct Spread {
  double low = 0;
  double high = 0;
};

// The runs with the same axes.
struct Group {
  Axes axes;
  std::size_t runs = 0;
  std::vector<Statistic> statistics;  // one for each key, in the order of the keys
};

// What Student's t of that many degrees of freedom lies above with the given probability.
[[nodiscard]] double student_t(double degrees, double probability);

// The statistic of the given values.
[[nodiscard]] Statistic statistic(std::span<const double> values);

// The 95 % confidence interval of the mean, or, of fewer than five values, the least and the
// greatest: an interval from so few is several times as wide as they are apart. Needs a value.
[[nodiscard]] Spread spread(std::span<const double> values);
inline constexpr const char* kSpread =
    "95 % confidence interval of the mean, or least to greatest of fewer than five runs";

// Groups in the order in which they first appear.
[[nodiscard]] std::vector<Group> aggregate(std::span<const RunRow> rows,
                                           std::span<const std::string> keys);

}  // namespace hebb::report
