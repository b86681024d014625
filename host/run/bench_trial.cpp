#include "run/bench_trial.hpp"

#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "base/stopwatch.hpp"
#include "data/samples.hpp"
#include "run/plugin_lookup.hpp"
#include "train/features.hpp"
#include "train/probe.hpp"
#include "train/trainer.hpp"

namespace hebb::run {
namespace {

using Clock = std::chrono::steady_clock;

// How the paper's code scaled inputs and weights; the rate is its own, too.
constexpr const char* kExperiment = R"(
schema: 1
name: bench
data: {{name: digits, normalize: [0.1307, 0.3081]}}
model: {{units: {units}, init: {{name: normal, radius: 5}}}}
rule: none
train: {{batch: {batch}, rate: 0.05, reduction: {reduction}}}
metrics: [gini, wins]
)";

config::Experiment experiment_of(const BenchRule& rule, std::uint32_t units, std::uint32_t batch,
                                 const std::string& more, const plugin::Catalog& catalog) {
  const std::string text =
      fmt::format(fmt::runtime(kExperiment), fmt::arg("units", units), fmt::arg("batch", batch),
                  fmt::arg("reduction", rule.sum ? "sum" : "mean"));
  config::Node document = config::parse_text(text + more, "bench");
  *document.find("rule") = rule.node;
  return config::resolve(document, loading_lookup(catalog));
}

// The peak of this process's memory while it lives, if the kernel tells; otherwise since its start.
class PeakMemory {
 public:
  PeakMemory() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";  // proc(5): sets VmHWM to what is in use now
  }

  [[nodiscard]] double bytes() const {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmHWM:")) return 1024 * std::stod(line.substr(6));
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1024 * static_cast<double>(usage.ru_maxrss);
  }
};

data::Samples stretched(const data::Samples& digits, std::uint64_t count, std::uint32_t inputs) {
  AlignedVector<std::uint8_t> bytes(count * inputs);
  std::vector<std::int32_t> labels(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t source = i % digits.count;
    const std::uint8_t* from = digits.bytes.data() + source * digits.inputs;
    std::uint8_t* to = bytes.data() + i * inputs;
    for (std::size_t k = 0; k < inputs; k += digits.inputs) {
      std::copy_n(from, std::min<std::size_t>(digits.inputs, inputs - k), to + k);
    }
    labels[i] = digits.labels[source];
  }
  data::Samples samples = data::byte_samples(std::move(bytes), inputs);
  samples.labels = std::move(labels);
  return samples;
}

const train::LineSink kNowhere = [](const nlohmann::ordered_json&) {};

}  // namespace

data::Dataset bench_data(std::uint64_t samples, std::uint32_t inputs) {
  constexpr std::uint64_t kDrawn = 10000;  // the same digits again and again after these
  data::Request request;
  request.name = "digits";
  request.train_count = std::min(samples, kDrawn);
  request.test_count = 1;
  data::Dataset data = data::load(request);
  const data::Samples digits = data.train;
  data.train = stretched(digits, samples, inputs);
  data.test = stretched(digits, std::max<std::uint64_t>(samples / 6, 1), inputs);
  data.image = {1, 1, inputs};
  return data;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

Trial::Trial(const BenchRule& rule, std::uint32_t units, std::uint32_t batch,
             const data::Dataset& data, const plugin::Catalog& catalog)
    : rule_(rule),
      experiment_(experiment_of(rule, units, batch, "", catalog)),
      plugins_(train::load_plugins(experiment_, catalog)),
      data_(data),
      samples_(data.train.count) {
  // Whole batches and whole blocks, so that the stretch is like the rest of the epoch.
  const std::size_t unit = batch * std::max<std::size_t>(1, 512 / batch);
  data::keep_first(std::min(samples_, 2 * unit), "bench", data_.train);
  const double each = train() / static_cast<double>(data_.train.count);
  const auto wanted = static_cast<std::size_t>(std::max(1.0, kLongest / each));
  const std::size_t timed = std::min(samples_, (wanted + unit - 1) / unit * unit);
  data_.train = data.train;
  data::keep_first(timed, "bench", data_.train);
  expected_ = each * static_cast<double>(timed);
}

double Trial::train() {
  const PeakMemory peak;
  const train::Trained trained = train::train(experiment_, data_, plugins_, kNowhere);
  memory_ = peak.bytes();
  return trained.summary.at("train.seconds").get<double>();
}

void Trial::measure() { seconds_.push_back(train()); }

void Trial::break_down() {
  const Stopwatch watch;
  const double seconds = train();
  double named = 0;
  for (std::size_t i = 1; i < kPartNames.size(); ++i) {
    const double part = watch.seconds(static_cast<Part>(i));
    parts_[kPartNames[i]] = part / seconds;
    named += part;
  }
  parts_[kPartNames[0]] = 1 - named / seconds;
}

nlohmann::ordered_json Trial::results(double peak) const {
  const auto samples = static_cast<double>(samples_);
  const double scale = samples / static_cast<double>(data_.train.count);
  std::vector<double> all = seconds_;
  for (double& seconds : all) seconds *= scale;
  const double floor = 4.0 * static_cast<double>(data_.train.inputs) *
                       static_cast<double>(experiment_.model.units) * samples / peak;
  nlohmann::ordered_json json;
  json["rule"] = rule_.label;
  json["inputs"] = data_.train.inputs;
  json["units"] = experiment_.model.units;
  json["batch"] = experiment_.train.batch;
  json["samples"] = samples_;
  json["timed_samples"] = data_.train.count;
  json["seconds"] = median(all);
  json["all"] = all;
  json["floor"] = floor;
  json["ratio"] = median(all) / floor;
  json["parts"] = parts_;
  json["memory"] = memory_;
  return json;
}

ProbeTrial::ProbeTrial(std::uint32_t units, const data::Dataset& data,
                       const plugin::Catalog& catalog)
    : experiment_(experiment_of({"none", config::parse_text("none", "bench"), false, false}, units,
                                32, "probe: {epochs: 10}\n", catalog)),
      plugins_(train::load_plugins(experiment_, catalog)),
      data_(data) {}

void ProbeTrial::measure() {
  constexpr std::size_t kMegabyte = 1000000;
  const config::ProbeSettings& settings = experiment_.probes.front();
  const AlignedVector<float> weights = train::initial_weights(experiment_, data_.train.inputs);
  const PeakMemory peak;
  const Clock::time_point begin = Clock::now();
  train::Features features(experiment_, data_, plugins_, weights, settings.memory * kMegabyte);
  features_seconds_.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
  const nlohmann::json summary =
      train::run_probe(experiment_, settings, 0, features, data_.classes, kNowhere);
  seconds_.push_back(summary.at("seconds").get<double>());
  memory_ = peak.bytes();
}

nlohmann::ordered_json ProbeTrial::results() const {
  nlohmann::ordered_json json;
  json["inputs"] = data_.train.inputs;
  json["units"] = experiment_.model.units;
  json["samples"] = data_.train.count;
  json["epochs"] = experiment_.probes.front().epochs;
  json["features_seconds"] = median(features_seconds_);
  json["seconds"] = median(seconds_);
  json["all"] = seconds_;
  json["memory"] = memory_;
  return json;
}

}  // namespace hebb::run
