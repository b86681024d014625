// estimate -- how long what is left of a sweep will take, and how much disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "config/experiment.hpp"
#include "run/data_request.hpp"
#include "run/survey.hpp"

namespace hebb::run {

// What a run computes: operations of its wide products (a multiplication with its addition is two),
// and bytes that it writes for sure.
struct Work {
  double train = 0;  // 4 inputs units samples epochs, and 2 for each layer below
  double probe = 0;  // features, and for each probe 6 units classes samples epochs
  double bytes = 0;  // weights, their picture, and a vector of units for each metric
};

[[nodiscard]] Work work_of(const config::Experiment& experiment, const CheckedData::Facts& facts);

struct Estimate {
  std::size_t runs = 0;     // left to do: all that are not done
  double core_seconds = 0;  // of training, features and probes on one core; a process's start,
                            // reading data and writing are not in it
  double bytes = 0;
  // Where the rates come from, in runs left: finished runs with the same axes, other finished runs
  // of the same rule, activation and batch, any finished runs, or the speed of the products here.
  std::size_t from_same = 0;
  std::size_t from_alike = 0;
  std::size_t from_any = 0;
  std::size_t from_products = 0;
  std::size_t finished = 0;  // runs whose records were read
  double speed = 0;          // operations per second of one core, where it had to be measured
};

// Each run that is left takes its work times the seconds per operation of the nearest finished runs
// in `directory`. Where there are none, the products are measured here for about a tenth of a
// second: rough, since everything but the products is left out.
[[nodiscard]] Estimate estimate(const std::vector<config::PlannedRun>& runs,
                                const std::vector<RunState>& states,
                                const std::filesystem::path& directory, CheckedData& data);

}  // namespace hebb::run
