#include "run/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "run/checkpoint_folder.hpp"
#include "run/claims.hpp"
#include "run/failure.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;
using Kind = RunState::Kind;

constexpr std::size_t kLongestRecord = std::size_t{16} << 20U;

// One listing instead of a look for each run: directories appear when they are complete.
std::unordered_set<std::string> set_of_names_in(const fs::path& folder) {
  const std::vector<std::string> names = names_in(folder);
  return {names.begin(), names.end()};
}

std::string failure_message(const fs::path& file) {
  const auto text = read_if_there(file, kLongestRecord);
  const std::string message = text ? read_failure(*text).second : "";
  return message.empty() ? "no reason is recorded" : message;
}

int threads_of(const nlohmann::json& record) {
  const auto found = record.find("threads");
  return found != record.end() && found->is_number_integer() ? std::max(1, found->get<int>()) : 1;
}

}  // namespace

nlohmann::json read_record(const fs::path& file) {
  const auto text = read_if_there(file, kLongestRecord);
  if (!text) return {};
  auto json = json_in(*text);
  return json.is_discarded() ? nlohmann::json() : json;
}

const char* word(Kind kind) {
  switch (kind) {
    case Kind::kDone:
      return "done";
    case Kind::kStale:
      return "stale";
    case Kind::kFailed:
      return "failed";
    case Kind::kRunning:
      return "running";
    case Kind::kMissing:
      return "missing";
  }
  return "";
}

RunState state_of_finished(const fs::path& run_directory, const FrozenRun& run, Today& today) {
  const nlohmann::json record = read_record(run_directory / "run.json");
  if (!record.is_object()) return {Kind::kStale, "run.json is missing or damaged", 1};
  const bool is_whole = is_there(run_directory / "summary.json");
  std::string why = "summary.json is missing";
  try {
    if (is_whole) why = today.staleness(run, record);
  } catch (const nlohmann::json::exception&) {
    why = "run.json is missing or damaged";
  }
  const Kind kind = why.empty() ? Kind::kDone : Kind::kStale;
  return {kind, std::move(why), threads_of(record)};
}

std::vector<RunState> survey(const fs::path& directory, std::span<const FrozenRun> runs,
                             Today& today) {
  // Claims first: a run that is finished meanwhile is found done.
  const auto owners = claim_owners(directory);
  const auto failed = set_of_names_in(directory / "failed");
  const auto saved = set_of_names_in(directory / ".checkpoints");
  const auto present = set_of_names_in(directory);
  std::vector<RunState> states(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string& id = runs[i].id;
    if (present.count(id) > 0) {
      states[i] = state_of_finished(directory / id, runs[i], today);
    } else if (const auto owner = owners.find(id); owner != owners.end()) {
      states[i] = {Kind::kRunning, owner->second, 1};
    } else if (failed.count(id) > 0) {
      states[i] = {Kind::kFailed, failure_message(directory / "failed" / id / "failure.json"), 1};
    } else if (saved.count(id) > 0 && has_checkpoint(directory, id)) {
      states[i].why = "goes on from a checkpoint";
    }
  }
  return states;
}

std::size_t count(std::span<const RunState> states, Kind kind) {
  return static_cast<std::size_t>(std::count_if(
      states.begin(), states.end(), [&](const RunState& state) { return state.kind == kind; }));
}

std::string tally(std::span<const RunState> states) {
  std::string text = fmt::format("{} run{}:", states.size(), states.size() == 1 ? "" : "s");
  const char* between = " ";
  for (const Kind kind : kKinds) {
    const std::size_t found = count(states, kind);
    if (found == 0) continue;
    text += fmt::format("{}{} {}", between, found, word(kind));
    between = ", ";
  }
  return text;
}

}  // namespace hebb::run
