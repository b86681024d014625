// runner -- the parent's side: runs what is missing, several at once, and publishes what is done.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "config/experiment.hpp"
#include "run/data_request.hpp"
#include "run/plugin_lookup.hpp"
#include "run/run_process.hpp"
#include "run/store.hpp"

namespace hebb::run {

struct RunnerOptions {
  ChildOptions child;
  int jobs = 0;            // runs at once; 0: one per core
  bool fail_fast = false;  // start nothing after a failure
};

struct Outcome {
  enum class State { kMissing, kDone, kFoundDone, kFailed, kStopped };
  State state = State::kMissing;
  ExitCode code = ExitCode::kDone;
  std::string message;
  double seconds = 0;
};

// What a user is told while runs are under way.
class Audience {
 public:
  virtual ~Audience() = default;
  virtual void noted(const std::string& message) = 0;  // something worth a line
  virtual void finished(const config::PlannedRun& run, const Outcome& outcome) = 0;
  // Called some times a second with the runs at work.
  struct Working {
    const config::PlannedRun* run;
    const StatusPage* status;
  };
  virtual void progressed(const std::vector<Working>& working, std::size_t done,
                          std::size_t total) = 0;
};

// Runs everything that `store` does not have yet and returns one outcome per run, in order. A
// finished run whose plugin or data has changed since is set aside and run again. After the first
// SIGINT or SIGTERM children are asked to stop and nothing more starts; after the second they are
// killed.
[[nodiscard]] std::vector<Outcome> run_all(const std::vector<config::PlannedRun>& runs,
                                           const RunnerOptions& options, Store& store,
                                           ProbedPlugins& plugins, CheckedData& data,
                                           Audience& audience);

// The worst of the outcomes as the program's exit code.
[[nodiscard]] ExitCode exit_code(const std::vector<Outcome>& outcomes);

}  // namespace hebb::run
