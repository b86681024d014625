// plugin_cost -- what a plugin costs beside its own arithmetic: 784 inputs, 2048 units, batch 32.
//
// Compares, in turns in one session, the steps of a real layer (softhebb, relu) with everything
// that surrounds a rule and an activation in a step, done for plugins that compute nothing: the
// calls and their guards, the views of the C++ face, the check that weights are finite. The host's
// zeroing of c and d is shown beside it. Prints shares of a step, medians of the turns; exit code 1
// if calls, views and checks take 1 % or more.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "base/aligned.hpp"
#include "base/blas.hpp"
#include "engine/rule_call.hpp"
#include "support/layer.hpp"

namespace {

using namespace hebb;

constexpr std::uint32_t kInputs = 784;
constexpr std::uint32_t kUnits = 2048;
constexpr std::uint32_t kBatch = 32;
constexpr std::size_t kBatches = 64;
constexpr int kCalls = 2000;
constexpr int kTurns = 9;
constexpr double kMostShare = 0.01;

using Array = AlignedVector<float>;

// Keeps the compiler from dropping writes that nobody reads.
void use(const void* memory) { asm volatile("" : : "g"(memory) : "memory"); }

template <class Body>
double seconds(const Body& body) {
  const auto begin = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

Array numbers(std::size_t count) {
  const std::vector<float> values = test::numbers(count, 1);
  return {values.begin(), values.end()};
}

engine::Settings settings() {
  engine::Settings settings;
  settings.inputs = kInputs;
  settings.units = kUnits;
  settings.batch = kBatch;
  settings.classes = 3;
  return settings;
}

// A rule and an activation with their libraries.
struct Plugins {
  explicit Plugins(const std::string& rule_name, const std::string& activation_name)
      : layer{kInputs, kUnits, kBatch, rule_name},
        rule_library(test::library(plugin::Kind::kRule, rule_name)),
        activation_library(test::library(plugin::Kind::kActivation, activation_name)),
        rule(rule_library, test::setup_of(layer, rule_library, {})),
        activation(activation_library, test::setup_of(layer, activation_library, {})) {}

  test::Layer layer;
  const plugin::Library& rule_library;
  const plugin::Library& activation_library;
  plugin::Rule rule;
  plugin::Activation activation;
};

class Ignoring final : public engine::Observer {
 public:
  void stepped(const engine::StepRecord&, const engine::Engine&) override {}
};

// Steps of a real layer.
class RealLayer {
 public:
  RealLayer() : engine_(make()) {}

  double seconds_per_step() {
    const double spent = seconds([&] {
      const std::size_t size = engine_->block_samples();
      for (std::size_t first = 0; first < kBatch * kBatches; first += size) {
        engine::Block block;
        block.x = x_.data() + first * kInputs;
        block.samples = std::min(size, kBatch * kBatches - first);
        block.rates = rates_;
        engine_->run(block, ignoring_);
      }
    });
    return spent / kBatches;
  }

 private:
  std::unique_ptr<engine::Engine> make() {
    engine::Settings real = settings();
    real.step_norms = true;
    const Array w = numbers(std::size_t{kInputs} * kUnits);
    return engine::make_engine<float>(real, w, plugins_.rule, plugins_.activation);
  }

  Plugins plugins_{"softhebb", "relu"};
  Array x_ = numbers(kInputs * kBatch * kBatches);
  std::vector<double> rates_ = std::vector<double>(kBatches, 1e-4);
  Ignoring ignoring_;
  std::unique_ptr<engine::Engine> engine_;
};

// What surrounds plugins that compute nothing.
class SilentPlugins {
 public:
  double seconds_per_step() {
    const double spent = seconds([&] {
      for (int i = 0; i < kCalls; ++i) {
        call_.run(input_);
        call_.check_finite(input_, squares_);
      }
    });
    return spent / kCalls;
  }

  // The part of it that sets c and d to zero.
  double zeroing_seconds() {
    const double spent = seconds([&] {
      for (int i = 0; i < kCalls; ++i) {
        std::fill(c_.begin(), c_.end(), 0.0F);
        std::fill(d_.begin(), d_.end(), 0.0F);
        use(c_.data());
        use(d_.data());
      }
    });
    return spent / kCalls;
  }

 private:
  engine::RuleCall::Input input() {
    engine::RuleCall::Input input;
    input.batch = kBatch;
    input.rate = 1e-4;
    input.x = x_.data();
    input.gram = gram_.data();
    input.norms = norms_.data();
    input.w = w_.data();
    input.labels = labels_;
    return input;
  }

  Plugins plugins_{"silent", "silent"};
  Array x_ = numbers(kInputs * kBatch);
  Array gram_ = numbers(kBatch * kBatch);
  Array norms_ = numbers(kUnits);
  Array w_ = numbers(std::size_t{kInputs} * kUnits);
  Array c_ = Array(kUnits * kBatch);
  Array d_ = Array(kUnits);
  std::vector<std::int32_t> labels_ = std::vector<std::int32_t>(kBatch, 1);
  std::vector<double> squares_ = std::vector<double>(kUnits, 1.0);
  engine::RuleCall call_{settings(), plugins_.rule, plugins_.activation};
  engine::RuleCall::Input input_ = input();
};

}  // namespace

int main(int, char** argv) {
  ensure_fast_blas(argv);
  RealLayer real;
  SilentPlugins silent;
  (void)real.seconds_per_step();
  (void)silent.seconds_per_step();
  std::vector<double> outside;
  std::vector<double> zeroing;
  for (int turn = 0; turn < kTurns; ++turn) {
    const double step = real.seconds_per_step();
    const double zero = silent.zeroing_seconds();
    outside.push_back((silent.seconds_per_step() - zero) / step);
    zeroing.push_back(zero / step);
  }
  const double share = median(outside);
  fmt::print("calls, views and checks: {:.3f} % of a step\nzeroing c and d: {:.3f} % of a step\n",
             100 * share, 100 * median(zeroing));
  return share < kMostShare ? 0 : 1;
}
