// ablation -- what `hebb ablate` has measured, as curves with intervals and the areas between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/aggregate.hpp"

namespace hebb::report {

// The accuracy over the share of random units, in one order of the units.
struct AblationCurve {
  struct Point {
    double share = 0;
    Statistic accuracy;  // percent, over the seeds
  };
  std::string order;  // dead, live, random
  std::vector<Point> points;
};

// How much higher one curve lies than the other on average over the shares, in percentage points:
// the area between them, seed by seed.
struct AreaDifference {
  std::string first;
  std::string second;
  Statistic difference;
};

struct Ablation {
  std::string id;  // of the run
  std::uint32_t layer = 1;
  std::uint32_t units = 0;
  std::uint32_t seeds = 0;
  std::string liveness;  // what the order goes by
  std::string liveness_meaning;
  std::vector<AblationCurve> curves;
  std::vector<AreaDifference> differences;  // dead - live first
};

// From the record of an ablation: id, layer, .., points: [{order, share, seed, test_accuracy}].
// Throws nlohmann::json::exception where it is none.
[[nodiscard]] Ablation ablation(const nlohmann::json& record);

// Those in DIR/ablations/*/*ablation.json, by name; files that are no such records are left out.
[[nodiscard]] std::vector<Ablation> read_ablations(const std::filesystem::path& directory);

// The table of the curves, the differences, and what they say, for a terminal.
[[nodiscard]] std::string ablation_text(const Ablation& ablation);

// What a difference between "dead" and "live" says of who carries the accuracy.
[[nodiscard]] std::string verdict(const Statistic& dead_minus_live);

}  // namespace hebb::report
