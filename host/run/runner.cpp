#include "run/runner.hpp"

#include <poll.h>

#include <algorithm>
#include <functional>
#include <list>
#include <memory>

#include "base/json.hpp"
#include "base/parallel.hpp"
#include "run/checkpoint_folder.hpp"
#include "run/failure.hpp"
#include "run/signals.hpp"
#include "run/tidy.hpp"

namespace hebb::run {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPollTime{100};  // children's ends wake us earlier
constexpr std::chrono::milliseconds kLookTime{500};  // between looks at what others hold
constexpr int kTries = 2;                            // of a run whose process crashes

struct Active {
  std::size_t index;
  Claim claim;
  Staging staging;
  std::unique_ptr<RunProcess> process;
  Clock::time_point begin;
  int tries = 1;
};

class Runner {
 public:
  Runner(const std::vector<FrozenRun>& runs, const RunnerOptions& options, Store& store,
         Claims& claims, Audience& audience)
      : runs_(runs),
        options_(options),
        store_(store),
        claims_(claims),
        audience_(audience),
        ledger_(runs, store) {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (!ledger_.is_settled_from_the_start(i, options_.retries_failures)) open_.push_back(i);
    }
    rotate();
    const int cores = threads();
    const int wanted = options_.jobs > 0 ? options_.jobs : cores;
    jobs_ = std::clamp(static_cast<int>(open_.size()), 1, wanted);
    threads_per_run_ = std::max(1, cores / jobs_);
  }

  std::vector<Outcome> run() {
    const SignalCounter signals;
    for (;;) {
      heed(signals.count());
      fill();
      report();
      if (active_.empty() && (open_.empty() || halted_ || may_leave())) break;
      pause();
      reap();
    }
    if (claims_.is_lost()) {
      throw Error(ExitCode::kStopped,
                  "silent for so long that others took over; the same command goes on");
    }
    if (!broken_.empty()) throw Error(ExitCode::kRunFailed, broken_);
    settle_the_rest();
    return ledger_.outcomes();
  }

 private:
  // Many workers that begin at once begin at different runs.
  void rotate() {
    if (!options_.leaves_early || open_.empty()) return;
    const std::size_t first = std::hash<std::string>{}(claims_.token()) % open_.size();
    const auto middle = std::next(open_.begin(), static_cast<std::ptrdiff_t>(first));
    open_.splice(open_.end(), open_, open_.begin(), middle);
  }

  void heed(int signals) {
    if (!halted_ && options_.deadline && Clock::now() >= *options_.deadline) {
      audience_.noted("the time is up: stopping");
      halt();
    }
    if (claims_.is_lost()) halted_ = true;
    if (signals > heeded_ && heeded_ == 0) {
      audience_.noted("stopping; once more to stop at once");
      halt();
    }
    if (claims_.is_lost() || (signals > heeded_ && signals > 1)) {
      for (const Active& active : active_) active.process->kill();
    }
    heeded_ = signals;
  }

  // Starts nothing more and asks the children to stop.
  void halt() {
    halted_ = true;
    stopping_ = true;
    for (const Active& active : active_) active.process->stop();
  }

  [[nodiscard]] bool is_time_short() const {
    return options_.deadline && Clock::now() + longest_ > *options_.deadline;
  }
  [[nodiscard]] bool may_leave() const { return options_.leaves_early && in_living_hands_; }
  [[nodiscard]] bool is_full() const { return active_.size() >= static_cast<std::size_t>(jobs_); }

  // First what nobody has claimed; then, less often, what the dead have.
  void fill() {
    if (halted_ || is_full() || open_.empty()) return;
    if (is_time_short()) {
      halted_ = true;
      audience_.noted("too little time is left for another run");
      return;
    }
    if (Clock::now() < next_look_) return;
    take_all(false);
    if (is_full() || halted_ || open_.empty()) return;
    take_all(true);
    next_look_ = Clock::now() + kLookTime;
    in_living_hands_ = std::all_of(open_.begin(), open_.end(), [this](std::size_t index) {
      return claims_.is_in_living_hands(runs_[index].id);
    });
  }

  void take_all(bool from_the_dead) {
    claims_.look();
    for (auto at = open_.begin(); at != open_.end() && !is_full() && !halted_;) {
      at = take(*at, from_the_dead) ? open_.erase(at) : std::next(at);
    }
  }

  // True if the run is settled or started.
  bool take(std::size_t index, bool from_the_dead) {
    const std::string& id = runs_[index].id;
    if (ledger_.is_settled_by_others(index)) return true;
    try {
      std::optional<Claim> claim = claims_.take(id, from_the_dead);
      if (!claim) return false;
      if (ledger_.is_settled_by_others(index)) return true;  // between the look and the claim
      if (from_the_dead) tidy(store_, claims_);
      start(index, std::move(*claim), 1);
    } catch (const Error& error) {
      break_off(error);
      return false;
    }
    return true;
  }

  void start(std::size_t index, Claim claim, int tries) {
    const FrozenRun& run = runs_[index];
    Staging staging = store_.stage(run.id, run.config, claims_.token());
    ChildOptions child = options_.child;
    const auto own = static_cast<int>(integer_at(run.config, "threads"));
    child.threads = own > 0 ? own : threads_per_run_;
    child.plugin_directories.insert(child.plugin_directories.end(), run.plugin_path.begin(),
                                    run.plugin_path.end());
    if (child.data_dir.empty()) child.data_dir = run.data_dir;
    child.checkpoints = checkpoints_of(store_.directory(), run.id);
    auto process = std::make_unique<RunProcess>(staging, child);
    active_.push_back(
        {index, std::move(claim), std::move(staging), std::move(process), Clock::now(), tries});
  }

  void pass_on_notes(const Active& active) {
    for (const std::string& note : active.process->notes()) {
      audience_.noted("run " + runs_[active.index].id + ": " + note);
    }
  }

  void report() {
    for (const Active& active : active_) pass_on_notes(active);
    std::vector<Audience::Working> working;
    for (const Active& active : active_) {
      working.push_back({&runs_[active.index], &active.process->status()});
    }
    audience_.progressed(working, ledger_.settled(), runs_.size());
  }

  void pause() {
    std::vector<pollfd> ends;
    for (const Active& active : active_) ends.push_back({active.process->descriptor(), POLLIN, 0});
    (void)::poll(ends.data(), ends.size(), static_cast<int>(kPollTime.count()));
  }

  // The next runs begin before those that are done are flushed to the disk.
  void reap() {
    std::vector<Active> done;
    for (auto active = active_.begin(); active != active_.end();) {
      const auto ending = active->process->poll();
      if (!ending) {
        ++active;
        continue;
      }
      pass_on_notes(*active);
      next_look_ = {};
      Active ended = std::move(*active);
      active = active_.erase(active);
      if (ending->code == ExitCode::kDone) {
        longest_ = std::max(longest_, Clock::now() - ended.begin);
        done.push_back(std::move(ended));
      } else {
        try_to_finish(std::move(ended), *ending);
      }
    }
    if (!done.empty()) fill();
    for (Active& ended : done) try_to_finish(std::move(ended), Ending{});
  }

  void try_to_finish(Active active, const Ending& ending) {
    try {
      finish(std::move(active), ending);
    } catch (const Error& error) {
      break_off(error);
    }
  }

  void finish(Active active, const Ending& ending) {
    const std::size_t index = active.index;
    const bool is_stopped = ending.code == ExitCode::kStopped || stopping_ || claims_.is_lost();
    Outcome outcome{Outcome::State::kDone, ending.code, ending.message,
                    std::chrono::duration<double>(Clock::now() - active.begin).count()};
    if (ending.code == ExitCode::kDone) {
      if (!publish(std::move(active))) return open_.push_back(index);
    } else if (is_stopped) {
      outcome.state = Outcome::State::kStopped;
      outcome.code = ExitCode::kStopped;
    } else if (active.claim.is_lost()) {
      return open_.push_back(index);
    } else if (store_.is_full()) {
      throw Error(ExitCode::kRunFailed, store_.directory().string() +
                                            ": no space is left on the disk; run " +
                                            runs_[index].id + " said: " + ending.message);
    } else if (ending.crashed && active.tries < kTries) {
      return try_again(std::move(active), ending);
    } else {
      outcome.state = Outcome::State::kFailed;
      keep_failure(std::move(active), ending);
    }
    ledger_.settle(index, outcome);
    audience_.finished(runs_[index], outcome);
  }

  // False if others took the run over and removed what was staged: then it is theirs.
  bool publish(Active active) {
    try {
      store_.publish(std::move(active.staging), runs_[active.index].id);
    } catch (const Error&) {
      if (active.claim.is_lost()) return false;
      throw;
    }
    return true;
  }

  void try_again(Active active, const Ending& ending) {
    audience_.noted("run " + runs_[active.index].id + ": " + ending.message + "; trying once more");
    start(active.index, std::move(active.claim), active.tries + 1);
  }

  void keep_failure(Active active, const Ending& ending) {
    const FrozenRun& run = runs_[active.index];
    const nlohmann::json failure =
        failure_record(ending, active.tries, claims_.token(), active.staging.directory());
    store_.keep_failure(std::move(active.staging), run.id, failure);
    if (options_.fail_fast) halted_ = true;
  }

  // The store cannot be written: no run could be kept.
  void break_off(const Error& error) {
    if (broken_.empty()) broken_ = error.what();
    halt();
  }

  void settle_the_rest() {
    claims_.look();
    for (const std::size_t i : open_) {
      // Looked at in this order: a run is published before its claim goes.
      if (claims_.is_held(runs_[i].id)) {
        ledger_.mark(i, Outcome::State::kElsewhere);
      } else {
        (void)ledger_.is_settled_by_others(i);
      }
    }
  }

  const std::vector<FrozenRun>& runs_;
  const RunnerOptions& options_;
  Store& store_;
  Claims& claims_;
  Audience& audience_;
  Ledger ledger_;
  std::list<std::size_t> open_;  // neither settled nor at work here
  std::list<Active> active_;
  int jobs_ = 1;
  int threads_per_run_ = 1;
  Clock::duration longest_{};
  Clock::time_point next_look_;
  bool in_living_hands_ = false;  // all that is open
  bool halted_ = false;
  bool stopping_ = false;
  int heeded_ = 0;  // signals
  std::string broken_;
};

}  // namespace

std::vector<Outcome> run_all(const std::vector<FrozenRun>& runs, const RunnerOptions& options,
                             Store& store, Claims& claims, Audience& audience) {
  return Runner(runs, options, store, claims, audience).run();
}

}  // namespace hebb::run
