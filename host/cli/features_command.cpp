// features_command -- `hebb features`: what the units of a finished run answer to a data set.
#include <fmt/format.h>

#include <iostream>

#include "base/error.hpp"
#include "cli/trained_options.hpp"
#include "run/features.hpp"
#include "run/json_child.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

constexpr std::uint32_t kLastLayer = 100000;

po::options_description features_options() {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  po::options_description options("Options");
  options.add_options()("output,o", text("F.npy"), "the file to write; required")(
      "data", text("NAME"),
      "a data source, a table as data: of an experiment, or a .npy file of samples; default: the "
      "run's own data")("split", text("train|test")->default_value("train"),
                        "training or test samples")(
      "layer", po::value<std::int64_t>()->default_value(0)->value_name("N"),
      "whose activities, 1 for the first layer; default: the last")(
      "labels", text("F.npy"), "write the samples' labels here, int64");
  return options;
}

std::string absolute(const std::string& file) {
  return file.empty() ? file : std::filesystem::absolute(file).string();
}

run::FeaturesRequest features_request(const FinishedRun& run, const po::variables_map& values) {
  run::FeaturesRequest request;
  request.run = run.directory.string();
  request.data = text_option(values, "data");
  request.split = text_option(values, "split");
  request.layer = whole_option(values, "layer", 0, kLastLayer);
  request.output = absolute(text_option(values, "output"));
  request.labels = absolute(text_option(values, "labels"));
  request.data_dir = run.data_dir;
  if (request.output.empty()) {
    throw Error(ExitCode::kUsage, "features: -o is missing, wanted the .npy file to write");
  }
  if (request.split != "train" && request.split != "test") {
    throw Error(ExitCode::kUsage,
                fmt::format("--split is '{}', wanted train or test", request.split));
  }
  return request;
}

int features_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kFeatures, arguments);
  const RunReference wanted = run_reference(positional(kFeatures, values, 1, 1)[0], "runs");
  const FinishedRun run = finished_run(globals, wanted);
  const run::FeaturesRequest request = features_request(run, values);
  const auto answer = run::JsonChild("__features", "the computation of features", request,
                                     run.plugin_directories, log_level(globals))
                          .answer();
  if (globals.json) {
    std::cout << answer.dump(2) << "\n";
  } else {
    std::cout << fmt::format("{}: {} samples x {} units of layer {}\n",
                             text_option(values, "output"), answer.at("samples").dump(),
                             answer.at("units").dump(), answer.at("layer").dump());
  }
  return 0;
}

}  // namespace

const Command kFeatures{
    "features",
    "the hidden activities of a finished run for a data set, as a .npy file",
    "hebb features DIR/ID [--data NAME] [--split train|test] [--layer N] -o F.npy",
    "Writes one row of float32 for each sample, in the order of the data set, one column for each\n"
    "unit: what a probe reads before it standardises. Without --data, of the run's own training\n"
    "samples. Other data are normalised as the run's where they do not say otherwise, and must\n"
    "have as many inputs. Memory does not grow with the number of samples. `data: npy` of an\n"
    "experiment reads such a file.\n\n"
    "Examples:\n"
    "  hebb features runs/mine/0ec6 -o train.npy --labels train_labels.npy\n"
    "  hebb features runs/mine/0ec6 --split test -o test.npy\n"
    "  hebb features runs/mine/0ec6 --data '{name: digits, seed: 7}' -o other.npy\n"
    "  hebb features runs/mine/0ec6 --data my_samples.npy --layer 1 -o mine.npy\n",
    &features_command,
    &features_options};

}  // namespace hebb::cli
