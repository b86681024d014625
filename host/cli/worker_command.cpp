// worker_command -- `hebb worker`.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/duration.hpp"
#include "cli/work_options.hpp"
#include "run/checkpoint_folder.hpp"
#include "run/plan_file.hpp"
#include "run/runner.hpp"
#include "run/tidy.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

po::options_description worker_options() {
  po::options_description options("Options");
  options.add_options()("time-limit", po::value<std::string>()->value_name("TIME"),
                        "stop after this time: 90s, 30m, 2h or [D-]HH:MM:SS")(
      "until", po::value<std::string>()->value_name("TIME"),
      "stop at this local time: 2026-01-31T18:00:00")(
      "wait", "stay until every run is settled, also those that others work on")(
      "plugin-timeout", po::value<int>()->default_value(30)->value_name("SECONDS"),
      "give up on a plugin that does not return for this long");
  return options.add(work_options());
}

using Deadline = std::optional<std::chrono::steady_clock::time_point>;

Deadline deadline(const po::variables_map& values) {
  const auto now = std::chrono::steady_clock::now();
  Deadline first;
  if (values.count("time-limit") > 0) {
    first = now + duration_of(values["time-limit"].as<std::string>(), "--time-limit");
  }
  if (values.count("until") > 0) {
    const auto other = now + time_until(values["until"].as<std::string>(), "--until");
    first = first ? std::min(*first, other) : other;
  }
  return first;
}

bool has(const std::vector<run::Outcome>& outcomes, run::Outcome::State state) {
  return std::any_of(outcomes.begin(), outcomes.end(),
                     [&](const run::Outcome& outcome) { return outcome.state == state; });
}

// A worker that gets nowhere must not be started again and again: it ended no run, and left none
// that the next one can go on from.
void refuse_to_fit_nothing(const std::vector<run::FrozenRun>& runs,
                           const std::vector<run::Outcome>& outcomes, const run::Store& store) {
  if (has(outcomes, run::Outcome::State::kDone) || !has(outcomes, run::Outcome::State::kStopped)) {
    return;
  }
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const bool is_stopped = outcomes[i].state == run::Outcome::State::kStopped;
    if (is_stopped && run::has_checkpoint(store.directory(), runs[i].id)) return;
  }
  throw Error(
      ExitCode::kRunFailed,
      "no run ended within the time limit, and none left a checkpoint to go on from; wanted "
      "more time");
}

int worker_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kWorker, arguments);
  const std::string directory = positional(kWorker, values, 1, 1)[0];
  run::RunnerOptions options = runner_options(globals, values);
  options.deadline = deadline(values);
  options.leaves_early = values.count("wait") == 0;
  options.retries_failures = false;
  const std::chrono::seconds silence = patience(values);
  const std::vector<run::FrozenRun> runs = run::require_plan(directory);
  run::Store store(directory);
  run::Claims claims(store.directory(), silence);
  run::tidy(store, claims);
  std::vector<run::Outcome> outcomes;
  {
    Console console(globals);
    outcomes = run::run_all(runs, options, store, claims, console);
  }
  print_outcomes(globals, runs, outcomes, store);
  const bool is_late = options.deadline && std::chrono::steady_clock::now() >= *options.deadline;
  if (is_late) refuse_to_fit_nothing(runs, outcomes, store);
  return static_cast<int>(run::exit_code(outcomes));
}

}  // namespace

const Command kWorker{"worker",
                      "work on the runs planned in a folder until none is left",
                      "hebb worker DIR [-j N] [--time-limit TIME] [--until TIME] [--wait]",
                      "Takes runs of DIR/plan.jsonl, which `hebb run -o DIR` or `hebb run "
                      "--plan-only -o DIR` writes,\n"
                      "that are neither finished, failed nor in the hands of another worker. Any "
                      "number of workers may\n"
                      "work on one folder, on any machines that share it; those of a worker that "
                      "dies are taken over.\n"
                      "It ends when all that is left is in the hands of living workers. Start "
                      "several with mpirun, GNU\n"
                      "parallel, or `hebb submit`.\n\n"
                      "With a time limit it begins no run that would not end in time, going by the "
                      "longest so far, and\n"
                      "stops the rest, which go on from there next time; the exit code is 75 "
                      "then.\n\n"
                      "Examples:\n"
                      "  hebb worker runs/sweep\n"
                      "  hebb worker runs/sweep -j 4 --time-limit 02:00:00\n"
                      "  mpirun -n 16 hebb worker runs/sweep -j 1\n",
                      &worker_command,
                      &worker_options};

}  // namespace hebb::cli
