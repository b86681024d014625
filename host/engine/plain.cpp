// plain -- the reference engine: one batch at a time.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "base/aligned.hpp"
#include "base/blas.hpp"
#include "base/error.hpp"
#include "engine/engine.hpp"
#include "engine/kernels.hpp"
#include "engine/rule_call.hpp"
#include "engine/tiles.hpp"

namespace hebb::engine {
namespace {

template <class Real>
class PlainEngine final : public Engine {
 public:
  PlainEngine(const Settings& settings, std::span<const float> initial, plugin::Rule& rule,
              plugin::Activation& activation)
      : settings_(settings),
        rule_(rule),
        call_(settings, rule, activation),
        tiles_(settings.units),
        w_(initial.begin(), initial.end()),
        x_(std::is_same_v<Real, float> ? 0 : std::size_t{settings.inputs} * settings.batch),
        u_(std::size_t{settings.units} * settings.batch),
        c_(u_.size()),
        gram_(rule.needs(HEBB_NEED_GRAM) ? std::size_t{settings.batch} * settings.batch : 0),
        squares_(settings.units),
        norms_(settings.units),
        step_norms_(settings.step_norms ? settings.units : 0),
        scratch_(tiles_.count() * std::min(tiles_.size, tiles_.units) * settings.inputs) {
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      for (std::size_t j = first; j < first + count; ++j) {
        squares_[j] = sum_of_squares(settings_.inputs, column(j));
      }
    });
    if (rule.plan().mode == HEBB_MODE_LATERAL) lateral_.resize(square(settings.units));
    if (rule.plan().mode != HEBB_MODE_FACTORED || !std::is_same_v<Real, float>) {
      if (rule.needs(HEBB_NEED_W)) w_float_.resize(w_.size());
    }
    if (rule.plan().mode == HEBB_MODE_DIRECT) w_new_.resize(w_.size());
  }

  [[nodiscard]] std::size_t block_samples() const override { return settings_.batch; }

  void run(const Block& block, Observer& observer) override {
    const std::size_t batches = (block.samples + settings_.batch - 1) / settings_.batch;
    for (std::size_t k = 0; k < batches; ++k) {
      const std::size_t first = k * settings_.batch;
      const std::size_t count = std::min<std::size_t>(settings_.batch, block.samples - first);
      RuleCall::Input input;
      input.step = block.first_step + k;
      input.samples = block.first_sample + first;
      input.batch = static_cast<std::uint32_t>(count);
      input.rate = block.rates[k];
      input.x = block.x + first * settings_.inputs;
      if (!block.labels.empty()) input.labels = block.labels.subspan(first, count);
      step(input);
      observer.stepped({input.step, input.batch, input.x, call_.u(), call_.y(), call_.c(),
                        step_norms_.empty() ? nullptr : step_norms_.data(), input.labels},
                       *this);
    }
  }

  void weights(float* out) const override {
    std::transform(w_.begin(), w_.end(), out, [](Real v) { return static_cast<float>(v); });
  }

 private:
  static std::size_t square(std::size_t n) { return n * n; }

  [[nodiscard]] Real* column(std::size_t unit) { return w_.data() + unit * settings_.inputs; }

  // The batch's inputs as Real.
  [[nodiscard]] const Real* inputs_of(const RuleCall::Input& input) {
    if constexpr (std::is_same_v<Real, float>) {
      return input.x;
    } else {
      std::copy_n(input.x, std::size_t{settings_.inputs} * input.batch, x_.data());
      return x_.data();
    }
  }

  void step(RuleCall::Input input) {
    const Real* x = inputs_of(input);
    compute_potentials(x, input.batch);
    offer_needs(input);
    call_.run(input);
    const double reduction = settings_.mean_reduction ? 1.0 / input.batch : 1.0;
    const double rate = input.rate * reduction;
    switch (rule_.plan().mode) {
      case HEBB_MODE_FACTORED:
        apply_factored(x, input.batch, static_cast<Real>(rate));
        break;
      case HEBB_MODE_LATERAL:
        apply_lateral(x, input.batch, static_cast<Real>(rate));
        break;
      default:
        apply_direct();
        break;
    }
    check_finite(input);
  }

  void compute_potentials(const Real* x, std::uint32_t batch) {
    const std::size_t inputs = settings_.inputs;
    const std::size_t units = settings_.units;
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      gemm(true, false, count, batch, inputs, Real{1}, column(first), inputs, x, inputs, Real{0},
           u_.data() + first, units);
      for (std::size_t b = 0; b < batch; ++b) {
        for (std::size_t j = b * units + first; j < b * units + first + count; ++j) {
          call_.u()[j] = static_cast<float>(u_[j]);
        }
      }
    });
  }

  void offer_needs(RuleCall::Input& input) {
    if (rule_.needs(HEBB_NEED_GRAM)) {
      gemm(true, false, input.batch, input.batch, settings_.inputs, 1.0F, input.x, settings_.inputs,
           input.x, settings_.inputs, 0.0F, gram_.data(), input.batch);
      input.gram = gram_.data();
    }
    if (rule_.needs(HEBB_NEED_NORMS)) {
      std::transform(squares_.begin(), squares_.end(), norms_.begin(),
                     [](double q) { return static_cast<float>(std::sqrt(q)); });
      input.norms = norms_.data();
    }
    if (rule_.needs(HEBB_NEED_W)) input.w = weights_for_rule();
    if (!w_new_.empty()) {
      weights(w_new_.data());
      input.w_new = w_new_.data();
    }
  }

  [[nodiscard]] const float* weights_for_rule() {
    if constexpr (std::is_same_v<Real, float>) {
      if (w_float_.empty()) return w_.data();
    }
    weights(w_float_.data());
    return w_float_.data();
  }

  // W <- W + (X C' - d W) for a tile while it is in the cache, then norms and unit norm.
  void apply_factored(const Real* x, std::uint32_t batch, Real rate) {
    const std::size_t units = settings_.units;
    const std::size_t inputs = settings_.inputs;
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      for (std::size_t b = 0; b < batch; ++b) {
        for (std::size_t j = b * units + first; j < b * units + first + count; ++j) {
          c_[j] = rate * static_cast<Real>(call_.c()[j]);
        }
      }
      Real* change = scratch_.data() + first * inputs;
      gemm(false, true, inputs, count, batch, Real{1}, x, inputs, c_.data() + first, units, Real{0},
           change, inputs);
      for (std::size_t j = first; j < first + count; ++j) {
        finish_unit(j, rate * static_cast<Real>(call_.d()[j]), change + (j - first) * inputs);
      }
    });
  }

  void apply_lateral(const Real* x, std::uint32_t batch, Real rate) {
    const std::size_t units = settings_.units;
    const std::size_t inputs = settings_.inputs;
    std::transform(call_.lateral(), call_.lateral() + square(units), lateral_.begin(),
                   [](float v) { return static_cast<Real>(v); });
    std::transform(call_.c(), call_.c() + std::size_t{batch} * units, c_.begin(),
                   [](float v) { return static_cast<Real>(v); });
    tiles_.for_each([&](std::size_t first, std::size_t count) {  // all of W is still the old one
      Real* change = scratch_.data() + first * inputs;
      gemm(false, true, inputs, count, batch, rate, x, inputs, c_.data() + first, units, Real{0},
           change, inputs);
      gemm(false, true, inputs, count, units, -rate, w_.data(), inputs, lateral_.data() + first,
           units, Real{1}, change, inputs);
    });
    finish_all_units();
  }

  void apply_direct() {
    std::transform(w_new_.begin(), w_new_.end(), w_.begin(), scratch_.begin(),
                   [](float now, Real before) { return static_cast<Real>(now) - before; });
    finish_all_units();
  }

  void finish_all_units() {
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      for (std::size_t j = first; j < first + count; ++j) {
        finish_unit(j, Real{0}, scratch_.data() + j * settings_.inputs);
      }
    });
  }

  // Adds the change less the decay, measures the step, brings the unit to length 1 if asked.
  void finish_unit(std::size_t unit, Real decay, const Real* change) {
    const double moved = apply_step(settings_.inputs, decay, change, column(unit));
    if (!step_norms_.empty()) step_norms_[unit] = static_cast<float>(std::sqrt(moved));
    squares_[unit] = sum_of_squares(settings_.inputs, column(unit));
    if (rule_.plan().unit_norm == 1 && squares_[unit] > 0 && std::isfinite(squares_[unit])) {
      scale(settings_.inputs, static_cast<Real>(1.0 / std::sqrt(squares_[unit])), column(unit));
      squares_[unit] = 1;
    }
  }

  void check_finite(const RuleCall::Input& input) const {
    for (std::size_t j = 0; j < settings_.units; ++j) {
      if (!std::isfinite(squares_[j])) {
        throw Error(ExitCode::kRunFailed,
                    divergence_message(plugin::label(rule_.library()), input.step, j, call_,
                                       settings_, input.batch));
      }
    }
  }

  Settings settings_;
  plugin::Rule& rule_;
  RuleCall call_;
  Tiles tiles_;
  AlignedVector<Real> w_;          // inputs x units
  AlignedVector<Real> x_;          // inputs x batch, where Real is not float
  AlignedVector<Real> u_;          // units x batch
  AlignedVector<Real> c_;          // units x batch, times the rate
  AlignedVector<float> gram_;      // batch x batch
  AlignedVector<double> squares_;  // |W_j|^2
  AlignedVector<float> norms_;
  AlignedVector<float> step_norms_;
  AlignedVector<Real> scratch_;  // inputs x units: the change of each unit
  AlignedVector<Real> lateral_;
  AlignedVector<float> w_float_;
  AlignedVector<float> w_new_;
};

}  // namespace

template <class Real>
std::unique_ptr<Engine> make_plain_engine(const Settings& settings, std::span<const float> initial,
                                          plugin::Rule& rule, plugin::Activation& activation) {
  return std::make_unique<PlainEngine<Real>>(settings, initial, rule, activation);
}

template std::unique_ptr<Engine> make_plain_engine<float>(const Settings&, std::span<const float>,
                                                          plugin::Rule&, plugin::Activation&);
template std::unique_ptr<Engine> make_plain_engine<double>(const Settings&, std::span<const float>,
                                                           plugin::Rule&, plugin::Activation&);

}  // namespace hebb::engine
