#include "run/trained_run.hpp"

#include <fmt/format.h>

#include <cstring>

#include "base/error.hpp"
#include "config/node.hpp"
#include "config/parse.hpp"
#include "config/set_value.hpp"
#include "data/npy.hpp"
#include "run/data_request.hpp"
#include "run/plugin_lookup.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

void check_is_probe(const std::string& assignment) {
  const std::string key = assignment.substr(0, assignment.find('='));
  if (key == "probe" || key.starts_with("probe.")) return;
  throw Error(
      ExitCode::kUsage,
      fmt::format("-s {}: {} is settled by the training, wanted a key of probe:", assignment, key));
}

// A bare path of a .npy file stands for samples of one's own.
std::string as_data(const std::string& text) {
  const bool is_file = text.ends_with(".npy") && text.find_first_of("{}") == std::string::npos;
  if (!is_file) return text;
  return nlohmann::json{{"name", "npy"}, {"train", text}}.dump();
}

void replace_data(config::Node& document, const std::string& text) {
  const config::Node* const before = document.find("data");
  const config::Node* const normalize = before == nullptr ? nullptr : before->find("normalize");
  const config::Node kept = normalize == nullptr ? config::Node{} : *normalize;
  config::apply_override(document, "data=" + as_data(text));
  const config::Mark mark = document.find("data")->mark;
  if (normalize == nullptr || document.find("data")->find("normalize") != nullptr) return;
  config::set_value(document, {"data", "normalize"}, mark, kept);
}

config::Experiment read_experiment(const fs::path& directory, const ReloadOptions& options,
                                   const plugin::Catalog& catalog) {
  config::Node document = config::parse_file(directory / "config.json");
  if (!options.data.empty()) replace_data(document, options.data);
  if (options.needs_probe && document.find("probe") == nullptr) {
    config::apply_override(document, "probe={}");
  }
  for (const std::string& assignment : options.probe) {
    check_is_probe(assignment);
    config::apply_override(document, assignment);
  }
  return config::resolve(document, loading_lookup(catalog));
}

AlignedVector<float> read_weights(const fs::path& path, std::size_t inputs, std::size_t units) {
  const data::NpyArray array = data::read_npy(path);
  const bool is_right = array.type == "<f4" && array.fortran_order &&
                        array.shape == std::vector<std::size_t>{inputs, units};
  if (!is_right) {
    throw Error(ExitCode::kMissing,
                fmt::format("{}: these are no weights of the run, wanted {} x {} float32 as it "
                            "wrote them",
                            path.string(), inputs, units));
  }
  AlignedVector<float> weights(inputs * units);
  std::memcpy(weights.data(), array.bytes.data(), array.bytes.size());
  return weights;
}

}  // namespace

TrainedRun load_trained(const fs::path& directory, const ReloadOptions& options,
                        const plugin::Catalog& catalog) {
  TrainedRun run{read_experiment(directory, options, catalog), nullptr};
  data::Dataset dataset = data::load(request_of(run.experiment.data, options.data_dir));
  const fs::path arrays = directory / "arrays";
  if (!options.data.empty()) {
    const std::size_t inputs = data::read_npy(arrays / "weights.npy").shape.at(0);
    if (dataset.train.inputs != inputs) {
      throw Error(ExitCode::kUsage,
                  fmt::format("the data '{}' have {} inputs, wanted {} as the run", dataset.name,
                              dataset.train.inputs, inputs));
    }
  }
  run.stack = std::make_unique<train::Stack>(run.experiment, std::move(dataset), catalog);
  for (std::size_t i = 0; i < run.stack->size(); ++i) {
    const train::Layer& layer = run.stack->layer(i);
    const std::string name = train::layer_prefix(layer.settings.layer) + "weights.npy";
    run.stack->set_weights(
        i, read_weights(arrays / name, layer.dataset.train.inputs, layer.settings.model.units));
  }
  return run;
}

std::size_t layer_index(const train::Stack& stack, std::uint32_t number) {
  if (number > stack.size()) {
    throw Error(ExitCode::kUsage, fmt::format("--layer is {}, but the run has {} layer{}", number,
                                              stack.size(), stack.size() == 1 ? "" : "s"));
  }
  return (number == 0 ? stack.size() : number) - 1;
}

}  // namespace hebb::run
