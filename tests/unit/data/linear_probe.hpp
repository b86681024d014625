// linear_probe -- two simple classifiers, which say how hard a data set is: softmax regression on
// standardised pixels, and the nearest class mean.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "base/random.hpp"
#include "data/dataset.hpp"
#include "data/pixels.hpp"

namespace hebb::data::testing {

constexpr std::size_t kProbeClasses = 10;

// Each sample contiguous, each input with mean 0 and variance 1 over the training set.
struct Standardized {
  std::size_t inputs = 0;
  std::vector<float> train, test;
};

inline std::vector<float> floats_of(const Samples& samples) {
  std::vector<std::uint32_t> indices(samples.count);
  std::iota(indices.begin(), indices.end(), 0U);
  std::vector<float> values(samples.count * samples.inputs);
  to_floats(samples, indices, {}, values.data());
  return values;
}

inline Standardized standardized(const Dataset& dataset) {
  const std::size_t inputs = dataset.train.inputs;
  Standardized result{inputs, floats_of(dataset.train), floats_of(dataset.test)};
  std::vector<double> mean(inputs), square(inputs);
  for (std::size_t i = 0; i < result.train.size(); ++i) {
    mean[i % inputs] += result.train[i];
    square[i % inputs] += static_cast<double>(result.train[i]) * result.train[i];
  }
  const auto n = static_cast<double>(dataset.train.count);
  for (std::size_t i = 0; i < inputs; ++i) {
    mean[i] /= n;
    square[i] = 1 / std::sqrt(std::max(square[i] / n - mean[i] * mean[i], 1e-4));
  }
  for (auto* values : {&result.train, &result.test}) {
    for (std::size_t i = 0; i < values->size(); ++i) {
      (*values)[i] = static_cast<float>(((*values)[i] - mean[i % inputs]) * square[i % inputs]);
    }
  }
  return result;
}

class SoftmaxRegression {
 public:
  explicit SoftmaxRegression(std::size_t inputs) : inputs_(inputs), w_(inputs * kProbeClasses) {}

  [[nodiscard]] std::array<float, kProbeClasses> potentials(const float* x) const {
    std::array<float, kProbeClasses> u = bias_;
    for (std::size_t i = 0; i < inputs_; ++i) {
      for (std::size_t k = 0; k < kProbeClasses; ++k) u[k] += w_[i * kProbeClasses + k] * x[i];
    }
    return u;
  }

  // One gradient step on the cross-entropy of one sample.
  void step(const float* x, std::int32_t label, float rate) {
    std::array<float, kProbeClasses> p = potentials(x);
    const float largest = *std::max_element(p.begin(), p.end());
    float sum = 0;
    for (float& value : p) sum += value = std::exp(value - largest);
    for (float& value : p) value /= sum;
    p[static_cast<std::size_t>(label)] -= 1;
    for (std::size_t k = 0; k < kProbeClasses; ++k) bias_[k] -= rate * p[k];
    for (std::size_t i = 0; i < inputs_; ++i) {
      for (std::size_t k = 0; k < kProbeClasses; ++k) {
        w_[i * kProbeClasses + k] -= rate * p[k] * x[i];
      }
    }
  }

 private:
  std::size_t inputs_;
  std::vector<float> w_;  // classes x inputs
  std::array<float, kProbeClasses> bias_{};
};

// Test accuracy in percent after `epochs` passes in shuffled order, the rate falling linearly to 0.
inline double linear_accuracy(const Dataset& dataset, std::size_t epochs, float rate) {
  const Standardized data = standardized(dataset);
  SoftmaxRegression model(data.inputs);
  const std::size_t count = dataset.train.count;
  for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
    const auto order = permutation(count, RandomStream(1, Purpose::kShuffle, 0, epoch));
    for (std::size_t i = 0; i < count; ++i) {
      const auto done = static_cast<float>(epoch * count + i) / static_cast<float>(epochs * count);
      const std::size_t sample = order[i];
      model.step(data.train.data() + sample * data.inputs, dataset.train.labels[sample],
                 rate * (1 - done));
    }
  }
  std::size_t right = 0;
  for (std::size_t i = 0; i < dataset.test.count; ++i) {
    const auto u = model.potentials(data.test.data() + i * data.inputs);
    right += std::max_element(u.begin(), u.end()) - u.begin() == dataset.test.labels[i] ? 1 : 0;
  }
  return 100.0 * static_cast<double>(right) / static_cast<double>(dataset.test.count);
}

// Test accuracy in percent of the class mean that is nearest, on raw pixels.
inline double centroid_accuracy(const Dataset& dataset) {
  const std::size_t inputs = dataset.train.inputs;
  const std::vector<float> train = floats_of(dataset.train);
  const std::vector<float> test = floats_of(dataset.test);
  std::vector<double> means(inputs * kProbeClasses);
  std::array<double, kProbeClasses> counts{};
  for (std::size_t s = 0; s < dataset.train.count; ++s) {
    const auto k = static_cast<std::size_t>(dataset.train.labels[s]);
    ++counts[k];
    for (std::size_t i = 0; i < inputs; ++i) means[k * inputs + i] += train[s * inputs + i];
  }
  for (std::size_t i = 0; i < means.size(); ++i) means[i] /= counts[i / inputs];
  std::size_t right = 0;
  for (std::size_t s = 0; s < dataset.test.count; ++s) {
    std::size_t best = 0;
    double best_distance = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < kProbeClasses; ++k) {
      double distance = 0;
      for (std::size_t i = 0; i < inputs; ++i) {
        const double difference = test[s * inputs + i] - means[k * inputs + i];
        distance += difference * difference;
      }
      if (distance < best_distance) best_distance = distance, best = k;
    }
    right += static_cast<std::int32_t>(best) == dataset.test.labels[s] ? 1 : 0;
  }
  return 100.0 * static_cast<double>(right) / static_cast<double>(dataset.test.count);
}

}  // namespace hebb::data::testing
