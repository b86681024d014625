// linear_model against AdamW and cross-entropy typed from their equations.
#include "train/linear_model.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using hebb::train::LinearModel;
using hebb::train::LinearSettings;

namespace {

constexpr std::size_t kFeatures = 3;
constexpr std::size_t kClasses = 4;

// Parameters (kFeatures + 1) x kClasses, the last row the bias, and their moments.
struct Oracle {
  std::vector<double> p = std::vector<double>((kFeatures + 1) * kClasses);
  std::vector<double> m = p, v = p;
  int t = 0;

  [[nodiscard]] std::vector<double> logits(const float* f) const {
    std::vector<double> z(kClasses);
    for (std::size_t k = 0; k < kClasses; ++k) {
      z[k] = p[kFeatures + k * (kFeatures + 1)];
      for (std::size_t i = 0; i < kFeatures; ++i) {
        z[k] += p[i + k * (kFeatures + 1)] * static_cast<double>(f[i]);
      }
    }
    return z;
  }

  static std::vector<double> softmax(const std::vector<double>& z) {
    double sum = 0;
    std::vector<double> out;
    for (const double value : z) sum += std::exp(value);
    for (const double value : z) out.push_back(std::exp(value) / sum);
    return out;
  }

  double loss(const float* f, std::int32_t label, bool softmax_output) const {
    std::vector<double> z = logits(f);
    if (softmax_output) z = softmax(z);
    return -std::log(softmax(z)[static_cast<std::size_t>(label)]);
  }

  // Gradients by central differences: no formula to get wrong.
  double step(const std::vector<float>& f, const std::vector<std::int32_t>& labels,
              bool softmax_output, double rate, double decay) {
    const auto total = [&] {
      double sum = 0;
      for (std::size_t b = 0; b < labels.size(); ++b) {
        sum += loss(f.data() + b * kFeatures, labels[b], softmax_output);
      }
      return sum;
    };
    const double before = total();
    std::vector<double> gradient;
    for (double& parameter : p) {
      constexpr double kStep = 1e-5;
      const double middle = parameter;
      parameter = middle + kStep;
      const double above = total();
      parameter = middle - kStep;
      gradient.push_back((above - total()) / (2 * kStep) / static_cast<double>(labels.size()));
      parameter = middle;
    }
    ++t;
    for (std::size_t i = 0; i < p.size(); ++i) {
      m[i] = 0.9 * m[i] + 0.1 * gradient[i];
      v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
      p[i] *= 1 - rate * decay;
      p[i] -= rate * (m[i] / (1 - std::pow(0.9, t))) /
              (std::sqrt(v[i] / (1 - std::pow(0.999, t))) + 1e-8);
    }
    return before;
  }
};

void compare(bool softmax_output) {
  LinearSettings settings;
  settings.features = kFeatures;
  settings.classes = kClasses;
  settings.batch = 2;
  settings.rate = 0.05;
  settings.weight_decay = 0.1;
  settings.softmax_output = softmax_output;
  LinearModel model(settings);
  Oracle oracle;
  const std::vector<float> f{0.5F, -1.0F, 2.0F, 1.5F, 0.25F, -0.75F};
  const std::vector<std::int32_t> labels{2, 0};
  for (int step = 0; step < 20; ++step) {
    const double loss = model.train(f.data(), labels).loss;
    CHECK(loss == Approx(oracle.step(f, labels, softmax_output, 0.05, 0.1)).epsilon(1e-4));
  }
  for (std::size_t k = 0; k < kClasses; ++k) {
    for (std::size_t i = 0; i < kFeatures; ++i) {
      CHECK(model.weights()[i + k * kFeatures] ==
            Approx(oracle.p[i + k * (kFeatures + 1)]).margin(2e-3));
    }
  }
}

}  // namespace

TEST_CASE("linear_model: steps equal AdamW on the numerical gradient of cross-entropy") {
  compare(false);
}

TEST_CASE("linear_model: with a softmax output the loss is cross-entropy of softmax of softmax") {
  compare(true);
}

TEST_CASE("linear_model: without bias the logits of a zero feature vector are zero") {
  LinearSettings settings;
  settings.features = 2;
  settings.classes = 3;
  settings.batch = 1;
  settings.rate = 0.5;
  settings.bias = false;
  LinearModel model(settings);
  const std::vector<float> zero{0.0F, 0.0F};
  const std::vector<std::int32_t> label{1};
  for (int i = 0; i < 5; ++i) (void)model.train(zero.data(), label);
  CHECK(model.evaluate(zero.data(), label, nullptr).loss == Approx(std::log(3.0)));
}
