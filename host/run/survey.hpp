// survey -- what has become of the runs of an output directory: the one place that tells. Reads
// only.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "run/plan_file.hpp"
#include "run/today.hpp"

namespace hebb::run {

struct RunState {
  // kRunning: a process has claimed it, perhaps a dead one. kStale: finished, with another plugin
  // or other data than there are today, or damaged.
  enum class Kind { kMissing, kRunning, kDone, kStale, kFailed };
  Kind kind = Kind::kMissing;
  // kStale, kFailed: the reason; kRunning: the token of the process; kMissing: that it has begun
  std::string why;
  int threads = 1;  // kDone, kStale: that the run had
};

[[nodiscard]] const char* word(RunState::Kind kind);  // "missing"

// One answer for each run, in order. A directory that is not there has none of them. Throws Error
// as Today does.
[[nodiscard]] std::vector<RunState> survey(const std::filesystem::path& directory,
                                           std::span<const FrozenRun> runs, Today& today);

// The same of one run that has a directory `run_directory`: kDone or kStale.
[[nodiscard]] RunState state_of_finished(const std::filesystem::path& run_directory,
                                         const FrozenRun& run, Today& today);

// "8 runs: 5 done, 1 failed, 2 missing"
[[nodiscard]] std::string tally(std::span<const RunState> states);

// How many of them there are.
[[nodiscard]] std::size_t count(std::span<const RunState> states, RunState::Kind kind);

// The kinds in the order in which they are told.
inline constexpr RunState::Kind kKinds[] = {RunState::Kind::kDone, RunState::Kind::kStale,
                                            RunState::Kind::kFailed, RunState::Kind::kRunning,
                                            RunState::Kind::kMissing};

// A JSON file that a run wrote; null where it is missing or damaged. Throws Error (kMissing) where
// it cannot be read: then nobody knows.
[[nodiscard]] nlohmann::json read_record(const std::filesystem::path& file);

}  // namespace hebb::run
