#include "run/results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "config/run_identity.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;
using Kind = RunState::Kind;

// Runs that were copied here, or planned before there were plans.
void add_unplanned(const fs::path& directory, std::vector<FrozenRun>& runs) {
  std::unordered_set<std::string> known;
  for (const FrozenRun& run : runs) known.insert(run.id);
  std::vector<FrozenRun> found;
  for (std::string& name : names_in(directory)) {
    if (!config::is_run_id(name) || known.count(name) > 0) continue;
    FrozenRun run;
    run.config = read_record(directory / name / "config.json");
    if (!run.config.is_object()) continue;
    run.seed = static_cast<std::uint64_t>(integer_at(run.config, "seed"));
    run.id = std::move(name);
    found.push_back(std::move(run));
  }
  std::sort(found.begin(), found.end(),
            [](const FrozenRun& a, const FrozenRun& b) { return a.id < b.id; });
  std::move(found.begin(), found.end(), std::back_inserter(runs));
}

}  // namespace

Results::Results(fs::path directory, Today& today)
    : directory_(std::move(directory)), runs_(read_plan(directory_)) {
  add_unplanned(directory_, runs_);
  if (runs_.empty()) {
    throw Error(ExitCode::kUsage,
                fmt::format("{}: neither a plan.jsonl nor a run is there, wanted a folder that "
                            "`hebb run FILE.yaml -o DIR` has made",
                            directory_.string()));
  }
  states_ = survey(directory_, runs_, today);
}

bool Results::is_finished(std::size_t index) const {
  const Kind kind = states_[index].kind;
  return kind == Kind::kDone || kind == Kind::kStale;
}

fs::path Results::directory_of(std::size_t index) const {
  const bool has_failed = states_[index].kind == Kind::kFailed;
  return (has_failed ? directory_ / "failed" : directory_) / runs_[index].id;
}

nlohmann::json Results::summary(std::size_t index) const {
  return read_record(directory_ / runs_[index].id / "summary.json");
}

nlohmann::json Results::record(std::size_t index) const {
  return read_record(directory_ / runs_[index].id / "run.json");
}

nlohmann::json Results::failure(std::size_t index) const {
  return read_record(directory_ / "failed" / runs_[index].id / "failure.json");
}

void Results::for_each_line(std::size_t index,
                            const std::function<void(const nlohmann::ordered_json&)>& take) const {
  const fs::path path = directory_ / runs_[index].id / "metrics.jsonl";
  std::ifstream file(path);
  for (std::string text; std::getline(file, text);) {
    const auto line = ordered_json_in(text);
    if (line.is_object()) take(line);
  }
  if (file.bad()) {
    throw Error(ExitCode::kMissing, path.string() + ": cannot be read to its end");
  }
}

std::size_t Results::find(const std::string& prefix) const {
  const auto begins = [&](const FrozenRun& run) { return run.id.starts_with(prefix); };
  const auto first = std::find_if(runs_.begin(), runs_.end(), begins);
  if (prefix.empty() || first == runs_.end()) {
    throw Error(ExitCode::kUsage, fmt::format("{}: no run's id begins with '{}'; `hebb status {}` "
                                              "counts them, with --json it lists them",
                                              directory_.string(), prefix, directory_.string()));
  }
  const auto second = std::find_if(std::next(first), runs_.end(), begins);
  if (second != runs_.end()) {
    throw Error(ExitCode::kUsage, fmt::format("{}: several ids begin with '{}', such as {} and {}",
                                              directory_.string(), prefix, first->id, second->id));
  }
  return static_cast<std::size_t>(first - runs_.begin());
}

}  // namespace hebb::run
