// runner -- the parent's side: claims runs, works on several at once, and publishes what is done.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "run/claims.hpp"
#include "run/outcome.hpp"
#include "run/plan_file.hpp"
#include "run/run_process.hpp"
#include "run/store.hpp"

namespace hebb::run {

struct RunnerOptions {
  ChildOptions child;
  int jobs = 0;            // runs at once; 0: one per core
  bool fail_fast = false;  // start nothing after a failure
  // Work until nothing is left to take, and leave what others have in hand to them; otherwise stay
  // until every run is settled.
  bool leaves_early = false;
  bool retries_failures = true;  // take runs that failed before this call
  // When children are asked to stop. Before that, nothing starts that would not end in time, going
  // by the longest run so far.
  std::optional<std::chrono::steady_clock::time_point> deadline;
};

// What a user is told while runs are under way.
class Audience {
 public:
  virtual ~Audience() = default;
  virtual void noted(const std::string& message) = 0;  // something worth a line
  virtual void finished(const FrozenRun& run, const Outcome& outcome) = 0;
  // Called some times a second with the runs at work here; `done` of `total` are settled.
  struct Working {
    const FrozenRun* run;
    const StatusPage* status;
  };
  virtual void progressed(const std::vector<Working>& working, std::size_t done,
                          std::size_t total) = 0;
};

// Runs everything that `store` does not have yet and that no living process has claimed, and
// returns one outcome per run, in order. A run whose process crashes is tried once more. After the
// first SIGINT or SIGTERM children are asked to stop and nothing more starts; after the second they
// are killed. Throws Error (kRunFailed) where the store cannot be written any more, kStopped where
// others took this process for dead.
[[nodiscard]] std::vector<Outcome> run_all(const std::vector<FrozenRun>& runs,
                                           const RunnerOptions& options, Store& store,
                                           Claims& claims, Audience& audience);

}  // namespace hebb::run
