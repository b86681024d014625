// results -- what is in a folder of results: the runs of its plan and those that are there, with
// their files. The only place of this module that knows how such a folder is laid out.
//
// Small records are read at once; metrics.jsonl, arrays and logs when they are asked for. What
// another program or a torn disk left is taken as it is: a record that cannot be read is null, and
// a run without a summary is missing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/aggregate.hpp"

namespace hebb::report {

struct RunRecord {
  enum class State { kDone, kFailed, kMissing };

  std::string id;
  std::filesystem::path directory;  // of a finished or failed run; empty for one that is missing
  State state = State::kMissing;
  Axes axes;          // from the plan, else the labels that it was run with; may be empty
  std::string group;  // config::group_id: the runs of a group differ in their seed only
  std::uint64_t seed = 0;
  nlohmann::json config;      // config.json, or the plan's
  nlohmann::json summary;     // summary.json: a flat object, empty unless kDone
  nlohmann::json provenance;  // run.json; null unless kDone
  std::string message;        // kFailed: why
  std::string log;            // kFailed: the end of its log
};

struct Folder {
  std::filesystem::path path;
  std::vector<RunRecord> runs;  // in the plan's order, then those that it does not have, by id
  std::vector<nlohmann::json> published;  // what published/*.json hold, by name
  bool has_plan = false;  // without one, runs that are neither finished nor failed are not known of
};

// A folder of `hebb run -o`, or a single run's directory. Throws Error (kUsage) if it is neither.
[[nodiscard]] Folder read_folder(const std::filesystem::path& path);

// The metrics' reports in metrics.jsonl, in order: at most `most` of them, evenly spread, with the
// first and the last. A run without the file has none.
[[nodiscard]] std::vector<nlohmann::json> reports(const RunRecord& run, std::size_t most);

// The vector arrays/NAME.npy as doubles; empty if it is missing, damaged or of another type than
// float32, float64 or int64.
[[nodiscard]] std::vector<double> array_values(const RunRecord& run, const std::string& name);

}  // namespace hebb::report
