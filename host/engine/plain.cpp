// plain -- the reference engine: one batch at a time.
#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/stopwatch.hpp"
#include "engine/direct_step.hpp"
#include "engine/engine.hpp"
#include "engine/rule_call.hpp"

namespace hebb::engine {
namespace {

// Under scale_max a step smaller than this counts as this large, as in the code of Krotov and
// Hopfield 2019: what is all but zero must not be blown up.
constexpr double kLeastStep = 1e-30;

template <class Real>
class PlainEngine final : public Engine {
 public:
  PlainEngine(const Settings& settings, std::span<const float> initial, plugin::Rule& rule,
              plugin::Activation& activation)
      : settings_(settings),
        rule_(rule),
        call_(settings, rule, activation),
        tiles_(settings.units),
        weights_(make_weights<Real>(settings, rule.plan().unit_norm == 1, initial, tiles_)),
        x_(std::is_same_v<Real, float> ? 0 : std::size_t{settings.inputs} * settings.batch),
        u_(std::size_t{settings.units} * settings.batch),
        c_(u_.size()),
        d_(settings.units),
        gram_(rule.needs(HEBB_NEED_GRAM) ? std::size_t{settings.batch} * settings.batch : 0),
        norms_(settings.units),
        scratch_(weights_.w.size()),
        largest_(settings.scale_max ? tiles_.count() : 0),
        lateral_(call_.lateral_size()),
        w_float_(rule.needs(HEBB_NEED_W) && !std::is_same_v<Real, float> ? weights_.w.size() : 0),
        w_new_(rule.plan().mode == HEBB_MODE_DIRECT ? weights_.w.size() : 0) {
    if (settings.scale_max && rule.plan().mode == HEBB_MODE_DIRECT) {
      throw Error(ExitCode::kUsage, plugin::label(rule.library()) +
                                        ": the rule writes the weights itself, wanted train.scale "
                                        "none for it");
    }
  }

  // Several batches at a time: their floats are made on all threads at once.
  [[nodiscard]] std::size_t block_samples() const override {
    constexpr std::size_t kWanted = 128;
    return settings_.batch * std::max<std::size_t>(1, kWanted / settings_.batch);
  }

  void run(const Block& block, Observer& observer) override {
    for_each_batch(settings_, block, [&](const RuleCall::Input& input) {
      step(input);
      observer.stepped(call_.record(input, weights_.step_norms), *this);
    });
  }

  void weights(float* out) const override { copy_weights(out); }
  void weights(double* out) const override { copy_weights(out); }

  void visit(StateVisitor& visitor) override { visitor.within("weights", weights_); }

 private:
  template <class Out>
  void copy_weights(Out* out) const {
    std::transform(weights_.w.begin(), weights_.w.end(), out,
                   [](Real v) { return static_cast<Out>(v); });
  }

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
    TimedPart timed(Part::kForward);
    const Real* x = inputs_of(input);
    compute_potentials(x, input.batch);
    offer_needs(input);
    call_.run(input);
    timed.become(Part::kUpdate);
    const auto rate = static_cast<Real>(call_.applied_rate(input));
    switch (rule_.plan().mode) {
      case HEBB_MODE_FACTORED:
        apply_factored(input, x, rate);
        break;
      case HEBB_MODE_LATERAL:
        apply_lateral(input, x, rate);
        break;
      default:
        apply_direct();
        break;
    }
    call_.check_finite(input, weights_.squares);
  }

  void compute_potentials(const Real* x, std::uint32_t batch) {
    const std::size_t inputs = settings_.inputs;
    const std::size_t units = settings_.units;
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      gemm(true, false, count, batch, inputs, Real{1}, weights_.column(first), inputs, x, inputs,
           Real{0}, u_.data() + first, units);
      for (std::size_t b = 0; b < batch; ++b) {
        const Real* u = u_.data() + b * units + first;
        std::transform(u, u + count, call_.u() + b * units + first,
                       [](Real v) { return static_cast<float>(v); });
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
      std::transform(weights_.squares.begin(), weights_.squares.end(), norms_.begin(),
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
      return weights_.w.data();
    } else {
      weights(w_float_.data());
      return w_float_.data();
    }
  }

  void apply_factored(const RuleCall::Input& input, const Real* x, Real rate) {
    if (settings_.scale_max) {
      apply_scaled(input, x);
      return;
    }
    const std::size_t batch = input.batch;
    scale_coefficients(batch * settings_.units, rate, call_.c(), c_.data());
    std::transform(call_.d(), call_.d() + settings_.units, d_.begin(),
                   [rate](float v) { return rate * static_cast<Real>(v); });
    step_directly(tiles_, x, batch, c_.data(), d_.data(), scratch_.data(), weights_);
  }

  // W <- W + rate D / max |D|, with D_j = sum_b c_jb x_b - d_j W_j.
  void apply_scaled(const RuleCall::Input& input, const Real* x) {
    const std::size_t units = settings_.units;
    const std::size_t inputs = settings_.inputs;
    std::copy_n(call_.c(), std::size_t{input.batch} * units, c_.begin());
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      Real* change = scratch_.data() + first * inputs;
      gemm(false, true, inputs, count, input.batch, Real{1}, x, inputs, c_.data() + first, units,
           Real{0}, change, inputs);
      for (std::size_t j = first; j < first + count; ++j) {
        const Real decay = static_cast<Real>(call_.d()[j]);
        if (decay != Real{0})
          add_scaled(inputs, -decay, weights_.column(j), scratch_.data() + j * inputs);
      }
    });
    scale_to_largest(input.rate);
    move_all_units();
  }

  // scratch_ <- rate scratch_ / max |scratch_|; zeros stay.
  void scale_to_largest(double rate) {
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      const Real* begin = scratch_.data() + first * settings_.inputs;
      Real top = 0;
      std::for_each(begin, begin + count * settings_.inputs,
                    [&top](Real v) { top = std::max(top, std::abs(v)); });
      largest_[first / tiles_.size] = top;
    });
    const auto largest = static_cast<double>(*std::max_element(largest_.begin(), largest_.end()));
    const auto factor = static_cast<Real>(rate / std::max(kLeastStep, largest));
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      scale(count * settings_.inputs, factor, scratch_.data() + first * settings_.inputs);
    });
  }

  void apply_lateral(const RuleCall::Input& input, const Real* x, Real given_rate) {
    const Real rate = settings_.scale_max ? Real{1} : given_rate;
    const std::size_t batch = input.batch;
    const std::size_t units = settings_.units;
    const std::size_t inputs = settings_.inputs;
    std::copy_n(call_.lateral(), lateral_.size(), lateral_.begin());
    std::copy_n(call_.c(), batch * units, c_.begin());
    tiles_.for_each([&](std::size_t first, std::size_t count) {  // all of W is still the old one
      Real* change = scratch_.data() + first * inputs;
      gemm(false, true, inputs, count, batch, rate, x, inputs, c_.data() + first, units, Real{0},
           change, inputs);
      gemm(false, true, inputs, count, units, -rate, weights_.w.data(), inputs,
           lateral_.data() + first, units, Real{1}, change, inputs);
    });
    if (settings_.scale_max) scale_to_largest(input.rate);
    move_all_units();
  }

  void apply_direct() {
    std::transform(w_new_.begin(), w_new_.end(), weights_.w.begin(), scratch_.begin(),
                   [](float now, Real before) { return static_cast<Real>(now) - before; });
    move_all_units();
  }

  void move_all_units() {
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      for (std::size_t j = first; j < first + count; ++j) {
        weights_.move(j, Real{0}, scratch_.data() + j * settings_.inputs);
      }
    });
  }

  Settings settings_;
  plugin::Rule& rule_;
  RuleCall call_;
  Tiles tiles_;
  Weights<Real> weights_;
  AlignedVector<Real> x_;        // inputs x batch, where Real is not float
  AlignedVector<Real> u_;        // units x batch
  AlignedVector<Real> c_;        // units x batch, times the rate
  AlignedVector<Real> d_;        // units, times the rate
  AlignedVector<float> gram_;    // batch x batch
  AlignedVector<float> norms_;   // units
  AlignedVector<Real> scratch_;  // inputs x units: the change of each unit
  AlignedVector<Real> largest_;  // of each tile of scratch_, under scale_max
  AlignedVector<Real> lateral_;  // units x units
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
