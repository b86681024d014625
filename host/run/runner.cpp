#include "run/runner.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <list>
#include <thread>

#include "base/parallel.hpp"
#include "run/provenance.hpp"

namespace hebb::run {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPollTime{20};

std::atomic<int> signals_seen{0};
void on_signal(int) { signals_seen.fetch_add(1); }

// Counts SIGINT and SIGTERM while it lives.
class SignalCounter {
 public:
  SignalCounter() {
    signals_seen = 0;
    struct sigaction action {};
    action.sa_handler = &on_signal;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &interrupt_);
    sigaction(SIGTERM, &action, &terminate_);
  }
  ~SignalCounter() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGTERM, &terminate_, nullptr);
  }
  SignalCounter(const SignalCounter&) = delete;
  SignalCounter& operator=(const SignalCounter&) = delete;

 private:
  struct sigaction interrupt_ {};
  struct sigaction terminate_ {};
};

std::vector<std::pair<std::string, std::string>> plugins_of(const config::Experiment& experiment,
                                                            ProbedPlugins& plugins) {
  std::vector<std::pair<std::string, std::string>> list;
  const auto add = [&](plugin::Kind kind, const std::string& name) {
    list.emplace_back(std::string(plugin::word(kind)) + "/" + name, plugins.get(kind, name).sha256);
  };
  add(plugin::Kind::kRule, experiment.rule.name);
  add(plugin::Kind::kActivation, experiment.model.activation.name);
  for (const auto& metric : experiment.metrics) add(plugin::Kind::kMetric, metric.name);
  if (experiment.head) {
    add(plugin::Kind::kRule, experiment.head->rule.name);
    add(plugin::Kind::kActivation, experiment.head->activation.name);
  }
  return list;
}

struct Active {
  std::size_t index;
  Staging staging;
  std::unique_ptr<RunProcess> process;
  Clock::time_point begin;
};

class Runner {
 public:
  Runner(const std::vector<config::PlannedRun>& runs, const RunnerOptions& options, Store& store,
         Audience& audience)
      : runs_(runs),
        options_(options),
        store_(store),
        audience_(audience),
        outcomes_(runs.size()) {}

  void skip_finished(ProbedPlugins& plugins, CheckedData& data) {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const config::Experiment& experiment = runs_[i].experiment;
      if (store_.has(experiment.id)) {
        const std::string stale =
            staleness(store_.read(experiment.id, "run.json"), plugins_of(experiment, plugins),
                      data.check(experiment).files);
        if (stale.empty()) {
          outcomes_[i].state = Outcome::State::kFoundDone;
          ++done_;
          continue;
        }
        audience_.noted("run " + experiment.id + " is stale (" + stale +
                        "): it is kept under stale/ and runs again");
        store_.set_aside(experiment.id);
      }
      waiting_.push_back(i);
    }
    const int cores = threads();
    const int wanted = options_.jobs > 0 ? options_.jobs : cores;
    jobs_ = std::clamp(static_cast<int>(waiting_.size()), 1, wanted);
    threads_per_run_ = std::max(1, cores / jobs_);
  }

  std::vector<Outcome> run() {
    const SignalCounter counter;
    while (!waiting_.empty() || !active_.empty()) {
      heed_signals();
      while (may_start()) start();
      std::vector<Audience::Working> working;
      for (const Active& active : active_) {
        working.push_back({&runs_[active.index], &active.process->status()});
      }
      audience_.progressed(working, done_, runs_.size());
      if (active_.empty()) break;
      std::this_thread::sleep_for(kPollTime);
      reap();
    }
    return outcomes_;
  }

 private:
  [[nodiscard]] bool may_start() const {
    return !waiting_.empty() && !halted_ && active_.size() < static_cast<std::size_t>(jobs_);
  }

  void heed_signals() {
    const int seen = signals_seen.load();
    if (seen == heeded_) return;
    halted_ = true;
    for (const Active& active : active_) {
      seen == 1 ? active.process->stop() : active.process->kill();
    }
    if (heeded_ == 0) audience_.noted("stopping; once more to stop at once");
    heeded_ = seen;
  }

  void start() {
    const std::size_t index = waiting_.front();
    waiting_.pop_front();
    const config::Experiment& experiment = runs_[index].experiment;
    Staging staging = store_.stage(experiment.id, experiment.resolved);
    ChildOptions child = options_.child;
    child.threads = experiment.threads > 0 ? experiment.threads : threads_per_run_;
    auto process = std::make_unique<RunProcess>(staging, child);
    active_.push_back({index, std::move(staging), std::move(process), Clock::now()});
  }

  void reap() {
    for (auto active = active_.begin(); active != active_.end();) {
      const auto ending = active->process->poll();
      if (!ending) {
        ++active;
        continue;
      }
      finish(*active, *ending);
      active = active_.erase(active);
    }
  }

  void finish(Active& active, const Ending& ending) {
    const config::PlannedRun& run = runs_[active.index];
    Outcome& outcome = outcomes_[active.index];
    outcome.seconds = std::chrono::duration<double>(Clock::now() - active.begin).count();
    outcome.code = ending.code;
    outcome.message = ending.message;
    if (ending.code == ExitCode::kDone) {
      store_.publish(std::move(active.staging), run.experiment.id);
      outcome.state = Outcome::State::kDone;
    } else if (ending.code == ExitCode::kStopped || heeded_ > 0) {
      outcome.state = Outcome::State::kStopped;
      outcome.code = ExitCode::kStopped;
    } else {
      store_.keep_failure(std::move(active.staging), run.experiment.id,
                          {{"message", ending.message}, {"code", static_cast<int>(ending.code)}});
      outcome.state = Outcome::State::kFailed;
      if (options_.fail_fast) halted_ = true;
    }
    ++done_;
    audience_.finished(run, outcome);
  }

  const std::vector<config::PlannedRun>& runs_;
  const RunnerOptions& options_;
  Store& store_;
  Audience& audience_;
  std::vector<Outcome> outcomes_;
  std::list<std::size_t> waiting_;
  std::list<Active> active_;
  std::size_t done_ = 0;
  int jobs_ = 1;
  int threads_per_run_ = 1;
  bool halted_ = false;
  int heeded_ = 0;
};

}  // namespace

std::vector<Outcome> run_all(const std::vector<config::PlannedRun>& runs,
                             const RunnerOptions& options, Store& store, ProbedPlugins& plugins,
                             CheckedData& data, Audience& audience) {
  Runner runner(runs, options, store, audience);
  runner.skip_finished(plugins, data);
  return runner.run();
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
