// results -- what a run computed, for comparing two of it.
#pragma once

#include <map>
#include <string>

#include "support/command.hpp"

namespace hebb::test {

// metrics.jsonl, arrays/, images/, config.json and the summary without its times. The log and the
// record of how the run was made may differ.
inline std::map<std::string, std::string> computed(const std::filesystem::path& run) {
  std::map<std::string, std::string> results = tree(run);
  results.erase("log.txt");
  results.erase("run.json");
  nlohmann::json summary = json_of(run / "summary.json");
  for (auto at = summary.begin(); at != summary.end();) {
    at = at.key().ends_with(".seconds") ? summary.erase(at) : std::next(at);
  }
  results["summary.json"] = summary.dump();
  return results;
}

}  // namespace hebb::test
