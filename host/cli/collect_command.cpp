// collect_command -- `hebb collect`: a folder's finished runs as tables for pandas, R and sheets.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/command.hpp"
#include "run/collect.hpp"
#include "run/results.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

po::options_description collect_options() {
  po::options_description options("Options");
  options.add_options()("output,o", po::value<std::string>()->value_name("DIR"),
                        "where the tables go, if not into the folder itself");
  return options;
}

int collect_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kCollect, arguments);
  const fs::path directory = positional(kCollect, values, 1, 1)[0];
  const fs::path target =
      values.count("output") > 0 ? fs::path(values["output"].as<std::string>()) : directory;
  run::Today today(globals.plugin_directories, globals.data_dir);
  const run::Results results(directory, today);
  const fs::path summary = target / "summary.csv";
  const fs::path metrics = target / "metrics.csv";
  const std::size_t runs = run::write_summary_table(results, summary);
  const std::size_t rows = run::write_metrics_table(results, metrics);
  if (globals.json) {
    const nlohmann::json report{{"summary", summary.string()},
                                {"metrics", metrics.string()},
                                {"runs", runs},
                                {"rows", rows}};
    std::cout << report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    return 0;
  }
  std::cout << run::tally(results.states()) << "\n"
            << fmt::format("{}  {} runs\n{}  {} rows\n", summary.string(), runs, metrics.string(),
                           rows);
  return 0;
}

}  // namespace

const Command kCollect{
    "collect",
    "write a folder's finished runs as summary.csv and metrics.csv",
    "hebb collect DIR [-o DIR]",
    "summary.csv has a row for each finished run: id, state (done, or stale: made with another\n"
    "plugin or other data than today's), the axes of the sweeps, seed, and every number of its\n"
    "summary. metrics.csv is in long form: id, step, samples, probe, epoch, name, value, one row\n"
    "for each number of metrics.jsonl. Each file is replaced in one step.\n\n"
    "Examples:\n"
    "  hebb collect runs/sweep\n"
    "  python3 -c 'import pandas; print(pandas.read_csv(\"runs/sweep/summary.csv\"))'\n",
    &collect_command,
    &collect_options};

}  // namespace hebb::cli
