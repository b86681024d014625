// survey -- which runs of a plan an output directory has already. Reads only.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "config/experiment.hpp"
#include "run/data_request.hpp"
#include "run/plugin_lookup.hpp"

namespace hebb::run {

struct Surveyed {
  enum class State { kMissing, kDone, kStale, kFailed };
  State state = State::kMissing;
  std::string why;  // of kStale and kFailed
  int threads = 1;  // that a finished run had
};

[[nodiscard]] const char* word(Surveyed::State state);  // "missing"

// One answer for each run, in order. A directory that is not there has none of them. Throws Error
// as ProbedPlugins and CheckedData do.
[[nodiscard]] std::vector<Surveyed> survey(const std::vector<config::PlannedRun>& runs,
                                           const std::filesystem::path& directory,
                                           ProbedPlugins& plugins, CheckedData& data);

// A JSON file that a run wrote; null where it is missing or damaged.
[[nodiscard]] nlohmann::json read_record(const std::filesystem::path& file);

}  // namespace hebb::run
