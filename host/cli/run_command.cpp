// run_command -- `hebb run`.
#include <iostream>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/document.hpp"
#include "report/result_table.hpp"
#include "run/published_file.hpp"
#include "run/runner.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() {
  po::options_description options = document_options("Options");
  options.add_options()("output,o",
                        po::value<std::string>()->default_value("runs")->value_name("DIR"),
                        "where the runs' directories go")(
      "jobs,j", po::value<int>()->default_value(0)->value_name("N"),
      "runs at once; 0 is one per core")("fail-fast", "start nothing more after a failure");
  return options;
}

run::RunnerOptions runner_options(const Globals& globals, const po::variables_map& values) {
  run::RunnerOptions options;
  options.jobs = values["jobs"].as<int>();
  options.fail_fast = values.count("fail-fast") > 0;
  if (options.jobs < 0) {
    throw Error(ExitCode::kUsage,
                "--jobs is " + std::to_string(options.jobs) + ", wanted 0 or more");
  }
  if (values["output"].as<std::string>().empty()) {
    throw Error(ExitCode::kUsage, "--output is empty, wanted a folder");
  }
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
  }
  return "";
}

void print_json(const std::vector<config::PlannedRun>& runs,
                const std::vector<run::Outcome>& outcomes, const run::Store& store) {
  nlohmann::json list = nlohmann::json::array();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const config::Experiment& experiment = runs[i].experiment;
    nlohmann::json entry{{"id", experiment.id},
                         {"state", word(outcomes[i].state)},
                         {"directory", store.path_of(experiment.id).string()},
                         {"axes", nlohmann::json::object()},
                         {"seed", experiment.seed}};
    for (const auto& [key, value] : runs[i].axes) entry["axes"][key] = value;
    if (!outcomes[i].message.empty()) entry["message"] = outcomes[i].message;
    if (store.has(experiment.id)) entry["summary"] = store.read(experiment.id, "summary.json");
    list.push_back(entry);
  }
  std::cout << list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
}

void print_table(const std::vector<config::PlannedRun>& runs,
                 const std::vector<run::Outcome>& outcomes, const run::Store& store) {
  std::vector<report::RunRow> rows;
  const config::PlannedRun* shown = nullptr;
  std::size_t missing = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::string& id = runs[i].experiment.id;
    const std::string state = word(outcomes[i].state);
    if (state != "done") ++missing;
    const nlohmann::json summary =
        state == "done" ? store.read(id, "summary.json") : nlohmann::json();
    if (!summary.is_object()) continue;
    rows.push_back({runs[i].axes, summary});
    shown = &runs[i];
  }
  if (!rows.empty()) std::cout << report::result_table(rows);
  if (missing > 0) std::cout << missing << " of " << runs.size() << " runs are missing\n";
  if (shown != nullptr) {
    const auto directory = store.path_of(shown->experiment.id);
    if (runs.size() == 1) {
      std::cout << "run:     " << directory.string() << "\n";
    }
    std::cout << "weights: " << (directory / "images" / "weights.png").string() << "\n";
  }
}

int run_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kRun, arguments);
  const std::string file = positional(kRun, values, 1, 1)[0];
  const run::RunnerOptions options = runner_options(globals, values);
  Experimentation experimentation(globals, file, values);
  run::Store store(values["output"].as<std::string>());
  run::keep_published(values["output"].as<std::string>(),
                      experimentation.runs.front().experiment.name, experimentation.published);
  std::vector<run::Outcome> outcomes;
  {
    Console console(globals);
    outcomes = run::run_all(experimentation.runs, options, store, experimentation.plugins,
                            experimentation.data, console);
  }
  if (globals.json) {
    print_json(experimentation.runs, outcomes, store);
  } else {
    print_table(experimentation.runs, outcomes, store);
  }
  return static_cast<int>(run::exit_code(outcomes));
}

}  // namespace

const Command kRun{
    "run",
    "run an experiment or a sweep; finished runs are skipped",
    "hebb run FILE.yaml [-s key=value]... [--sweep key=a,b] [-o DIR] [-j N] [--fail-fast]",
    "Checks the whole file first, then runs what DIR does not have yet, each run in a process of\n"
    "its own. A run's directory is named by the hash of its configuration and appears when it is\n"
    "complete: config.json, summary.json, run.json, metrics.jsonl, arrays/, images/, log.txt.\n"
    "Results go to standard output, messages to standard error. Ctrl-C stops; the same command\n"
    "goes on.\n\n"
    "Examples:\n"
    "  hebb run configs/quickstart.yaml -o runs/quickstart\n"
    "  hebb run exp.yaml -s model.units=256 -s rule.temperature=0.5\n"
    "  hebb run exp.yaml --sweep train.rate=0.01,0.05 -s sweep.seeds=5 -j 2\n",
    &run_command,
    &options};

}  // namespace hebb::cli
