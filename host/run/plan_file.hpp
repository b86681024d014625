// plan_file -- plan.jsonl: all runs of an output folder, so that a worker needs the folder only.
//
// One object a line: "id", "axes" (in order), "seed", "config" (the resolved configuration), and,
// where the command that planned the run gave or had them, "plugin_path" and "data_dir". Lines are
// appended under a claim and never change. A last line without its end, which a crash may leave, is
// cut off by the next writer and not read.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "config/experiment.hpp"
#include "run/claims.hpp"

namespace hebb::run {

struct FrozenRun {
  std::string id;
  std::vector<std::pair<std::string, std::string>> axes;  // as in config::PlannedRun
  std::uint64_t seed = 0;
  nlohmann::json config;  // resolved
  std::vector<std::filesystem::path> plugin_path;
  std::string data_dir;

  // "model.units=128 rule=hebbnet seed=3"
  [[nodiscard]] std::string label() const;
};

// Where the plugins and data of planned runs are: what workers take where they are not told
// otherwise.
struct Places {
  std::vector<std::filesystem::path> plugin_path;  // --plugin-path, then HEBB_PLUGIN_PATH
  std::string data_dir;                            // --data-dir or HEBB_DATA_DIR
};
[[nodiscard]] Places places(const std::vector<std::filesystem::path>& plugin_directories,
                            const std::string& data_dir);

[[nodiscard]] std::vector<FrozenRun> frozen(std::span<const config::PlannedRun> runs,
                                            const Places& places);

// The runs in DIR/plan.jsonl, each once; none if there is no such file. Throws Error (kMissing)
// with the line that is no run.
[[nodiscard]] std::vector<FrozenRun> read_plan(const std::filesystem::path& directory);

// As read_plan, but throws Error (kUsage) if there is no plan.
[[nodiscard]] std::vector<FrozenRun> require_plan(const std::filesystem::path& directory);

// Appends those runs that are not in the plan yet and returns how many. Waits for another process
// that does the same. Throws Error (kRunFailed); then the plan is as it was.
std::size_t append_plan(const std::filesystem::path& directory, std::span<const FrozenRun> runs,
                        Claims& claims);

}  // namespace hebb::run
