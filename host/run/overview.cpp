#include "run/overview.hpp"

#include <map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/files.hpp"
#include "run/claims.hpp"
#include "run/failure.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

// One listing instead of a look for each run: folders appear when they are complete.
std::unordered_set<std::string> names_in(const fs::path& folder) {
  std::unordered_set<std::string> names;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(folder, error)) {
    names.insert(item.path().filename().string());
  }
  return names;
}

std::string failure_message(const fs::path& file) {
  try {
    return read_failure(read_file(file)).second;
  } catch (const Error&) {
    return "";  // forgotten this moment
  }
}

}  // namespace

std::vector<RunState> states(const fs::path& directory, std::span<const FrozenRun> runs) {
  const auto done = names_in(directory);
  const auto failed = names_in(directory / "failed");
  const auto owners = claim_owners(directory);
  std::vector<RunState> list(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string& id = runs[i].id;
    const auto owner = owners.find(id);
    if (done.count(id) > 0) {
      list[i].kind = RunState::Kind::kDone;
    } else if (owner != owners.end()) {
      list[i] = {RunState::Kind::kRunning, owner->second};
    } else if (failed.count(id) > 0) {
      list[i] = {RunState::Kind::kFailed,
                 failure_message(directory / "failed" / id / "failure.json")};
    }
  }
  return list;
}

const char* word(RunState::Kind kind) {
  switch (kind) {
    case RunState::Kind::kDone:
      return "done";
    case RunState::Kind::kFailed:
      return "failed";
    case RunState::Kind::kRunning:
      return "running";
    case RunState::Kind::kWaiting:
      return "waiting";
  }
  return "";
}

}  // namespace hebb::run
