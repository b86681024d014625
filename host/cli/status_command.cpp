// status_command -- `hebb status`.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/work_options.hpp"
#include "run/survey.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
using Kind = run::RunState::Kind;

po::options_description options() { return po::options_description("Options"); }

void print_json(const std::vector<run::FrozenRun>& runs, const std::vector<run::RunState>& states) {
  nlohmann::ordered_json report{{"runs", runs.size()}};
  for (const Kind kind : run::kKinds) report[run::word(kind)] = run::count(states, kind);
  report["list"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    nlohmann::ordered_json entry{{"id", runs[i].id},
                                 {"state", run::word(states[i].kind)},
                                 {"axes", nlohmann::ordered_json::object()},
                                 {"seed", runs[i].seed}};
    for (const auto& [key, value] : runs[i].axes) entry["axes"][key] = value;
    if (!states[i].why.empty()) {
      entry[states[i].kind == Kind::kRunning ? "worker" : "why"] = states[i].why;
    }
    report["list"].push_back(std::move(entry));
  }
  std::cout << report.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

void print_text(const std::vector<run::FrozenRun>& runs, const std::vector<run::RunState>& states) {
  std::cout << run::tally(states) << "\n";
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string name = runs[i].id + " " + runs[i].label();
    if (states[i].kind == Kind::kRunning) {
      std::cout << fmt::format("running {}  by {}\n", name, states[i].why);
    } else if (!states[i].why.empty()) {
      std::cout << fmt::format("{:<7} {}: {}\n", run::word(states[i].kind), name, states[i].why);
    }
  }
}

int status_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kStatus, arguments);
  const std::string directory = positional(kStatus, values, 1, 1)[0];
  const std::vector<run::FrozenRun> runs = run::require_plan(directory);
  const std::vector<run::RunState> states = survey(globals, directory, runs);
  globals.json ? print_json(runs, states) : print_text(runs, states);
  return 0;
}

}  // namespace

const Command kStatus{
    "status",
    "how far the runs planned in a folder are",
    "hebb status DIR",
    "Counts the runs of DIR/plan.jsonl that are done, stale (another plugin or other data than\n"
    "today's), failed, running and missing, and lists those that run, with the process that has\n"
    "claimed them (HOST-PROCESS-..), and the stale and failed ones with the reason. A run that a\n"
    "killed process had counts as running until another takes it over.\n"
    "Writes nothing. With --json, an entry for each run.\n\n"
    "Examples:\n"
    "  hebb status runs/sweep\n"
    "  hebb status runs/sweep --json\n",
    &status_command,
    &options};

}  // namespace hebb::cli
