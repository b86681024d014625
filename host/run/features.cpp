#include "run/features.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/error.hpp"
#include "base/status_page.hpp"
#include "data/npy.hpp"
#include "data/npy_writer.hpp"
#include "run/trained_run.hpp"
#include "train/activities.hpp"

namespace hebb::run {
namespace {

void write_activities(const train::Layer& layer, const data::Samples& samples,
                      const std::string& output) {
  constexpr std::size_t kBlock = 512;
  train::Activities activities(layer.settings, layer.dataset, layer.plugins, layer.weights);
  data::NpyWriter file(output, samples.count, activities.units());
  std::vector<std::uint32_t> indices(kBlock);
  std::vector<float> y(kBlock * activities.units());
  for (std::size_t first = 0; first < samples.count; first += kBlock) {
    indices.resize(std::min(kBlock, samples.count - first));
    std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
    train::Checkpoints::none().pass();  // throws where a stop was requested
    activities.compute(samples, indices, y.data());
    file.write(std::span(y).first(indices.size() * activities.units()));
  }
  file.commit();
}

}  // namespace

nlohmann::ordered_json write_features(const FeaturesRequest& request,
                                      const plugin::Catalog& catalog) {
  const TrainedRun run =
      load_trained(request.run, {request.data, {}, false, request.data_dir}, catalog);
  const train::Layer& layer = run.stack->layer(layer_index(*run.stack, request.layer));
  const data::Samples& samples = request.split == "test" ? layer.dataset.test : layer.dataset.train;
  const std::string& name = run.experiment.data.name;
  if (samples.count == 0) {
    throw Error(ExitCode::kUsage,
                fmt::format("the data '{}' have no test set, wanted --split train", name));
  }
  if (!request.labels.empty() && samples.labels.empty()) {
    throw Error(ExitCode::kUsage, fmt::format("--labels: the data '{}' have no labels", name));
  }
  write_activities(layer, samples, request.output);
  if (!request.labels.empty()) {
    const std::vector<std::int64_t> labels(samples.labels.begin(), samples.labels.end());
    data::write_npy(request.labels, std::span(labels));
  }
  return {{"samples", samples.count},      {"units", layer.settings.model.units},
          {"layer", layer.settings.layer}, {"data", name},
          {"split", request.split},        {"output", request.output}};
}

}  // namespace hebb::run
