// probe_command -- `hebb probe`: another probe on the frozen weights of a finished run.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "cli/trained_options.hpp"
#include "run/json_child.hpp"
#include "run/probe_again.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
using nlohmann::json;

constexpr std::uint32_t kMostThreads = 1024;

po::options_description probe_options() {
  po::options_description options = reference_options();
  options.add_options()("set,s", po::value<std::vector<std::string>>()->value_name("KEY=VALUE"),
                        "set a key of probe:; may be given several times")(
      "threads", po::value<std::int64_t>()->default_value(0)->value_name("N"),
      "threads; 0 is one per core");
  return options;
}

// "  key   value", with what the run itself found where that is another.
std::string probe_table(const json& results, const json& recorded) {
  std::size_t width = 0;
  for (const auto& [key, value] : results.items()) width = std::max(width, key.size());
  std::string text;
  for (const auto& [key, value] : results.items()) {
    text += fmt::format("{:<{}}  {}", key, width, value.dump());
    const auto then = recorded.find(key);
    const bool is_other = then != recorded.end() && *then != value && !key.ends_with(".seconds");
    text += is_other ? fmt::format("  (the run: {})\n", then->dump()) : "\n";
  }
  return text;
}

int probe_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kProbe, arguments);
  const RunReference wanted = run_reference(positional(kProbe, values, 1, 1)[0], values);
  const FinishedRun run = finished_run(globals, wanted);
  run::ProbeRequest request;
  request.run = run.directory.string();
  request.set = text_options(values, "set");
  request.data_dir = run.data_dir;
  request.threads = static_cast<int>(whole_option(values, "threads", 0, kMostThreads));
  auto answer = run::JsonChild("__probe_again", "the probe", request, run.plugin_directories,
                               log_level(globals))
                    .answer();
  if (globals.json) {
    answer["id"] = run.id;
    std::cout << answer.dump(2) << "\n";
  } else {
    std::cout << probe_table(json(answer.at("summary")),
                             run.summary.is_object() ? run.summary : json::object());
  }
  return 0;
}

}  // namespace

const Command kProbe{
    "probe",
    "probe the frozen weights of a finished run again, with other settings",
    "hebb probe DIR/ID | ID [-o DIR] [-s probe.KEY=VALUE]...",
    "Trains the probe of the run's configuration, as -s changes it, or the default one, on the\n"
    "activities of the finished run, and prints what it finds, beside what the run itself found\n"
    "where that is another. Nothing of the run is changed, and nothing is written. Without -s the\n"
    "numbers are the run's own. With --json, the settings and the results; with -v, every "
    "epoch.\n\n"
    "Examples:\n"
    "  hebb probe runs/mine/0ec6 -s probe.epochs=100 -s probe.dropout=0.5\n"
    "  hebb probe runs/mine/0ec6 -s probe.layer=1 --json\n"
    "  hebb probe runs/mine/0ec6 -s 'probe=[{name: plain}, {name: raw, standardize: false}]'\n",
    &probe_command,
    &probe_options};

}  // namespace hebb::cli
