// ablate_command -- `hebb ablate`: which units of a finished run carry the accuracy.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <thread>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/parallel.hpp"
#include "cli/trained_options.hpp"
#include "report/ablation.hpp"
#include "run/ablation.hpp"
#include "run/json_child.hpp"
#include "run/signals.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::uint32_t kMostLayers = 100000;
constexpr std::uint32_t kMostSteps = 1000;
constexpr std::uint32_t kMostSeeds = 1000;
constexpr std::uint32_t kMostJobs = 1024;

po::options_description ablate_options() {
  const auto number = [](std::int64_t initial) {
    return po::value<std::int64_t>()->default_value(initial)->value_name("N");
  };
  po::options_description options("Options");
  options.add_options()("output,o", po::value<std::string>()->value_name("DIR"),
                        "where the results go; default: ablations/ID beside the run")(
      "steps", number(10), "steps from no unit to all")(
      "seeds", number(3), "random directions, orders and probes to average over")(
      "orders", po::value<std::string>()->default_value("dead,live,random")->value_name("A,.."),
      "which units first: dead, live, random")("layer", number(0),
                                               "which layer, 1 for the first; default: the last")(
      "set,s", po::value<std::vector<std::string>>()->value_name("KEY=VALUE"),
      "set a key of probe:; may be given several times")(
      "jobs,j", number(1), "processes at once, which share the cores");
  return options;
}

std::vector<std::string> orders_in(const std::string& text) {
  std::vector<std::string> orders;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    orders.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  for (const std::string& order : orders) {
    const bool is_known = order == "dead" || order == "live" || order == "random";
    if (is_known && std::count(orders.begin(), orders.end(), order) == 1) continue;
    throw Error(ExitCode::kUsage, fmt::format("--orders is '{}', wanted some of dead, live, "
                                              "random, each once",
                                              text));
  }
  return orders;
}

run::AblationRequest request_of(const FinishedRun& run, const po::variables_map& values) {
  run::AblationRequest request;
  request.run = run.directory.string();
  const std::string output = text_option(values, "output");
  request.output =
      output.empty() ? (run.folder / "ablations" / run.id).string() : fs::absolute(output).string();
  request.set = text_options(values, "set");
  request.orders = orders_in(text_option(values, "orders"));
  request.layer = whole_option(values, "layer", 0, kMostLayers);
  request.steps = whole_option(values, "steps", 1, kMostSteps);
  request.seeds = whole_option(values, "seeds", 1, kMostSeeds);
  request.parts = whole_option(values, "jobs", 1, kMostJobs);
  request.threads = std::max(1, threads() / static_cast<int>(request.parts));
  request.data_dir = run.data_dir;
  return request;
}

using Children = std::vector<std::unique_ptr<run::JsonChild>>;

Children started(const Globals& globals, const FinishedRun& run, run::AblationRequest request) {
  Children children;
  for (request.part = 0; request.part < request.parts; ++request.part) {
    children.push_back(std::make_unique<run::JsonChild>(
        "__ablate", "the ablation", request, run.plugin_directories, log_level(globals)));
  }
  return children;
}

// Waits for all; passes a signal on once. Returns the answer of the first.
ordered_json answers_of(const Children& children) {
  const run::SignalCounter signals;
  bool has_stopped = false;
  const auto is_running = [](const auto& child) { return !child->has_ended(); };
  while (std::any_of(children.begin(), children.end(), is_running)) {
    if (!has_stopped && signals.count() > 0) {
      for (const auto& child : children) child->stop();
      has_stopped = true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ordered_json first;
  for (const auto& child : children) {
    ordered_json answer = child->answer();
    if (first.is_null()) first = std::move(answer);
  }
  return first;
}

// The description with the numbers of all points in it, and the areas between the curves.
ordered_json record_of(ordered_json description, const FinishedRun& run) {
  ordered_json points = ordered_json::array();
  for (const auto& point : description.at("points")) {
    points.push_back(ordered_json::parse(read_file(point.at("file").get<std::string>())));
  }
  description["id"] = run.id;
  description["points"] = std::move(points);
  const report::Ablation summary = report::ablation(nlohmann::json(description));
  for (const report::AreaDifference& area : summary.differences) {
    ordered_json& entry = description["areas"][area.first + "-" + area.second];
    entry["mean"] = area.difference.mean;
    entry["half"] = area.difference.half ? ordered_json(*area.difference.half) : ordered_json();
    entry["n"] = area.difference.n;
  }
  return description;
}

int ablate_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kAblate, arguments);
  const RunReference wanted = run_reference(positional(kAblate, values, 1, 1)[0], "runs");
  const FinishedRun run = finished_run(globals, wanted);
  const run::AblationRequest request = request_of(run, values);
  fs::create_directories(request.output);
  const ordered_json record = record_of(answers_of(started(globals, run, request)), run);
  const auto layer = record.at("layer").get<int>();
  const fs::path file =
      fs::path(request.output) /
      (layer == 1 ? "ablation.json" : fmt::format("layer{}.ablation.json", layer));
  write_file_atomically(file, record.dump(2) + "\n");
  if (globals.json) {
    std::cout << record.dump(2) << "\n";
  } else {
    std::cout << report::ablation_text(report::ablation(nlohmann::json(record)));
    if (!globals.quiet) std::cerr << file.string() << "\n";
  }
  return 0;
}

}  // namespace

const Command kAblate{
    "ablate",
    "make units of a finished run random again, share by share, and probe what is left",
    "hebb ablate DIR/ID [--steps N] [--seeds N] [--layer N] [-s probe.KEY=VALUE]... [-j N]",
    "Which units carry the accuracy? A growing share of the units, the deadest first, the livest\n"
    "first, or in random order, gets weights in a random direction, of the length that they had;\n"
    "for each share a probe is trained on what the layer answers then. Prints the curves and the\n"
    "areas between them, means over the seeds with 95 % confidence intervals, and whether the\n"
    "live or the dead units carry more of the accuracy.\n\n"
    "How dead a unit is follows from the run's metric dead if it has it, else from the mean step\n"
    "norms of gini, the wins of wins, or the distance from the initial weights; the output says\n"
    "from which. The probe is the run's, as -s changes it, or the default one, on the layer that\n"
    "is ablated; of the first seed it draws the same numbers as the run's.\n\n"
    "Every point is a file of its own in DIR/ablations/ID/points-HASH: a call that was stopped\n"
    "(exit code 75) goes on where it was, and what is there is not computed again. The result is\n"
    "DIR/ablations/ID/ablation.json (layerN.ablation.json of layer N), which `hebb report` draws.\n"
    "The run's own files are not touched.\n\n"
    "Examples:\n"
    "  hebb ablate runs/mine/0ec6\n"
    "  hebb ablate runs/mine/0ec6 --steps 20 --seeds 10 -j 4\n"
    "  hebb ablate runs/mine/0ec6 -s probe.epochs=50 --orders dead,live --json\n",
    &ablate_command,
    &ablate_options};

}  // namespace hebb::cli
