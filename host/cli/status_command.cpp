// status_command -- `hebb status`.
#include <fmt/format.h>

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "run/overview.hpp"
#include "run/plan_file.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
using Kind = run::RunState::Kind;

constexpr Kind kKinds[] = {Kind::kDone, Kind::kRunning, Kind::kFailed, Kind::kWaiting};

po::options_description options() { return po::options_description("Options"); }

std::map<Kind, std::size_t> counts_of(const std::vector<run::RunState>& states) {
  std::map<Kind, std::size_t> counts;
  for (const run::RunState& state : states) ++counts[state.kind];
  return counts;
}

void print_json(const std::vector<run::FrozenRun>& runs, const std::vector<run::RunState>& states) {
  auto counts = counts_of(states);
  nlohmann::ordered_json report{{"runs", runs.size()}};
  for (const Kind kind : kKinds) report[run::word(kind)] = counts[kind];
  report["list"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    nlohmann::ordered_json entry{{"id", runs[i].id},
                                 {"state", run::word(states[i].kind)},
                                 {"axes", nlohmann::ordered_json::object()},
                                 {"seed", runs[i].seed}};
    for (const auto& [key, value] : runs[i].axes) entry["axes"][key] = value;
    if (states[i].kind == Kind::kFailed) entry["message"] = states[i].message;
    if (states[i].kind == Kind::kRunning) entry["worker"] = states[i].message;
    report["list"].push_back(std::move(entry));
  }
  std::cout << report.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

void print_text(const std::vector<run::FrozenRun>& runs, const std::vector<run::RunState>& states) {
  auto counts = counts_of(states);
  std::cout << fmt::format("{} runs: {} done, {} running, {} failed, {} waiting\n", runs.size(),
                           counts[Kind::kDone], counts[Kind::kRunning], counts[Kind::kFailed],
                           counts[Kind::kWaiting]);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string name = runs[i].id + " " + runs[i].label();
    if (states[i].kind == Kind::kRunning) {
      std::cout << fmt::format("running {}  by {}\n", name, states[i].message);
    } else if (states[i].kind == Kind::kFailed) {
      std::cout << fmt::format("failed  {}: {}\n", name, states[i].message);
    }
  }
}

int status_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kStatus, arguments);
  const std::string directory = positional(kStatus, values, 1, 1)[0];
  const std::vector<run::FrozenRun> runs = run::require_plan(directory);
  const std::vector<run::RunState> states = run::states(directory, runs);
  globals.json ? print_json(runs, states) : print_text(runs, states);
  return 0;
}

}  // namespace

const Command kStatus{
    "status",
    "how far the runs planned in a folder are",
    "hebb status DIR",
    "Counts the runs of DIR/plan.jsonl that are done, running, failed and waiting, and lists "
    "those\n"
    "that run, with the process that has claimed them (HOST-PROCESS-..), and those that failed, "
    "with\n"
    "the reason. A run that a killed process had counts as running until another takes it over.\n"
    "Writes nothing. With --json, an entry for each run.\n\n"
    "Examples:\n"
    "  hebb status runs/sweep\n"
    "  hebb status runs/sweep --json\n",
    &status_command,
    &options};

}  // namespace hebb::cli
