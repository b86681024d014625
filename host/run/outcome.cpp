#include "run/outcome.hpp"

#include <algorithm>
#include <tuple>

#include "run/failure.hpp"

namespace hebb::run {

bool Ledger::is_settled_from_the_start(std::size_t index, bool retries_failures) {
  if (store_.has(runs_[index].id)) {
    settle(index, {Outcome::State::kFoundDone, ExitCode::kDone, "", 0});
    return true;
  }
  const std::string failure = store_.failure_of(runs_[index].id);
  if (failure.empty()) return false;
  if (!retries_failures) return settle_failed(index, failure);
  old_failures_[index] = failure;
  return false;
}

bool Ledger::is_settled_by_others(std::size_t index) {
  if (store_.has(runs_[index].id)) {
    settle(index, {Outcome::State::kFoundDone, ExitCode::kDone, "", 0});
    return true;
  }
  const std::string failure = store_.failure_of(runs_[index].id);
  const auto old = old_failures_.find(index);
  if (failure.empty() || (old != old_failures_.end() && old->second == failure)) return false;
  return settle_failed(index, failure);
}

bool Ledger::settle_failed(std::size_t index, const std::string& failure) {
  Outcome outcome;
  outcome.state = Outcome::State::kFailed;
  std::tie(outcome.code, outcome.message) = read_failure(failure);
  settle(index, outcome);
  return true;
}

void Ledger::settle(std::size_t index, const Outcome& outcome) {
  outcomes_[index] = outcome;
  ++settled_;
}

ExitCode exit_code(const std::vector<Outcome>& outcomes) {
  const auto any = [&](auto test) { return std::any_of(outcomes.begin(), outcomes.end(), test); };
  if (any([](const Outcome& o) { return o.state == Outcome::State::kStopped; })) {
    return ExitCode::kStopped;
  }
  const auto failed = std::find_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) {
    return o.state == Outcome::State::kFailed;
  });
  if (failed != outcomes.end()) {
    // A single run says what was wrong; of a sweep, some run failed.
    return outcomes.size() == 1 ? failed->code : ExitCode::kRunFailed;
  }
  return any([](const Outcome& o) { return o.state == Outcome::State::kMissing; })
             ? ExitCode::kStopped
             : ExitCode::kDone;
}

}  // namespace hebb::run
