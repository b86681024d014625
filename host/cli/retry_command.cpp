// retry_command -- `hebb retry`.
#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/work_options.hpp"
#include "run/plan_file.hpp"
#include "run/runner.hpp"
#include "run/survey.hpp"
#include "run/tidy.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
using Kind = run::RunState::Kind;

po::options_description retry_options() {
  po::options_description options("Options");
  options.add_options()("failed", "all runs that have failed")(
      "plugin-timeout", po::value<int>()->default_value(30)->value_name("SECONDS"),
      "give up on a plugin that does not return for this long");
  return options.add(work_options());
}

bool is_named(const run::FrozenRun& run, const std::vector<std::string>& ids) {
  return std::find(ids.begin(), ids.end(), run.id) != ids.end();
}

void check_ids(const std::vector<run::FrozenRun>& runs, const std::vector<run::RunState>& states,
               const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    const auto run = std::find_if(runs.begin(), runs.end(),
                                  [&](const run::FrozenRun& other) { return other.id == id; });
    if (run == runs.end()) {
      throw Error(ExitCode::kUsage, fmt::format("retry: the plan has no run {}", id));
    }
    const Kind kind = states[static_cast<std::size_t>(run - runs.begin())].kind;
    if (kind == Kind::kFailed) continue;
    throw Error(ExitCode::kUsage, fmt::format("retry: run {} is {}, wanted one that has failed", id,
                                              run::word(kind)));
  }
}

int retry_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kRetry, arguments);
  std::vector<std::string> ids = positional(kRetry, values, 1, 1000000);
  const std::string directory = ids.front();
  ids.erase(ids.begin());
  const bool all = values.count("failed") > 0;
  if (all != ids.empty()) throw Error(ExitCode::kUsage, "retry: wanted either --failed or ids");
  const run::RunnerOptions options = runner_options(globals, values);
  const std::chrono::seconds silence = patience(values);
  const std::vector<run::FrozenRun> runs = run::require_plan(directory);
  const std::vector<run::RunState> states = survey(globals, directory, runs);
  check_ids(runs, states, ids);
  std::vector<run::FrozenRun> chosen;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (states[i].kind == Kind::kFailed && (all || is_named(runs[i], ids))) {
      chosen.push_back(runs[i]);
    }
  }
  run::Store store(directory);
  run::Claims claims(store.directory(), silence);
  run::tidy(store, claims);
  std::vector<run::Outcome> outcomes;
  {
    Console console(globals);
    outcomes = run::run_all(chosen, options, store, claims, console);
  }
  print_outcomes(globals, chosen, outcomes, store);
  return static_cast<int>(run::exit_code(outcomes));
}

}  // namespace

const Command kRetry{
    "retry",
    "run again what has failed in a folder",
    "hebb retry DIR --failed | hebb retry DIR ID...",
    "Workers leave failed runs alone; this runs them here and now. A success removes\n"
    "the record of the failure, another failure replaces it.\n\n"
    "Examples:\n"
    "  hebb retry runs/sweep --failed -j 4\n"
    "  hebb retry runs/sweep 0ec600752377a0fd\n",
    &retry_command,
    &retry_options};

}  // namespace hebb::cli
