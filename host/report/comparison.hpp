// comparison -- what a publication printed, cell by cell, beside what our runs gave, with a
// verdict.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/model.hpp"

namespace hebb::report {

// Where one further run falls with a probability of 99 %, if the runs are independent and normal.
struct Interval {
  double low = 0;
  double high = 0;

  [[nodiscard]] bool contains(double value) const noexcept { return low <= value && value <= high; }
};

// mean +- t(.995, n - 1) sd sqrt(1 + 1 / n), widened by `rounding` on both sides; none for n < 2.
[[nodiscard]] std::optional<Interval> prediction_interval(const Statistic& ours, double rounding);

// Runs that a verdict needs; with fewer it is indicative.
inline constexpr std::size_t kRunsForVerdict = 5;

enum class Verdict {
  kInside,            // every printed value lies in the interval of its key
  kOutside,           // one does not
  kIndicativeInside,  // the same of 2 to 4 runs
  kIndicativeOutside,
  kIndicative,  // of a single run, which has no interval
  kPlateau,     // some probe has lost classes: the cell jumps between plateaus
  kNoValue,     // there are runs, but some key has no number
  kNoRuns,
};
[[nodiscard]] const char* word(Verdict verdict);  // "inside", "indicative: outside"

// One printed number and ours.
struct ComparedValue {
  std::string key;
  double printed = 0;
  Statistic ours;
  std::optional<Interval> interval;
};

// A printed cell against one group of runs.
struct ComparedCell {
  Axes axes;  // as the publication's table has them, then those of the group that it leaves open
  std::vector<ComparedValue> values;
  Verdict verdict = Verdict::kNoRuns;
  std::optional<Interval> classes;  // predicted by the probe, fewest and most, where it lost some
  std::string note;
};

struct Comparison {
  std::string source;
  std::string name;  // of files
  std::string title;
  std::vector<std::string> keys;
  double rounding = 0;
  std::vector<ComparedCell> cells;  // in the order printed; one for each group that a cell names

  [[nodiscard]] std::size_t count(Verdict verdict) const;
};

// One for each table that the folders' published/*.json hold. Throws Error (kMissing) if one is
// damaged.
[[nodiscard]] std::vector<Comparison> comparisons(const Model& model);

// "24 cells: 22 inside, 1 outside, 1 indicative: inside"
[[nodiscard]] std::string tally(const Comparison& comparison);

}  // namespace hebb::report
