#include "train/linear_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/blas.hpp"
#include "base/clones.hpp"
#include "base/vector_math.hpp"

namespace hebb::train {
namespace {

constexpr float kBeta1 = 0.9F;
constexpr float kBeta2 = 0.999F;
constexpr float kEpsilon = 1e-8F;

struct Descent {
  float keep;         // 1 - rate * decay
  float rate;         // rate / (1 - beta1^t)
  float second_root;  // sqrt(1 - beta2^t)
};

HEBB_CLONES void adamw(std::size_t n, const Descent& d, const float* gradient, float* first,
                       float* second, float* parameters) {
  const float keep = d.keep;
  const float rate = d.rate;
  const float root = 1.0F / d.second_root;
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    const float g = gradient[i];
    const float m = kBeta1 * first[i] + (1.0F - kBeta1) * g;
    const float v = kBeta2 * second[i] + (1.0F - kBeta2) * g * g;
    first[i] = m;
    second[i] = v;
    parameters[i] = parameters[i] * keep - rate * m / (std::sqrt(v) * root + kEpsilon);
  }
}

// log(sum(exp(z))) of a column.
double log_sum_exp(std::size_t n, const float* z) {
  const float largest = *std::max_element(z, z + n);
  const double sum = std::accumulate(z, z + n, 0.0, [largest](double total, float value) {
    return total + std::exp(static_cast<double>(value - largest));
  });
  return std::log(sum) + static_cast<double>(largest);
}

}  // namespace

LinearModel::LinearModel(const LinearSettings& settings)
    : settings_(settings),
      weights_(settings.features * settings.classes),
      weight_gradient_(weights_.size()),
      weight_first_(weights_.size()),
      weight_second_(weights_.size()),
      bias_(settings.classes),
      bias_gradient_(settings.classes),
      bias_first_(settings.classes),
      bias_second_(settings.classes) {
  reserve(settings.batch);
}

void LinearModel::init_xavier(const RandomStream& stream) {
  stream.normal(weights_.size(), weights_.data());
  const auto deviation = static_cast<float>(
      std::sqrt(2.0 / static_cast<double>(settings_.features + settings_.classes)));
  for (float& w : weights_) w *= deviation;
}

void LinearModel::reserve(std::size_t count) {
  const std::size_t size = settings_.classes * count;
  if (output_.size() < size) output_.resize(size);
  if (error_.size() < size) error_.resize(size);
}

Score LinearModel::forward(const float* f, std::span<const std::int32_t> labels,
                           std::int32_t* predicted) {
  const std::size_t classes = settings_.classes;
  const std::size_t count = labels.size();
  reserve(count);
  for (std::size_t b = 0; b < count; ++b) {
    std::copy(bias_.begin(), bias_.end(),
              output_.begin() + static_cast<std::ptrdiff_t>(b * classes));
  }
  gemm(true, false, classes, count, settings_.features, 1.0F, weights_.data(), settings_.features,
       f, settings_.features, 1.0F, output_.data(), classes);
  Score score{0, 0, count};
  for (std::size_t b = 0; b < count; ++b) {
    const float* z = output_.data() + b * classes;
    const auto best = static_cast<std::int32_t>(std::max_element(z, z + classes) - z);
    score.right += best == labels[b] ? 1U : 0U;
    if (predicted != nullptr) predicted[b] = best;
  }
  float* taken = settings_.softmax_output ? error_.data() : output_.data();
  if (settings_.softmax_output) {
    softmax(classes, count, 1.0F, output_.data(), output_.data());
    std::copy_n(output_.data(), classes * count, error_.data());
  }
  for (std::size_t b = 0; b < count; ++b) {
    const float* z = taken + b * classes;
    score.loss += log_sum_exp(classes, z) - static_cast<double>(z[labels[b]]);
  }
  softmax(classes, count, 1.0F, taken, error_.data());
  for (std::size_t b = 0; b < count; ++b) {
    error_[b * classes + static_cast<std::size_t>(labels[b])] -= 1.0F;
  }
  return score;
}

// error <- J' error with J the Jacobian of p = softmax(logits): p o (error - p . error).
void LinearModel::backward_through_softmax(std::size_t count) {
  const std::size_t classes = settings_.classes;
  for (std::size_t b = 0; b < count; ++b) {
    const float* p = output_.data() + b * classes;
    float* e = error_.data() + b * classes;
    float dot = 0;
    for (std::size_t k = 0; k < classes; ++k) dot += p[k] * e[k];
    for (std::size_t k = 0; k < classes; ++k) e[k] = p[k] * (e[k] - dot);
  }
}

Score LinearModel::train(const float* f, std::span<const std::int32_t> labels) {
  const Score score = forward(f, labels, nullptr);
  const std::size_t classes = settings_.classes;
  const std::size_t count = labels.size();
  if (settings_.softmax_output) backward_through_softmax(count);
  const float mean = 1.0F / static_cast<float>(count);
  gemm(false, true, settings_.features, classes, count, mean, f, settings_.features, error_.data(),
       classes, 0.0F, weight_gradient_.data(), settings_.features);
  ++steps_;
  descend(weights_, weight_gradient_, weight_first_, weight_second_);
  if (settings_.bias) {
    row_means(classes, count, error_.data(), bias_gradient_.data());
    descend(bias_, bias_gradient_, bias_first_, bias_second_);
  }
  return score;
}

void LinearModel::descend(AlignedVector<float>& parameters, const AlignedVector<float>& gradient,
                          AlignedVector<float>& first, AlignedVector<float>& second) const {
  const auto t = static_cast<double>(steps_);
  Descent d{};
  d.keep = static_cast<float>(1.0 - settings_.rate * settings_.weight_decay);
  d.rate = static_cast<float>(settings_.rate / (1.0 - std::pow(static_cast<double>(kBeta1), t)));
  d.second_root = static_cast<float>(std::sqrt(1.0 - std::pow(static_cast<double>(kBeta2), t)));
  adamw(parameters.size(), d, gradient.data(), first.data(), second.data(), parameters.data());
}

void LinearModel::visit(StateVisitor& visitor) {
  visitor.number("steps", steps_);
  visitor.array("weights", weights_);
  visitor.array("weights_first", weight_first_);
  visitor.array("weights_second", weight_second_);
  visitor.array("bias", bias_);
  visitor.array("bias_first", bias_first_);
  visitor.array("bias_second", bias_second_);
}

Score LinearModel::evaluate(const float* f, std::span<const std::int32_t> labels,
                            std::int32_t* predicted) {
  return forward(f, labels, predicted);
}

}  // namespace hebb::train
