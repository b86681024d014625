// run_command -- `hebb run`.
#include <iostream>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/document.hpp"
#include "cli/work_options.hpp"
#include "report/result_table.hpp"
#include "run/published_file.hpp"
#include "run/runner.hpp"
#include "run/stale.hpp"
#include "run/survey.hpp"
#include "run/tidy.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

po::options_description run_options() {
  po::options_description options = document_options("Options");
  options.add_options()("output,o",
                        po::value<std::string>()->default_value("runs")->value_name("DIR"),
                        "where the runs' directories go")(
      "plan-only", "write the plan into DIR for `hebb worker` and `hebb submit`, and run nothing");
  return options.add(work_options());
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
    if (store.has(experiment.id))
      entry["summary"] = run::read_record(store.path_of(experiment.id) / "summary.json");
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
        state == "done" ? run::read_record(store.path_of(id) / "summary.json") : nlohmann::json();
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

void print_plan(const Globals& globals, std::size_t runs, std::size_t added,
                const run::Store& store) {
  if (globals.json) {
    std::cout << nlohmann::json{{"directory", store.directory().string()},
                                {"runs", runs},
                                {"added", added}}
                     .dump(2)
              << "\n";
  } else {
    std::cout << runs << " runs, " << added << " of them new in "
              << (store.directory() / "plan.jsonl").string() << "\n";
  }
}

int run_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kRun, arguments);
  const std::string file = positional(kRun, values, 1, 1)[0];
  const std::string output = values["output"].as<std::string>();
  if (output.empty()) throw Error(ExitCode::kUsage, "--output is empty, wanted a folder");
  const run::RunnerOptions options = runner_options(globals, values);
  const std::chrono::seconds silence = patience(values);
  Experimentation experimentation(globals, file, values);
  const std::vector<config::PlannedRun>& runs = experimentation.runs;
  run::Store store(output);
  run::keep_published(store.directory(), runs.front().experiment.name, experimentation.published);
  run::Claims claims(store.directory(), silence);
  run::tidy(store, claims);
  const auto plan = run::frozen(runs, run::places(globals.plugin_directories, globals.data_dir));
  const std::size_t added = run::append_plan(store.directory(), plan, claims);
  std::vector<run::Outcome> outcomes;
  {
    Console console(globals);
    run::Today today(globals.plugin_directories, globals.data_dir);
    run::set_stale_aside(plan, store, claims, today, console);
    if (values.count("plan-only") > 0) {
      print_plan(globals, runs.size(), added, store);
      return 0;
    }
    outcomes = run::run_all(plan, options, store, claims, console);
  }
  if (globals.json) {
    print_json(runs, outcomes, store);
  } else {
    print_table(runs, outcomes, store);
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
    "goes on. Several commands on one DIR, also `hebb worker` on other machines, share the "
    "work.\n\n"
    "Examples:\n"
    "  hebb run configs/quickstart.yaml -o runs/quickstart\n"
    "  hebb run exp.yaml -s model.units=256 -s rule.temperature=0.5\n"
    "  hebb run exp.yaml --sweep train.rate=0.01,0.05 -s sweep.seeds=5 -j 2\n",
    &run_command,
    &run_options};

}  // namespace hebb::cli
