// estimate -- how long what is left of a sweep will take, and how much disk.
#include "run/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "base/parallel.hpp"
#include "engine/cost_model.hpp"
#include "run/ceilings.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

// Records that are read at most: five seeds say what a configuration costs, and opening more files
// would take longer than it is worth.
constexpr std::size_t kSeedsRead = 5;
constexpr std::size_t kRecordsRead = 1000;

// config, records, metrics and log of a run of some thousand steps: measured as 20 to 30 kB.
constexpr double kSmallFiles = 25000;

// Seconds and bytes against work, over some finished runs.
struct Rates {
  double train_seconds = 0;
  double probe_seconds = 0;
  double bytes = 0;
  Work work;
  std::size_t runs = 0;

  void add(const Rates& other) {
    train_seconds += other.train_seconds;
    probe_seconds += other.probe_seconds;
    bytes += other.bytes;
    work.train += other.work.train;
    work.probe += other.work.probe;
    work.bytes += other.work.bytes;
    runs += other.runs;
  }

  // Whether they say what `wanted` takes.
  [[nodiscard]] bool covers(const Work& wanted) const {
    return runs > 0 && (wanted.train == 0 || work.train > 0) &&
           (wanted.probe == 0 || work.probe > 0);
  }
};

double share(double amount, double of) { return of > 0 ? amount / of : 0; }

// Of train.seconds and every layerN.train.seconds; negative where there are none.
double train_seconds(const nlohmann::json& summary) {
  double seconds = 0;
  bool is_known = false;
  for (const auto& [key, value] : summary.items()) {
    if (!key.ends_with("train.seconds") || !value.is_number()) continue;
    is_known = is_known || key == "train.seconds";
    seconds += value.get<double>();
  }
  return is_known ? seconds : -1;
}

// Of all features.seconds, probe.seconds and every probe.NAME.seconds.
double probe_seconds(const nlohmann::json& summary) {
  double seconds = 0;
  for (const auto& [key, value] : summary.items()) {
    const bool is_probe = key.starts_with("probe.") && key.ends_with(".seconds");
    if ((is_probe || key.ends_with("features.seconds")) && value.is_number()) {
      seconds += value.get<double>();
    }
  }
  return seconds;
}

double bytes_in(const fs::path& directory) {
  double bytes = 0;
  std::error_code error;
  for (auto item = fs::recursive_directory_iterator(directory, error);
       !error && item != fs::recursive_directory_iterator(); item.increment(error)) {
    std::error_code ignored;
    const auto size = item->is_regular_file(ignored) ? item->file_size(ignored) : 0;
    if (!ignored) bytes += static_cast<double>(size);
  }
  return bytes;
}

Rates rates_of(const fs::path& run, int threads, const Work& work) {
  const nlohmann::json summary = read_record(run / "summary.json");
  Rates rates;
  const double train = summary.is_object() ? train_seconds(summary) : -1;
  if (train < 0) return rates;
  rates.train_seconds = train * threads;
  rates.probe_seconds = probe_seconds(summary) * threads;
  rates.bytes = bytes_in(run);
  rates.work = work;
  rates.runs = 1;
  return rates;
}

// What tells runs apart that cost different amounts per operation.
std::string kind_of(const config::Experiment& experiment) {
  return fmt::format("{}/{}/{}", experiment.rule.name, experiment.model.activation.name,
                     experiment.train.batch);
}

std::string axes_of(const config::PlannedRun& run) {
  std::string text;
  for (const auto& [key, value] : run.axes) text += key + "=" + value + "\n";
  return text;
}

class Estimator {
 public:
  Estimator(const std::vector<config::PlannedRun>& runs, const std::vector<RunState>& states,
            CheckedData& data)
      : runs_(runs), states_(states), data_(data) {}

  void learn(const fs::path& directory) {
    for (std::size_t i = 0; i < runs_.size() && any_.runs < kRecordsRead; ++i) {
      if (!has_record(states_[i])) continue;
      Rates& same = same_[axes_of(runs_[i])];
      if (same.runs >= kSeedsRead) continue;
      const config::Experiment& experiment = runs_[i].experiment;
      const Rates rates = rates_of(directory / experiment.id, states_[i].threads,
                                   work_of(experiment, data_.check(experiment)));
      same.add(rates);
      alike_[kind_of(experiment)].add(rates);
      any_.add(rates);
    }
    total_.finished = any_.runs;
  }

  Estimate total() {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (states_[i].kind != RunState::Kind::kDone) add(runs_[i]);
    }
    if (total_.from_products > 0) add_measured();
    return total_;
  }

 private:
  static bool has_record(const RunState& found) {
    return found.kind == RunState::Kind::kDone || found.kind == RunState::Kind::kStale;
  }

  void add(const config::PlannedRun& run) {
    const config::Experiment& experiment = run.experiment;
    const Work work = work_of(experiment, data_.check(experiment));
    ++total_.runs;
    const Rates& same = same_[axes_of(run)];
    // Of the same configuration, the files are of the same size; of another, the weights tell.
    total_.bytes +=
        same.runs > 0 ? same.bytes / static_cast<double>(same.runs) : work.bytes + kSmallFiles;
    if (same.covers(work)) {
      ++total_.from_same;
      return add(work, same);
    }
    if (const Rates& alike = alike_[kind_of(experiment)]; alike.covers(work)) {
      ++total_.from_alike;
      return add(work, alike);
    }
    if (any_.covers(work)) {
      ++total_.from_any;
      return add(work, any_);
    }
    ++total_.from_products;
    unknown_ += work.train + work.probe;
    if (largest_ == nullptr || work.train > largest_work_) {
      largest_ = &experiment;
      largest_work_ = work.train;
    }
  }

  void add(const Work& work, const Rates& rates) {
    total_.core_seconds += share(rates.train_seconds, rates.work.train) * work.train +
                           share(rates.probe_seconds, rates.work.probe) * work.probe;
  }

  // At the shape that has most to do, with as many samples at once as the engine takes.
  void add_measured() {
    constexpr std::size_t kWidest = 2048;  // no faster beyond, and the buffers stay small
    constexpr std::size_t kDeepest = 8192;
    const std::size_t inputs = std::min(kDeepest, data_.check(*largest_).inputs);
    const auto units = std::min<std::size_t>(kWidest, largest_->model.units);
    const std::size_t batch = largest_->train.batch;
    const std::size_t batches =
        largest_->block > 0 ? largest_->block : engine::batches_per_block(inputs, units, batch);
    constexpr std::size_t kMostSamples = 4096;
    const int before = threads();
    set_threads(1);
    const ProductSpeed speed =
        measure_products(inputs, units, std::min(kMostSamples, batch * batches));
    set_threads(before);
    total_.speed = 2 / (1 / speed.forward + 1 / speed.update);
    total_.core_seconds += unknown_ / total_.speed;
  }

  const std::vector<config::PlannedRun>& runs_;
  const std::vector<RunState>& states_;
  CheckedData& data_;
  std::map<std::string, Rates> same_;
  std::map<std::string, Rates> alike_;
  Rates any_;
  Estimate total_;
  double unknown_ = 0;  // operations of runs that no finished run speaks for
  const config::Experiment* largest_ = nullptr;
  double largest_work_ = 0;
};

// What the layers and their probes have to do, layer by layer from below.
class LayerWork {
 public:
  explicit LayerWork(const CheckedData::Facts& facts)
      : classes_(facts.classes),
        samples_(static_cast<double>(facts.train_count)),
        inputs_(static_cast<double>(facts.inputs)) {}

  void add(const config::ModelSettings& model, const config::TrainSettings& train,
           std::size_t metrics) {
    constexpr double kPictured = 256;  // units in the picture, whose noise does not compress
    const auto units = static_cast<double>(model.units);
    const double pass = 2 * inputs_ * units * samples_;
    const double below = passes_.empty() ? 0 : passes_.back();
    work_.train += (2 * pass + below) * static_cast<double>(train.epochs);
    work_.bytes += sizeof(float) * inputs_ * units + std::min(kPictured, units) * inputs_ +
                   sizeof(double) * units * static_cast<double>(metrics);
    passes_.push_back(below + pass);
    units_.push_back(units);
    inputs_ = units;
  }

  [[nodiscard]] Work with_probes(const std::vector<config::ProbeSettings>& probes) const {
    Work work = work_;
    std::set<std::size_t> read;  // the probes of a layer share its features
    for (const config::ProbeSettings& probe : probes) {
      const std::size_t layer = (probe.layer == 0 ? units_.size() : probe.layer) - 1;
      if (read.insert(layer).second) work.probe += passes_[layer];
      work.probe += 6 * units_[layer] * classes_ * samples_ * static_cast<double>(probe.epochs);
    }
    return work;
  }

 private:
  double classes_;
  double samples_;
  double inputs_;
  std::vector<double> passes_;  // operations of one pass through all layers up to this one
  std::vector<double> units_;
  Work work_;
};

}  // namespace

Work work_of(const config::Experiment& experiment, const CheckedData::Facts& facts) {
  LayerWork layers(facts);
  layers.add(experiment.model, experiment.train, experiment.metrics.size());
  for (const config::LayerSettings& layer : experiment.layers) {
    layers.add(layer.model, layer.train, layer.metrics.size());
  }
  return layers.with_probes(experiment.probes);
}

Estimate estimate(const std::vector<config::PlannedRun>& runs, const std::vector<RunState>& states,
                  const fs::path& directory, CheckedData& data) {
  Estimator estimator(runs, states, data);
  estimator.learn(directory);
  return estimator.total();
}

}  // namespace hebb::run
