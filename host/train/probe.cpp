#include "train/probe.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/status_page.hpp"
#include "data/pixels.hpp"
#include "train/linear_model.hpp"
#include "train/work_time.hpp"

namespace hebb::train {
namespace {

using Indices = std::vector<std::uint32_t>;

constexpr std::size_t kEvaluationBatch = 512;

// Random streams of a probe; `index` of the probe separates those of a list.
enum class ProbeStream : std::uint64_t { kSplit, kShuffle, kDropout, kInit, kCount };

RandomStream stream_of(const config::Experiment& experiment, std::size_t index, ProbeStream which,
                       std::uint64_t counter) {
  const auto stream =
      index * static_cast<std::uint64_t>(ProbeStream::kCount) + static_cast<std::uint64_t>(which);
  return {experiment.seed, Purpose::kProbe, stream, counter};
}

double percent(const Score& score) {
  return 100.0 * static_cast<double>(score.right) / static_cast<double>(score.count);
}

struct EpochResult {
  Score train, validation, test;
  std::size_t classes_predicted = 0;
};

class Probe {
 public:
  Probe(const config::Experiment& experiment, const config::ProbeSettings& settings,
        std::size_t index, Features& features, std::size_t classes, Checkpoints& checkpoints)
      : experiment_(experiment),
        settings_(settings),
        index_(index),
        features_(features),
        checkpoints_(checkpoints),
        model_({features.units(), classes, settings.batch, settings.rate, settings.weight_decay,
                settings.bias, settings.softmax_output}),
        batch_(features.units() * std::max<std::size_t>(settings.batch, kEvaluationBatch)),
        mask_(settings.dropout > 0 ? features.units() * settings.batch : 0),
        mean_(settings.standardize ? features.units() : 0),
        inverse_(mean_.size()) {
    const std::size_t count = features.samples(Features::Split::kTrain).count;
    Indices order = permutation(count, stream_of(experiment, index, ProbeStream::kSplit, 0));
    const auto held_out =
        static_cast<std::size_t>(settings.validation * static_cast<double>(count));
    validation_.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(held_out));
    train_.assign(order.begin() + static_cast<std::ptrdiff_t>(held_out), order.end());
    test_.resize(features.samples(Features::Split::kTest).count);
    std::iota(test_.begin(), test_.end(), 0U);
    if (settings.xavier_init)
      model_.init_xavier(stream_of(experiment, index, ProbeStream::kInit, 0));
    if (settings.standardize) measure();
  }

  EpochResult run_epoch(std::uint64_t epoch) {
    train_epoch(epoch);
    EpochResult result;
    result.train = score_;
    std::set<std::int32_t> ignored;
    if (!validation_.empty()) {
      result.validation = evaluate(Features::Split::kTrain, validation_, ignored);
    }
    std::set<std::int32_t> predicted;
    if (!test_.empty()) result.test = evaluate(Features::Split::kTest, test_, predicted);
    result.classes_predicted = predicted.size();
    first_ = 0;
    score_ = {};
    return result;
  }

  // As it is before a batch, or while the epoch that has been trained is scored.
  void visit(StateVisitor& visitor) {
    visitor.number("first", first_);
    visitor.number("steps", steps_);
    visitor.number("loss", score_.loss);
    visitor.number("right", score_.right);
    visitor.number("count", score_.count);
    visitor.within("model", model_);
  }

 private:
  // Mean and inverse deviation of each feature over the part that is trained on.
  void measure() {
    const std::size_t units = features_.units();
    std::vector<double> sum(units);
    std::vector<double> squares(units);
    for_batches(train_, kEvaluationBatch, [&](std::span<const std::uint32_t> indices) {
      load_raw(Features::Split::kTrain, indices);
      for (std::size_t b = 0; b < indices.size(); ++b) {
        const float* f = batch_.data() + b * units;
        for (std::size_t j = 0; j < units; ++j) {
          const auto value = static_cast<double>(f[j]);
          sum[j] += value;
          squares[j] += value * value;
        }
      }
    });
    const auto count = static_cast<double>(train_.size());
    for (std::size_t j = 0; j < units; ++j) {
      const double mean = sum[j] / count;
      const double variance = std::max(0.0, squares[j] / count - mean * mean);
      // A feature that is constant but for rounding carries nothing.
      const bool varies = variance > 1e-12 * (squares[j] / count);
      mean_[j] = static_cast<float>(mean);
      inverse_[j] = varies ? static_cast<float>(1.0 / std::sqrt(variance)) : 0.0F;
    }
  }

  template <class Body>
  void for_batches(const Indices& indices, std::size_t size, const Body& body) {
    for (std::size_t first = 0; first < indices.size(); first += size) {
      checkpoints_.pass();
      body(std::span(indices).subspan(first, std::min(size, indices.size() - first)));
    }
  }

  void load_raw(Features::Split split, std::span<const std::uint32_t> indices) {
    features_.read(split, indices, batch_.data());
    if (settings_.layer_norm) {
      data::layer_norm(features_.units(), indices.size(), batch_.data());
    }
  }

  void load(Features::Split split, std::span<const std::uint32_t> indices) {
    load_raw(split, indices);
    if (mean_.empty()) return;
    const std::size_t units = features_.units();
    for (std::size_t b = 0; b < indices.size(); ++b) {
      float* f = batch_.data() + b * units;
      for (std::size_t j = 0; j < units; ++j) f[j] = (f[j] - mean_[j]) * inverse_[j];
    }
  }

  [[nodiscard]] std::span<const std::int32_t> labels_of(Features::Split split,
                                                        std::span<const std::uint32_t> indices) {
    const auto& labels = features_.samples(split).labels;
    labels_.resize(indices.size());
    std::transform(indices.begin(), indices.end(), labels_.begin(),
                   [&](std::uint32_t i) { return labels[i]; });
    return labels_;
  }

  // Inverted dropout: kept features are scaled so that the expectation stays.
  void drop(std::uint64_t step, std::size_t count) {
    const std::size_t size = features_.units() * count;
    stream_of(experiment_, index_, ProbeStream::kDropout, step).uniform(size, mask_.data());
    const auto share = static_cast<float>(settings_.dropout);
    const float scale = 1.0F / (1.0F - share);
    for (std::size_t i = 0; i < size; ++i) batch_[i] *= mask_[i] < share ? 0.0F : scale;
  }

  void train_epoch(std::uint64_t epoch) {
    Indices order(train_.size());
    const auto shuffled =
        permutation(train_.size(), stream_of(experiment_, index_, ProbeStream::kShuffle, epoch));
    std::transform(shuffled.begin(), shuffled.end(), order.begin(),
                   [&](std::uint32_t i) { return train_[i]; });
    const std::size_t size = settings_.batch;
    for (; first_ < order.size(); first_ += size) {
      checkpoints_.pass(steps_);
      const auto indices = std::span(order).subspan(first_, std::min(size, order.size() - first_));
      load(Features::Split::kTrain, indices);
      if (!mask_.empty()) drop(steps_, indices.size());
      score_.add(model_.train(batch_.data(), labels_of(Features::Split::kTrain, indices)));
      ++steps_;
    }
  }

  Score evaluate(Features::Split split, const Indices& which, std::set<std::int32_t>& predicted) {
    Score score;
    for_batches(which, kEvaluationBatch, [&](std::span<const std::uint32_t> indices) {
      load(split, indices);
      predicted_.resize(indices.size());
      score.add(model_.evaluate(batch_.data(), labels_of(split, indices), predicted_.data()));
      predicted.insert(predicted_.begin(), predicted_.end());
    });
    return score;
  }

  const config::Experiment& experiment_;
  const config::ProbeSettings& settings_;
  std::size_t index_;
  Features& features_;
  Checkpoints& checkpoints_;
  LinearModel model_;
  Indices train_, validation_, test_;
  AlignedVector<float> batch_;  // units x samples
  AlignedVector<float> mask_;
  std::vector<float> mean_, inverse_;
  std::vector<std::int32_t> labels_, predicted_;
  std::uint64_t steps_ = 0;
  std::size_t first_ = 0;  // in the epoch's order: where the next batch begins
  Score score_;            // of the epoch's batches so far
};

double mean_loss(const Score& score) { return score.loss / static_cast<double>(score.count); }

nlohmann::ordered_json line_of(const config::ProbeSettings& settings, std::uint64_t epoch,
                               const EpochResult& result) {
  nlohmann::ordered_json line;
  line["probe"] = settings.name;
  line["epoch"] = epoch + 1;
  line["train_loss"] = mean_loss(result.train);
  line["train_accuracy"] = percent(result.train);
  if (result.validation.count > 0) {
    line["validation_loss"] = mean_loss(result.validation);
    line["validation_accuracy"] = percent(result.validation);
  }
  if (result.test.count > 0) {
    line["test_loss"] = mean_loss(result.test);
    line["test_accuracy"] = percent(result.test);
    line["classes_predicted"] = result.classes_predicted;
  }
  return line;
}

// The results of all epochs, boiled down.
nlohmann::json summarise(const std::vector<EpochResult>& epochs) {
  std::size_t chosen = epochs.size() - 1;
  if (epochs.front().validation.count > 0) {
    chosen =
        static_cast<std::size_t>(std::max_element(epochs.begin(), epochs.end(),
                                                  [](const EpochResult& a, const EpochResult& b) {
                                                    return a.validation.right < b.validation.right;
                                                  }) -
                                 epochs.begin());
  }
  const EpochResult& best = epochs[chosen];
  nlohmann::json summary{
      {"epochs", epochs.size()}, {"epoch", chosen + 1}, {"train_accuracy", percent(best.train)}};
  if (best.validation.count > 0) summary["validation_accuracy"] = percent(best.validation);
  if (best.test.count == 0) return summary;
  double highest = 0;
  for (const EpochResult& epoch : epochs) highest = std::max(highest, percent(epoch.test));
  summary["test_accuracy"] = percent(best.test);
  summary["test_accuracy_last"] = percent(epochs.back().test);
  summary["test_accuracy_max"] = highest;
  summary["test_loss"] = mean_loss(best.test);
  summary["classes_predicted"] = best.classes_predicted;
  return summary;
}

bool should_stop(const config::ProbeSettings& settings, const std::vector<EpochResult>& epochs) {
  if (!settings.early_stop || epochs.size() < 2 || epochs.back().test.count == 0) return false;
  const double improved = mean_loss(epochs[epochs.size() - 2].test) - mean_loss(epochs.back().test);
  return improved < *settings.early_stop;
}

}  // namespace

nlohmann::json run_probe(const config::Experiment& experiment,
                         const config::ProbeSettings& settings, std::size_t index,
                         Features& features, std::size_t classes, const LineSink& sink,
                         Checkpoints& checkpoints) {
  if (classes == 0) {
    throw Error(ExitCode::kUsage, "probe: the data '" + experiment.data.name + "' have no labels");
  }
  StatusPage& status = status_page();
  status.done = 0;
  status.total = settings.epochs;
  status.phase = Phase::kProbing;
  WorkTime time;
  Probe probe(experiment, settings, index, features, classes, checkpoints);
  std::vector<EpochResult> epochs;
  checkpoints.carry([&](StateVisitor& visitor) {
    visitor.list("epochs", epochs);
    visitor.within("probe", probe);
    visitor.within("time", time);
  });
  status.done = epochs.size();
  for (std::uint64_t epoch = epochs.size(); epoch < settings.epochs; ++epoch) {
    epochs.push_back(probe.run_epoch(epoch));
    sink(line_of(settings, epoch, epochs.back()));
    status.done = epoch + 1;
    if (should_stop(settings, epochs)) break;
  }
  nlohmann::json summary = summarise(epochs);
  summary["seconds"] = time.seconds();
  return summary;
}

}  // namespace hebb::train
