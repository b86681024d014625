#include "run/stale.hpp"

#include <string>
#include <vector>

#include "base/files.hpp"
#include "run/survey.hpp"

namespace hebb::run {

void set_stale_aside(std::span<const FrozenRun> runs, Store& store, Claims& claims, Today& today,
                     Audience& audience) {
  const std::vector<RunState> states = survey(store.directory(), runs, today);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (states[i].kind != RunState::Kind::kStale) continue;
    const std::string& id = runs[i].id;
    claims.look();
    const auto claim = claims.take(id, true);
    // Looked at again: whoever had the claim before may have done the same.
    if (!claim || !is_there(store.path_of(id))) continue;
    const RunState now = state_of_finished(store.path_of(id), runs[i], today);
    if (now.kind != RunState::Kind::kStale) continue;
    audience.noted("run " + id + " is stale (" + now.why +
                   "): it is kept under stale/ and runs again");
    store.set_aside(id);
  }
}

}  // namespace hebb::run
