// collect -- the finished runs of an output directory as two tables of comma-separated values.
#pragma once

#include <cstddef>
#include <filesystem>

#include "run/results.hpp"

namespace hebb::run {

// One row for each finished run: id, state ("done" or "stale"), the axes of all sweeps in the
// directory (of a run without an axis, what its configuration has there), seed, and every key of
// summary.json; empty where it has no value. Returns the number of rows. Written in one step.
// Throws Error (kRunFailed).
std::size_t write_summary_table(const Results& results, const std::filesystem::path& file);

// Long form: one row for each number of each line of metrics.jsonl: id, step, samples, probe,
// epoch, name, value. Returns the number of rows. Written in one step. Throws Error (kRunFailed).
std::size_t write_metrics_table(const Results& results, const std::filesystem::path& file);

}  // namespace hebb::run
