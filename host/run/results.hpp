// results -- an output directory as a table: what each run was, and what came of it. Reads only.
//
// This is how `show`, `diff`, `collect` and reports look at finished work. Runs are those of
// plan.jsonl, in its order, then those that have a directory but are in no plan. The files of a run
// are read when they are asked for, so that ten thousand runs are no burden.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "run/plan_file.hpp"
#include "run/survey.hpp"
#include "run/today.hpp"

namespace hebb::run {

class Results {
 public:
  // Surveys the directory. Throws Error (kUsage) if there are neither a plan nor runs in it, and
  // as read_plan and Today do.
  Results(std::filesystem::path directory, Today& today);

  [[nodiscard]] std::size_t size() const noexcept { return runs_.size(); }

  // The run's id, axes, seed and resolved configuration (`config`).
  [[nodiscard]] const FrozenRun& run(std::size_t index) const { return runs_[index]; }
  [[nodiscard]] const RunState& state(std::size_t index) const { return states_[index]; }
  [[nodiscard]] const std::vector<RunState>& states() const noexcept { return states_; }

  // True if it has a summary: kDone or kStale.
  [[nodiscard]] bool is_finished(std::size_t index) const;

  // DIR/ID of a finished run, with arrays/ and images/; DIR/failed/ID of a failed one.
  [[nodiscard]] std::filesystem::path directory_of(std::size_t index) const;

  // summary.json, run.json, failed/ID/failure.json ("message", "code", "tries", "worker", "signal",
  // "log": the end of log.txt); null where there is none.
  [[nodiscard]] nlohmann::json summary(std::size_t index) const;
  [[nodiscard]] nlohmann::json record(std::size_t index) const;
  [[nodiscard]] nlohmann::json failure(std::size_t index) const;

  // Each line of a finished run's metrics.jsonl, in order: a report ("step", "samples", numbers by
  // name) or an epoch of a probe ("probe", "epoch", numbers). Lines that are no objects are left
  // out.
  void for_each_line(std::size_t index,
                     const std::function<void(const nlohmann::ordered_json&)>& take) const;

  // The run whose id begins with `prefix`. Throws Error (kUsage) if none does, or several do.
  [[nodiscard]] std::size_t find(const std::string& prefix) const;

 private:
  std::filesystem::path directory_;
  std::vector<FrozenRun> runs_;
  std::vector<RunState> states_;
};

}  // namespace hebb::run
