// status_command -- `hebb status`.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/work_options.hpp"
#include "run/survey.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
using Kind = run::RunState::Kind;

po::options_description status_options() {
  po::options_description options("Options");
  options.add_options()("watch", "look again and again until all runs have ended")(
      "every", po::value<int>()->default_value(2)->value_name("SECONDS"),
      "with --watch, how long between two looks");
  return options;
}

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

std::chrono::seconds pause_of(const po::variables_map& values) {
  constexpr int kLongest = 3600;
  const int seconds = values["every"].as<int>();
  if (seconds >= 1 && seconds <= kLongest) return std::chrono::seconds(seconds);
  throw Error(ExitCode::kUsage, fmt::format("--every is {}, wanted 1..{}", seconds, kLongest));
}

// "about 90 s left", going by the runs that have ended while this watched; "" before the first.
std::string left_text(std::size_t ended, std::size_t left, double seconds) {
  if (ended == 0 || left == 0) return "";
  return fmt::format(", about {:.0f} s left",
                     seconds * static_cast<double>(left) / static_cast<double>(ended));
}

// On a terminal the whole status is drawn anew, elsewhere a line is printed where it changes.
int watch(const Globals& globals, const std::string& directory, std::chrono::seconds pause) {
  using Clock = std::chrono::steady_clock;
  const bool is_live = isatty(STDOUT_FILENO) == 1;
  const Clock::time_point begin = Clock::now();
  std::optional<std::size_t> left_at_first;
  std::string last;
  for (;; std::this_thread::sleep_for(pause)) {
    const std::vector<run::FrozenRun> runs = run::require_plan(directory);
    const std::vector<run::RunState> states = survey(globals, directory, runs);
    const std::size_t left =
        run::count(states, Kind::kRunning) + run::count(states, Kind::kMissing);
    if (!left_at_first) left_at_first = left;
    const std::string line = run::tally(states);
    if (is_live) {
      const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
      const std::size_t ended = *left_at_first - std::min(*left_at_first, left);
      std::cout << "\033[H\033[2J" << directory << left_text(ended, left, seconds) << "\n";
      print_text(runs, states);
      std::cout << std::flush;
    } else if (line != last) {
      std::cout << line << std::endl;
    }
    last = line;
    if (left == 0) return 0;
  }
}

int status_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kStatus, arguments);
  const std::string directory = positional(kStatus, values, 1, 1)[0];
  const std::chrono::seconds pause = pause_of(values);
  if (values.count("watch") > 0) {
    if (!globals.json) return watch(globals, directory, pause);
    throw Error(ExitCode::kUsage, "--watch and --json are given, wanted one of them");
  }
  const std::vector<run::FrozenRun> runs = run::require_plan(directory);
  const std::vector<run::RunState> states = survey(globals, directory, runs);
  globals.json ? print_json(runs, states) : print_text(runs, states);
  return 0;
}

}  // namespace

const Command kStatus{
    "status",
    "how far the runs planned in a folder are",
    "hebb status DIR [--watch]",
    "Counts the runs of DIR/plan.jsonl that are done, stale (another plugin or other data than\n"
    "today's), failed, running and missing, and lists those that run, with the process that has\n"
    "claimed them (HOST-PROCESS-..), the stale and failed ones with the reason, and the missing "
    "ones\n"
    "that go on from a checkpoint. A run that a killed process had counts as running until "
    "another\n"
    "takes it over.\n"
    "Writes nothing. With --json, an entry for each run. With --watch it looks again and again, "
    "with\n"
    "an estimate of the time left on a terminal, and ends when no run is left to do.\n\n"
    "Examples:\n"
    "  hebb status runs/sweep\n"
    "  hebb status runs/sweep --json\n"
    "  hebb status runs/sweep --watch\n",
    &status_command,
    &status_options};

}  // namespace hebb::cli
