#include "engine/rule_call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/stopwatch.hpp"
#include "engine/conscience.hpp"

namespace hebb::engine {

void check_needs(std::uint32_t classes, bool has_third, const plugin::Rule& rule,
                 const plugin::Activation& activation) {
  const std::string name = plugin::label(rule.library());
  if (rule.needs(HEBB_NEED_LABELS) && classes == 0) {
    throw Error(ExitCode::kUsage, name + ": the rule needs labels, the data have none");
  }
  if (rule.needs(HEBB_NEED_JACOBIAN) && !activation.has_gradient()) {
    throw Error(ExitCode::kUsage,
                fmt::format("{}: the rule needs the activation's gradient, {} has none", name,
                            plugin::label(activation.library())));
  }
  if (rule.needs(HEBB_NEED_THIRD) && !has_third) {
    throw Error(ExitCode::kUsage,
                name + ": the rule needs a third factor, which only a layer with a head has");
  }
}

RuleCall::RuleCall(const Settings& settings, plugin::Rule& rule, plugin::Activation& activation)
    : settings_(settings),
      rule_(rule),
      activation_(activation),
      u_(std::size_t{settings.units} * settings.batch),
      y_(u_.size()),
      c_(u_.size()),
      d_(rule.plan().mode == HEBB_MODE_FACTORED ? settings.units : 0),
      lateral_(rule.plan().mode == HEBB_MODE_LATERAL ? std::size_t{settings.units} * settings.units
                                                     : 0),
      bias_(settings.units, 0.0F) {
  check_needs(settings.classes, settings.follower != nullptr && settings.follower->has_third(),
              rule, activation);
  if (rule.needs(HEBB_NEED_JACOBIAN)) {
    rule_.set_gradient([this](const float* v, float* out) {
      activation_.gradient(batch_, u_.data(), y_.data(), v, out);
    });
  }
}

void RuleCall::run(const Input& input) {
  const TimedPart timed(Part::kRule);
  batch_ = input.batch;
  const std::size_t elements = std::size_t{settings_.units} * input.batch;
  activation_.forward(input.batch, u_.data(), y_.data());
  const float* third = nullptr;
  if (settings_.follower != nullptr) {
    third = settings_.follower->follow(
        {input.step, input.samples, input.batch, y_.data(), input.labels});
  }
  std::fill_n(c_.data(), elements, 0.0F);
  std::fill(d_.begin(), d_.end(), 0.0F);
  std::fill(lateral_.begin(), lateral_.end(), 0.0F);

  const auto given = [this](std::uint64_t need, const float* pointer) {
    return rule_.needs(need) ? pointer : nullptr;
  };
  hebb_rule_step step{};
  step.inputs = settings_.inputs;
  step.units = settings_.units;
  step.classes = settings_.classes;
  step.batch = input.batch;
  step.index = input.step;
  step.samples = input.samples;
  step.rate = input.rate;
  step.reduction = reduction(input);
  if (rule_.needs(HEBB_NEED_X)) step.x = aligned(input.x, input.batch);
  step.u = given(HEBB_NEED_U, u_.data());
  step.y = given(HEBB_NEED_Y, y_.data());
  step.gram = given(HEBB_NEED_GRAM, input.gram);
  step.norms = given(HEBB_NEED_NORMS, input.norms);
  step.w = given(HEBB_NEED_W, input.w);
  step.labels = rule_.needs(HEBB_NEED_LABELS) ? input.labels.data() : nullptr;
  step.third = given(HEBB_NEED_THIRD, third);
  step.bias = settings_.conscience != nullptr ? settings_.conscience->bias() : bias_.data();
  step.c = c_.data();
  step.d = d_.empty() ? nullptr : d_.data();
  step.lateral = lateral_.empty() ? nullptr : lateral_.data();
  step.w_new = input.w_new;
  rule_.step(step);
  if (settings_.conscience != nullptr) {
    settings_.conscience->learn(input.batch, c_.data(), u_.data());
  }
}

const float* RuleCall::aligned(const float* x, std::uint32_t batch) {
  constexpr std::uintptr_t kAlignment = 64;
  if (reinterpret_cast<std::uintptr_t>(x) % kAlignment == 0) return x;
  const std::size_t size = std::size_t{settings_.inputs} * batch;
  x_.resize(std::size_t{settings_.inputs} * settings_.batch);
  return std::copy_n(x, size, x_.data()) - size;
}

StepRecord RuleCall::record(const Input& input, const AlignedVector<float>& step_norms) {
  StepRecord record;
  record.index = input.step;
  record.samples = input.samples;
  record.rate = input.rate;
  record.reduction = reduction(input);
  record.batch = input.batch;
  record.x = settings_.observed_x ? aligned(input.x, input.batch) : input.x;
  record.u = u_.data();
  record.y = y_.data();
  record.c = c_.data();
  record.step_norms = step_norms.empty() ? nullptr : step_norms.data();
  record.labels = input.labels;
  return record;
}

void RuleCall::check_finite(const Input& input, std::span<const double> squares) const {
  const auto bad = std::find_if(squares.begin(), squares.end(),
                                [](double square) { return !std::isfinite(square); });
  if (bad == squares.end()) return;
  const auto unit = static_cast<std::size_t>(bad - squares.begin());
  std::string cause;
  const auto look = [&](const char* name, float value) {
    if (cause.empty() && !std::isfinite(value)) cause = fmt::format(": {} is {}", name, value);
  };
  for (std::uint32_t b = 0; b < input.batch; ++b) {
    const std::size_t at = unit + std::size_t{b} * settings_.units;
    look("its potential", u_[at]);
    look("its activity", y_[at]);
    look("its coefficient c", c_[at]);
  }
  if (!d_.empty()) look("its decay d", d_[unit]);
  throw NotFinite(fmt::format("{}: step {}: the weights of unit {} are no longer finite{}",
                              plugin::label(rule_.library()), input.step + 1, unit, cause));
}

}  // namespace hebb::engine
