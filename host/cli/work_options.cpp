#include "cli/work_options.hpp"

#include <fmt/format.h>

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "cli/document.hpp"

namespace hebb::cli {

namespace po = boost::program_options;

po::options_description work_options() {
  po::options_description options;
  options.add_options()("jobs,j", po::value<int>()->default_value(0)->value_name("N"),
                        "runs at once; 0 is one per core, and a run alone uses all cores")(
      "cpus", po::value<int>()->default_value(0)->value_name("N"),
      "cores to use; 0 is all that this process may")("fail-fast",
                                                      "start nothing more after a failure")(
      "stale-after", po::value<int>()->default_value(60)->value_name("SECONDS"),
      "take over the runs of a process on another machine that is silent for this long");
  return options;
}

std::chrono::seconds patience(const po::variables_map& values) {
  constexpr int kLeast = 15;  // three times the interval of the heartbeat
  constexpr int kMost = 86400;
  const int seconds = values["stale-after"].as<int>();
  if (seconds < kLeast || seconds > kMost) {
    throw Error(ExitCode::kUsage,
                fmt::format("--stale-after is {}, wanted {}..{}", seconds, kLeast, kMost));
  }
  return std::chrono::seconds(seconds);
}

run::RunnerOptions runner_options(const Globals& globals, const po::variables_map& values) {
  run::RunnerOptions options;
  options.jobs = values["jobs"].as<int>();
  options.fail_fast = values.count("fail-fast") > 0;
  if (options.jobs < 0) {
    throw Error(ExitCode::kUsage, fmt::format("--jobs is {}, wanted 0 or more", options.jobs));
  }
  const int cpus = values["cpus"].as<int>();
  if (cpus < 0) throw Error(ExitCode::kUsage, fmt::format("--cpus is {}, wanted 0 or more", cpus));
  set_threads(cpus);
  options.child.plugin_time = plugin_time(values);
  options.child.plugin_directories = globals.plugin_directories;
  options.child.data_dir = globals.data_dir;
  options.child.command_line = globals.command_line;
  if (globals.verbose) options.child.log_level = LogLevel::kDebug;
  return options;
}

const char* word(run::Outcome::State state) {
  switch (state) {
    case run::Outcome::State::kDone:
    case run::Outcome::State::kFoundDone:
      return "done";
    case run::Outcome::State::kFailed:
      return "failed";
    case run::Outcome::State::kStopped:
      return "stopped";
    case run::Outcome::State::kMissing:
      return "missing";
    case run::Outcome::State::kElsewhere:
      return "elsewhere";
  }
  return "";
}

void print_outcomes(const Globals& globals, const std::vector<run::FrozenRun>& runs,
                    const std::vector<run::Outcome>& outcomes, const run::Store& store) {
  std::map<std::string, std::size_t> counts;
  std::size_t ours = 0;
  nlohmann::json list = nlohmann::json::array();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    ++counts[word(outcomes[i].state)];
    if (outcomes[i].state == run::Outcome::State::kDone) ++ours;
    list.push_back({{"id", runs[i].id},
                    {"state", word(outcomes[i].state)},
                    {"directory", store.path_of(runs[i].id).string()},
                    {"seconds", outcomes[i].seconds}});
    if (!outcomes[i].message.empty()) list.back()["message"] = outcomes[i].message;
  }
  if (globals.json) {
    std::cout << list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return;
  }
  std::cout << fmt::format("{} of {} runs done, {} of them here", counts["done"], runs.size(),
                           ours);
  for (const char* state : {"failed", "stopped", "missing", "elsewhere"}) {
    if (counts[state] > 0) std::cout << fmt::format("; {} {}", counts[state], state);
  }
  std::cout << "\n";
}

std::vector<run::RunState> survey(const Globals& globals, const std::filesystem::path& directory,
                                  const std::vector<run::FrozenRun>& runs) {
  run::Today today(globals.plugin_directories, globals.data_dir);
  return run::survey(directory, runs, today);
}

}  // namespace hebb::cli
