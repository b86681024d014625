// outcome -- what became of each run of a call, here or by others.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "run/plan_file.hpp"
#include "run/store.hpp"

namespace hebb::run {

struct Outcome {
  enum class State { kMissing, kDone, kFoundDone, kFailed, kStopped, kElsewhere };
  State state = State::kMissing;  // kElsewhere: another process works on it
  ExitCode code = ExitCode::kDone;
  std::string message;
  double seconds = 0;
};

// The worst of the outcomes as the program's exit code.
[[nodiscard]] ExitCode exit_code(const std::vector<Outcome>& outcomes);

// The outcomes of some runs while they come in.
class Ledger {
 public:
  Ledger(const std::vector<FrozenRun>& runs, const Store& store)
      : runs_(runs), store_(store), outcomes_(runs.size()) {}

  // True if the run is finished, or has failed and failures so far are to stay. Otherwise a
  // failure so far is remembered as an old one, which does not count.
  bool is_settled_from_the_start(std::size_t index, bool retries_failures);

  // True if others have finished the run, or failed at it, since.
  bool is_settled_by_others(std::size_t index);

  void settle(std::size_t index, const Outcome& outcome);

  // Not settled, for the record: kElsewhere.
  void mark(std::size_t index, Outcome::State state) { outcomes_[index].state = state; }

  [[nodiscard]] std::size_t settled() const noexcept { return settled_; }
  [[nodiscard]] const std::vector<Outcome>& outcomes() const noexcept { return outcomes_; }

 private:
  bool settle_failed(std::size_t index, const std::string& failure);

  const std::vector<FrozenRun>& runs_;
  const Store& store_;
  std::vector<Outcome> outcomes_;
  std::map<std::size_t, std::string> old_failures_;  // by index: the record
  std::size_t settled_ = 0;
};

}  // namespace hebb::run
