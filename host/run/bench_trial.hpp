// bench_trial -- one training, or one probe, that is timed again and again.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "config/experiment.hpp"
#include "data/dataset.hpp"
#include "plugin/catalog.hpp"
#include "run/bench_rules.hpp"
#include "train/plugins.hpp"

namespace hebb::run {

// Drawn digits, and a sixth as many for tests. Where `inputs` is not 784, each digit is cut to that
// length, or repeated up to it.
[[nodiscard]] data::Dataset bench_data(std::uint64_t samples, std::uint32_t inputs);

// The middle value, the mean of the middle two of an even number; `values` is not empty.
[[nodiscard]] double median(std::vector<double> values);

// An epoch of training with the metrics gini and wins.
class Trial {
 public:
  // Trains on a few samples, to learn how many take at most kLongest seconds. Throws Error.
  Trial(const BenchRule& rule, std::uint32_t units, std::uint32_t batch, const data::Dataset& data,
        const plugin::Catalog& catalog);

  // An epoch that takes longer is timed on its first samples, and the time scaled.
  static constexpr double kLongest = 3;

  // Trains once, for the time.
  void measure();
  // Trains once, for the shares of the parts: on short steps, looking at the clock takes time.
  void break_down();

  // All about it; `peak` is the machine's in operations per second.
  [[nodiscard]] nlohmann::ordered_json results(double peak) const;

  [[nodiscard]] const BenchRule& rule() const noexcept { return rule_; }
  // About what one call of measure() takes.
  [[nodiscard]] double expected_seconds() const noexcept { return expected_; }

 private:
  double train();

  BenchRule rule_;
  config::Experiment experiment_;
  train::Plugins plugins_;
  data::Dataset data_;   // the samples that are timed
  std::size_t samples_;  // of an epoch
  double expected_ = 0;
  double memory_ = 0;            // bytes
  std::vector<double> seconds_;  // of each measure(), for the samples that are timed
  nlohmann::ordered_json parts_;
};

// The probe's epochs on the features of initial weights.
class ProbeTrial {
 public:
  // `data` must outlive this. Throws Error.
  ProbeTrial(std::uint32_t units, const data::Dataset& data, const plugin::Catalog& catalog);

  void measure();
  [[nodiscard]] nlohmann::ordered_json results() const;

 private:
  config::Experiment experiment_;
  train::Plugins plugins_;
  const data::Dataset& data_;
  double memory_ = 0;  // bytes
  std::vector<double> features_seconds_;
  std::vector<double> seconds_;
};

}  // namespace hebb::run
