#include "run/data_request.hpp"

#include "base/error.hpp"

namespace hebb::run {

data::Request request_of(const config::DataSettings& settings, const std::string& data_dir) {
  data::Request request;
  request.name = settings.name;
  request.train_count = settings.train_count;
  request.test_count = settings.test_count;
  request.root = data::data_root(data_dir, settings.root);
  request.train_file = settings.train;
  request.train_labels_file = settings.train_labels;
  request.test_file = settings.test;
  request.test_labels_file = settings.test_labels;
  request.size = settings.size;
  request.probability = settings.probability;
  request.inputs = settings.inputs;
  request.spectrum = settings.spectrum;
  request.ratio = settings.ratio;
  request.axes = settings.axes;
  request.condition = settings.condition;
  request.seed = settings.seed;
  return request;
}

const CheckedData::Facts& CheckedData::check(const config::Experiment& experiment) {
  const std::string key = experiment.resolved.at("data").dump();
  auto known = known_.find(key);
  if (known == known_.end()) {
    const data::Dataset dataset = data::load(request_of(experiment.data, data_dir_));
    known = known_.emplace(key, Facts{dataset.classes, dataset.train.count, dataset.train.inputs})
                .first;
  }
  if (!experiment.probes.empty() && known->second.classes == 0) {
    throw Error(ExitCode::kUsage, "probe: the data '" + experiment.data.name +
                                      "' have no labels, which a probe needs");
  }
  return known->second;
}

}  // namespace hebb::run
