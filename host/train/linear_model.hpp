// linear_model -- softmax regression trained by AdamW, one mini-batch at a time.
#pragma once

#include <cstdint>
#include <span>

#include "base/aligned.hpp"
#include "base/random.hpp"
#include "base/state_visitor.hpp"

namespace hebb::train {

struct LinearSettings {
  std::size_t features = 0;
  std::size_t classes = 0;
  std::size_t batch = 0;  // the largest
  double rate = 1e-3;
  double weight_decay = 0.01;
  bool bias = true;
  bool softmax_output = false;  // the loss takes softmax(logits) for logits
};

// Mean loss and number of samples classified as labelled.
struct Score {
  double loss = 0;  // summed over samples
  std::size_t right = 0;
  std::size_t count = 0;

  void add(const Score& other) {
    loss += other.loss;
    right += other.right;
    count += other.count;
  }
};

// Logits z = W'f + b with W features x classes. AdamW as in torch.optim.AdamW (Loshchilov, Hutter,
// ICLR 2019): betas .9 and .999, eps 1e-8, decay of all parameters, the bias included.
class LinearModel {
 public:
  explicit LinearModel(const LinearSettings& settings);

  // Weights normal with variance 2 / (features + classes); the bias stays 0.
  void init_xavier(const RandomStream& stream);

  // One step on f (features x count) with the mean cross-entropy.
  Score train(const float* f, std::span<const std::int32_t> labels);

  // Loss and hits, without a step; `predicted` (count) gets the classes unless it is null.
  Score evaluate(const float* f, std::span<const std::int32_t> labels, std::int32_t* predicted);

  // Over parameters and moments.
  void visit(StateVisitor& visitor);

  [[nodiscard]] std::span<const float> weights() const noexcept { return weights_; }

 private:
  Score forward(const float* f, std::span<const std::int32_t> labels, std::int32_t* predicted);
  void backward_through_softmax(std::size_t count);
  void reserve(std::size_t count);
  void descend(AlignedVector<float>& parameters, const AlignedVector<float>& gradient,
               AlignedVector<float>& first, AlignedVector<float>& second) const;

  LinearSettings settings_;
  std::uint64_t steps_ = 0;
  AlignedVector<float> weights_, weight_gradient_, weight_first_, weight_second_;
  AlignedVector<float> bias_, bias_gradient_, bias_first_, bias_second_;
  AlignedVector<float> output_;  // classes x count: p = softmax(logits)
  AlignedVector<float> error_;   // classes x count: softmax(..) - one-hot
};

}  // namespace hebb::train
