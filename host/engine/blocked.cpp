// blocked -- the exact blocked engine: several batches in one wide product, with the mathematics of
// one batch at a time. docs/blocked-engine.md derives it.
#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.hpp"
#include "base/stopwatch.hpp"
#include "engine/cost_model.hpp"
#include "engine/engine.hpp"
#include "engine/factored_block.hpp"
#include "engine/kernels.hpp"
#include "engine/rule_call.hpp"

namespace hebb::engine {
namespace {

// A panel of at least this many samples makes the product with earlier panels wide enough.
constexpr std::size_t kPanelSamples = 32;
// Sums over a batch are taken in Real over this many samples and in double beyond.
constexpr std::size_t kSummed = 32;

template <class Real>
class BlockedEngine final : public Engine {
 public:
  BlockedEngine(const Settings& settings, std::span<const float> initial, plugin::Rule& rule,
                plugin::Activation& activation)
      : settings_(settings),
        rule_(rule),
        call_(settings, rule, activation),
        tiles_(settings.units),
        weights_(make_weights<Real>(settings, rule.plan().unit_norm == 1, initial, tiles_)),
        samples_(settings.batch * settings.block),
        block_(weights_, tiles_, samples_, panel_samples(settings)),
        x_(std::is_same_v<Real, float> ? 0 : std::size_t{settings.inputs} * samples_),
        u_(std::is_same_v<Real, float> ? 0 : std::size_t{settings.units} * settings.batch),
        c_(std::size_t{settings.units} * settings.batch),
        d_(settings.units),
        product_(c_.size()),
        gram_(std::size_t{settings.batch} * settings.batch),
        norms_(rule.needs(HEBB_NEED_NORMS) ? settings.units : 0),
        lengths_(settings.batch),
        c_dot_u_(settings.units),
        c_gram_c_(settings.units),
        reach_(settings.units),
        moved_(settings.units),
        after_(settings.units),
        inverse_(settings.units),
        strange_(tiles_.count()) {}

  [[nodiscard]] std::size_t block_samples() const override { return samples_; }

  void run(const Block& block, Observer& observer) override {
    const Real* x = inputs_of(block);
    first_ = 0;
    restart(x, block.samples);
    for_each_batch(settings_, block, [&](RuleCall::Input input) {
      step(input, x, block.samples);
      observer.stepped(call_.record(input, weights_.step_norms), *this);
    });
    finish_block();
  }

  void weights(float* out) const override { copy_weights(out); }
  void weights(double* out) const override { copy_weights(out); }

  // A block is folded when run() returns: every scale is 1 and A is empty.
  void visit(StateVisitor& visitor) override { visitor.within("weights", weights_); }

 private:
  template <class Out>
  void copy_weights(Out* out) const {
    const std::size_t inputs = settings_.inputs;
    tiles_.for_each([&](std::size_t first, std::size_t count) {
      std::vector<Real> column(inputs);
      for (std::size_t j = first; j < first + count; ++j) {
        block_.weights_of(j, done_, column.data());
        std::transform(column.begin(), column.end(), out + j * inputs,
                       [](Real v) { return static_cast<Out>(v); });
      }
    });
  }

  // The least multiple of the batch that is wide enough.
  static std::size_t panel_samples(const Settings& settings) {
    const std::size_t batch = settings.batch;
    const std::size_t wanted = (kPanelSamples + batch - 1) / batch * batch;
    return std::min(wanted, batch * settings.block);
  }

  [[nodiscard]] const Real* inputs_of(const Block& block) {
    if constexpr (std::is_same_v<Real, float>) {
      return block.x;
    } else {
      std::copy_n(block.x, std::size_t{settings_.inputs} * block.samples, x_.data());
      return x_.data();
    }
  }

  // Small steps run on one thread: a fork costs more than it saves.
  template <class Body>
  void for_units(std::size_t batch, const Body& body) const {
    constexpr std::size_t kSerial = 16384;
    if (settings_.units * batch < kSerial) {
      for (std::size_t j = 0; j < settings_.units; j += tiles_.size) {
        body(j, std::min(tiles_.size, settings_.units - j));
      }
    } else {
      tiles_.for_each(body);
    }
  }

  // A block on the samples from first_ on.
  void restart(const Real* x, std::size_t samples) {
    done_ = 0;
    if (first_ < samples) {
      block_.start(x + first_ * settings_.inputs, samples - first_);
      block_.start_panel(0);
    }
  }

  void finish_block() {
    if (done_ == 0) return;
    block_.fold(done_);
    first_ += done_;
    done_ = 0;
  }

  // Potentials as the engine has them; the rule sees them as floats.
  [[nodiscard]] Real* u() {
    if constexpr (std::is_same_v<Real, float>) {
      return call_.u();
    } else {
      return u_.data();
    }
  }

  void step(RuleCall::Input& input, const Real* x, std::size_t samples) {
    TimedPart timed(Part::kCorrection);
    compute_potentials(input.batch);
    timed.become(Part::kStep);
    offer_needs(input);
    call_.run(input);
    const double rate = call_.applied_rate(input);
    if (scale_decays(settings_.units, rate, call_.d(), d_.data()) > 0) {
      scale_coefficients(c_.size() / settings_.batch * input.batch, rate, call_.c(), c_.data());
      step_on_matrix(input, x, samples);
      return;
    }
    step_factored(input.batch, rate, x);
    if (std::any_of(strange_.begin(), strange_.end(), [](std::size_t n) { return n > 0; })) {
      call_.check_finite(input, weights_.squares);
      block_.absorb_scales(done_);
    }
  }

  void compute_potentials(std::size_t n) {
    if (done_ > 0 && done_ % block_.panel() == 0) block_.start_panel(done_);
    for_units(n, [&](std::size_t unit, std::size_t width) {
      block_.potentials(unit, width, done_, n, u() + unit);
      if constexpr (!std::is_same_v<Real, float>) {
        for (std::size_t b = 0; b < n; ++b) {
          const std::size_t at = b * settings_.units + unit;
          std::transform(u() + at, u() + at + width, call_.u() + at,
                         [](Real v) { return static_cast<float>(v); });
        }
      }
    });
  }

  void offer_needs(RuleCall::Input& input) {
    const std::size_t n = input.batch;
    if (rule_.needs(HEBB_NEED_GRAM)) {
      for (std::size_t b = 0; b < n; ++b) {
        std::transform(block_.gram(done_, done_ + b), block_.gram(done_ + n, done_ + b),
                       gram_.data() + b * n, [](Real v) { return static_cast<float>(v); });
      }
      input.gram = gram_.data();
    }
    if (!norms_.empty()) {
      std::transform(weights_.squares.begin(), weights_.squares.end(), norms_.begin(),
                     [](double q) { return static_cast<float>(std::sqrt(q)); });
      input.norms = norms_.data();
    }
  }

  // The block so far goes into the matrix, this batch is applied to it, and a new block begins.
  void step_on_matrix(const RuleCall::Input& input, const Real* x, std::size_t samples) {
    finish_block();
    const TimedPart timed(Part::kUpdate);
    scratch_.resize(weights_.w.size());
    step_directly(tiles_, x + first_ * settings_.inputs, input.batch, c_.data(), d_.data(),
                  scratch_.data(), weights_);
    call_.check_finite(input, weights_.squares);
    first_ += input.batch;
    restart(x, samples);
  }

  void step_factored(std::size_t n, double rate, const Real* x) {
    for (std::size_t b = 0; b < n; ++b) {
      lengths_[b] = std::sqrt(*block_.gram(done_ + b, done_ + b));
    }
    for_units(n, [&](std::size_t unit, std::size_t width) {
      std::fill_n(c_dot_u_.data() + unit, width, 0.0);
      std::fill_n(reach_.data() + unit, width, 0.0);
      std::fill_n(c_gram_c_.data() + unit, width, 0.0);
      scale_by_rate(unit, width, n, rate);
      sum_quadratic_forms(unit, width, n);
      move(unit, width, n, x);
      block_.set_coefficients(unit, width, done_, n, c_.data() + unit, inverse_.data() + unit);
    });
    done_ += n;
  }

  // c times the rate, c . u and the reach sum_b |c_b| |x_b| of a tile's units.
  void scale_by_rate(std::size_t unit, std::size_t width, std::size_t n, double rate) {
    for (std::size_t b = 0; b < n; b += kSummed) {
      const std::size_t at = b * settings_.units + unit;
      scale_coefficients({width, std::min(kSummed, n - b), settings_.units}, rate,
                         lengths_.data() + b, call_.c() + at, u() + at, c_.data() + at,
                         c_dot_u_.data() + unit, reach_.data() + unit);
    }
  }

  // c G c' of each unit of a tile.
  void sum_quadratic_forms(std::size_t unit, std::size_t width, std::size_t n) {
    const std::size_t units = settings_.units;
    if (n == 1) {
      const auto length = static_cast<double>(lengths_[0]);
      scale_squares(width, length * length, c_.data() + unit, c_gram_c_.data() + unit);
      return;
    }
    gemm(false, false, width, n, n, Real{1}, c_.data() + unit, units, block_.gram(done_, done_),
         block_.stride(), Real{0}, product_.data() + unit, units);
    for (std::size_t b = 0; b < n; b += kSummed) {
      const std::size_t at = b * units + unit;
      add_products({width, std::min(kSummed, n - b), units}, c_.data() + at, product_.data() + at,
                   c_gram_c_.data() + unit);
    }
  }

  // Scales, squared lengths and step norms of a tile's units after their step.
  void move(std::size_t unit, std::size_t width, std::size_t n, const Real* x) {
    StepTerms<Real> terms{};
    terms.decay = d_.data() + unit;
    terms.c_dot_u = c_dot_u_.data() + unit;
    terms.c_gram_c = c_gram_c_.data() + unit;
    terms.reach = reach_.data() + unit;
    terms.moved = moved_.data() + unit;
    terms.after = after_.data() + unit;
    terms.squares = weights_.squares.data() + unit;
    terms.scale = &block_.scale_of(unit);
    terms.inverse = inverse_.data() + unit;
    terms.step_norms = weights_.step_norms.empty() ? nullptr : weights_.step_norms.data() + unit;
    if (measure_steps(width, terms) > 0) {
      for (std::size_t j = unit; j < unit + width; ++j) {
        if (has_cancelled(j)) move_exactly(j, n, x);
      }
    }
    strange_[unit / tiles_.size] = take_steps(width, weights_.unit_norm, terms);
  }

  [[nodiscard]] bool has_cancelled(std::size_t unit) const {
    const double length = std::sqrt(weights_.squares[unit]);
    const auto d = static_cast<double>(d_[unit]);
    const bool want_step = !weights_.step_norms.empty();
    return (want_step && has_lost(moved_[unit], reach_[unit] + std::abs(d) * length)) ||
           has_lost(after_[unit], reach_[unit] + std::abs(1 - d) * length);
  }

  // The same from the vectors themselves, for a unit whose terms all but cancel.
  void move_exactly(std::size_t unit, std::size_t n, const Real* x) {
    const std::size_t inputs = settings_.inputs;
    thread_local std::vector<Real> w;
    thread_local std::vector<Real> change;
    w.resize(inputs);
    change.assign(inputs, Real{0});
    block_.weights_of(unit, done_, w.data());
    for (std::size_t b = 0; b < n; ++b) {
      const Real c = c_[b * settings_.units + unit];
      if (c != Real{0}) add_scaled(inputs, c, x + (first_ + done_ + b) * inputs, change.data());
    }
    const StepSquares step = apply_step(inputs, d_[unit], change.data(), w.data());
    moved_[unit] = step.moved;
    after_[unit] = step.after;
  }

  Settings settings_;
  plugin::Rule& rule_;
  RuleCall call_;
  Tiles tiles_;
  Weights<Real> weights_;
  std::size_t samples_;
  FactoredBlock<Real> block_;
  std::size_t first_ = 0;        // where the block in progress begins in the caller's block
  std::size_t done_ = 0;         // its samples whose steps are taken
  AlignedVector<Real> x_;        // inputs x samples, where Real is not float
  AlignedVector<Real> u_;        // units x batch, where Real is not float
  AlignedVector<Real> c_;        // units x batch, times the rate
  AlignedVector<Real> d_;        // units, times the rate
  AlignedVector<Real> product_;  // units x batch: C G
  AlignedVector<float> gram_;    // batch x batch, for the rule
  AlignedVector<float> norms_;   // units, for the rule
  std::vector<Real> lengths_;    // batch: |x_b|
  AlignedVector<double> c_dot_u_, c_gram_c_, reach_, moved_, after_;  // units
  AlignedVector<Real> inverse_;                                       // units: 1 / s at the step
  std::vector<std::size_t> strange_;  // tiles: units with a scale or length to look at
  AlignedVector<Real> scratch_;       // inputs x units, once there is a step on the matrix
};

}  // namespace

bool can_block(const plugin::Rule& rule) {
  return rule.plan().mode == HEBB_MODE_FACTORED && !rule.needs(HEBB_NEED_W);
}

template <class Real>
std::unique_ptr<Engine> make_engine(const Settings& settings, std::span<const float> initial,
                                    plugin::Rule& rule, plugin::Activation& activation) {
  Settings chosen = settings;
  if (chosen.block == 0) {
    chosen.block = batches_per_block(settings.inputs, settings.units, settings.batch);
  }
  if (chosen.block == 1 || chosen.scale_max || !can_block(rule)) {
    return make_plain_engine<Real>(chosen, initial, rule, activation);
  }
  return std::make_unique<BlockedEngine<Real>>(chosen, initial, rule, activation);
}

template std::unique_ptr<Engine> make_engine<float>(const Settings&, std::span<const float>,
                                                    plugin::Rule&, plugin::Activation&);
template std::unique_ptr<Engine> make_engine<double>(const Settings&, std::span<const float>,
                                                     plugin::Rule&, plugin::Activation&);

}  // namespace hebb::engine
