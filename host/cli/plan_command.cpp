// plan_command -- `hebb plan`: the runs, which of them are there, and what the rest will take.
#include <fmt/format.h>

#include <array>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/document.hpp"
#include "cli/work_options.hpp"
#include "run/estimate.hpp"
#include "run/survey.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

po::options_description plan_options() {
  po::options_description options = document_options("Options");
  options.add_options()("output,o",
                        po::value<std::string>()->default_value("runs")->value_name("DIR"),
                        "where the runs' directories are, or would be");
  return options;
}

// An estimate has no more than two digits to say.
std::string about(double seconds) {
  struct Unit {
    double seconds;
    const char* name;
  };
  constexpr std::array kUnits{Unit{86400, "days"}, Unit{3600, "h"}, Unit{60, "min"}};
  for (const Unit& unit : kUnits) {
    const double amount = seconds / unit.seconds;
    if (amount >= 1.5)
      return fmt::format("about {:.{}f} {}", amount, amount < 10 ? 1 : 0, unit.name);
  }
  return seconds < 1 ? "less than 1 s" : fmt::format("about {:.0f} s", seconds);
}

std::string about_bytes(double bytes) {
  if (bytes >= 1e9) return fmt::format("{:.1f} GB", bytes / 1e9);
  return bytes >= 1e6 ? fmt::format("{:.1f} MB", bytes / 1e6)
                      : fmt::format("{:.0f} kB", bytes / 1e3);
}

std::string basis(const run::Estimate& left) {
  const std::string finished =
      fmt::format("{} finished run{}", left.finished, left.finished == 1 ? "" : "s");
  if (left.from_products == 0) {
    const char* how = left.from_same == left.runs ? "of the same axes" : "scaled by the arithmetic";
    return fmt::format("from {}, {}", finished, how);
  }
  return fmt::format("rough: the products alone of {} run{} at {:.0f} GFLOP/s a core{}",
                     left.from_products, left.from_products == 1 ? "" : "s", left.speed / 1e9,
                     left.finished > 0 ? ", the others from " + finished : "");
}

// A run uses the cores that others leave, so a sweep keeps all of them busy but at its end.
double seconds_here(const run::Estimate& left) { return left.core_seconds / threads(); }

void print_text(const std::vector<config::PlannedRun>& runs,
                const std::vector<run::RunState>& states, const run::Estimate& left) {
  std::string text;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    text += fmt::format("{}  {:<7}  {}", runs[i].experiment.id, run::word(states[i].kind),
                        label(runs[i]));
    text += states[i].why.empty() ? "\n" : fmt::format("  ({})\n", states[i].why);
  }
  text += "\n" + run::tally(states) + "\n";
  if (left.runs > 0) {
    text += fmt::format("left: {}{} on {} core{}, {} on disk ({})\n", about(seconds_here(left)),
                        left.from_products > 0 ? " or more" : "", threads(),
                        threads() == 1 ? "" : "s", about_bytes(left.bytes), basis(left));
  }
  std::cout << text;
}

nlohmann::json as_json(const config::PlannedRun& run, const run::RunState& found) {
  nlohmann::json entry{{"id", run.experiment.id},
                       {"state", run::word(found.kind)},
                       {"axes", nlohmann::json::object()},
                       {"seed", run.experiment.seed},
                       {"config", run.experiment.resolved}};
  for (const auto& [key, value] : run.axes) entry["axes"][key] = value;
  const bool runs = found.kind == run::RunState::Kind::kRunning;
  if (!found.why.empty()) entry[runs ? "worker" : "why"] = found.why;
  return entry;
}

void print_json(const std::vector<config::PlannedRun>& runs,
                const std::vector<run::RunState>& states, const run::Estimate& left) {
  nlohmann::json plan{{"runs", nlohmann::json::array()}};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    plan["runs"].push_back(as_json(runs[i], states[i]));
  }
  for (const auto kind : run::kKinds) plan["states"][run::word(kind)] = run::count(states, kind);
  plan["left"] = {{"runs", left.runs},
                  {"core_seconds", left.core_seconds},
                  {"cores", threads()},
                  {"seconds", seconds_here(left)},
                  {"bytes", left.bytes},
                  {"finished_runs", left.finished},
                  {"from",
                   {{"same_axes", left.from_same},
                    {"same_rule", left.from_alike},
                    {"other_runs", left.from_any},
                    {"products", left.from_products}}}};
  if (left.from_products > 0) plan["left"]["products_per_second"] = left.speed;
  std::cout << plan.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
}

int plan_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kPlan, arguments);
  const std::string output = values["output"].as<std::string>();
  if (output.empty()) throw Error(ExitCode::kUsage, "--output is empty, wanted a folder");
  Experimentation plan(globals, positional(kPlan, values, 1, 1)[0], values);
  const auto frozen =
      run::frozen(plan.runs, run::places(globals.plugin_directories, globals.data_dir));
  const std::vector<run::RunState> states = survey(globals, output, frozen);
  const run::Estimate left = run::estimate(plan.runs, states, output, plan.data);
  (globals.json ? print_json : print_text)(plan.runs, states, left);
  return 0;
}

}  // namespace

const Command kPlan{
    "plan",
    "list the runs of an experiment or a sweep, what is done and what the rest will take",
    "hebb plan FILE.yaml [-s key=value]... [--sweep key=a,b] [-o DIR]",
    "One line per run: its id, which names its directory; whether DIR has it (done, stale, "
    "failed,\n"
    "running or missing); and what tells it from the others. Then what is left, with an estimate "
    "of time\n"
    "and disk: from finished runs in DIR, scaled by the arithmetic, otherwise from the speed of "
    "the\n"
    "products on this machine, which is rough. With --json, the whole resolved configuration of\n"
    "each run, too. Nothing is written.\n\n"
    "Examples:\n"
    "  hebb plan configs/quickstart.yaml -o runs/quickstart\n"
    "  hebb plan exp.yaml --sweep model.units=64,2048 -s sweep.seeds=20\n",
    &plan_command,
    &plan_options};

}  // namespace hebb::cli
