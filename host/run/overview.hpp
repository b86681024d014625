// overview -- what has become of the runs of an output folder, read without writing.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "run/plan_file.hpp"

namespace hebb::run {

struct RunState {
  enum class Kind { kDone, kFailed, kRunning, kWaiting };
  Kind kind = Kind::kWaiting;
  std::string message;  // kFailed: why; kRunning: the token of the process that has claimed it
};

// One state for each run. A run is kRunning while a claim on it is there, also a dead process's.
[[nodiscard]] std::vector<RunState> states(const std::filesystem::path& directory,
                                           std::span<const FrozenRun> runs);

// "done", "failed", "running", "waiting".
[[nodiscard]] const char* word(RunState::Kind kind);

}  // namespace hebb::run
