// The blocked engine against the plain one: every factored rule, found by its file, and the corners
// of the method one by one.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "support/replay.hpp"

using namespace hebb::test;

namespace {

struct Case {
  Shape shape;
  std::size_t block;  // batches per block
};

// Batch 1, odd sizes, few units, one block for all, blocks of a few panels.
const std::vector<Case>& cases() {
  static const std::vector<Case> all{{{7, 5, 1}, 70}, {{20, 33, 3}, 9}, {{50, 64, 32}, 0},
                                     {{31, 1, 8}, 5}, {{13, 7, 32}, 4}, {{9, 150, 1}, 0}};
  return all;
}

constexpr std::size_t kSteps = 200;

std::size_t samples_of(const Shape& s) {  // the last batch is short where it can be
  return kSteps * s.batch - (s.batch > 1 ? 1 : 0);
}

double largest(const std::vector<float>& values) {
  double top = 0;
  for (const float v : values) top = std::max(top, std::abs(static_cast<double>(v)));
  return top;
}

// Variants of the bundled rules that their defaults do not reach.
std::vector<std::pair<std::string, Values>> blocked_rules() {
  std::vector<std::pair<std::string, Values>> rules{
      {"softhebb", {{"anti_hebbian", 1}, {"rate_power", 0.2}, {"competition", 1}}},
      {"hebbnet", {{"sparsity_of", 1}, {"sign", 1}, {"target.kind", 1}, {"target.keep", 0.05}}},
      {"liuson", {{"mask", 1}}},
      {"none", {{"unit_norm", 1}}},
      {"hebb", {{"unit_norm", 1}}},
      {"bcm", {{"weight_decay", 0.1}}},
      {"conscience", {{"scale", 1}, {"rate", 0.05}}},
      {"krotov_hopfield", {{"k", 4}, {"delta", 0.1}}}};
  const hebb::plugin::Catalog catalog({HEBB_PLUGIN_DIR, HEBB_CONTRACT_DIR});
  for (const auto& entry : catalog.entries()) {
    if (entry.kind != hebb::plugin::Kind::kRule || entry.name == "replay") continue;
    const auto& file = library(entry.kind, entry.name);
    const hebb::plugin::Rule rule(file, setup_of({4, 3, 2, entry.name}, file, {}));
    if (hebb::engine::can_block(rule)) rules.emplace_back(entry.name, Values{});
  }
  return rules;
}

// The largest of some rates at which the rule, running free from random weights, does not blow up:
// where weights grow without bound, so does every difference in rounding.
Result bounded_steps(Layer& layer, const std::vector<float>& w, const std::vector<float>& x) {
  for (const double rate : {2e-2, 2e-3, 2e-4}) {
    layer.rate = rate;
    try {
      Result result = steps<double>(layer, w, x);
      if (largest(result.w) < 100) return result;
    } catch (const hebb::Error&) {  // weights that are no longer finite
    }
  }
  throw std::logic_error(layer.rule + " blows up at every rate");
}

// Random coefficients, decays up to `decay`, one unit in three silent.
Replay random_replay(const Shape& s, double decay, bool unit_norm, std::uint32_t seed) {
  Replay replay;
  replay.unit_norm = unit_norm;
  for (std::size_t k = 0; k < kSteps; ++k) {
    auto c = numbers(s.units * s.batch, seed + static_cast<std::uint32_t>(2 * k));
    auto d = numbers(s.units, seed + static_cast<std::uint32_t>(2 * k + 1));
    for (std::size_t i = 0; i < c.size(); ++i) {
      if ((i % s.units + k) % 3 == 0) c[i] = 0;
    }
    for (std::size_t j = 0; j < s.units; ++j) {
      d[j] = (j + k) % 3 == 0 ? 0.0F : static_cast<float>(decay) * std::abs(d[j]);
    }
    replay.add(std::move(c), std::move(d));
  }
  return replay;
}

// rate (sum_b |c_b| |x_b| + |d| |w|) of each unit, with |w| bounded by `length`.
std::vector<double> reach(const Layer& layer, const Replay& replay, const std::vector<float>& x,
                          std::size_t step, double length) {
  std::vector<double> bound(layer.units);
  const std::size_t samples = x.size() / layer.inputs;
  const std::size_t count = std::min<std::size_t>(layer.batch, samples - step * layer.batch);
  for (std::size_t b = 0; b < count; ++b) {
    double square = 0;
    for (std::size_t i = 0; i < layer.inputs; ++i) {
      square += std::pow(x[(step * layer.batch + b) * layer.inputs + i], 2);
    }
    for (std::size_t j = 0; j < layer.units; ++j) {
      bound[j] += std::abs(replay.c(step)[j + b * layer.units]) * std::sqrt(square);
    }
  }
  const double rate = layer.rate / (layer.mean ? static_cast<double>(count) : 1.0);
  for (std::size_t j = 0; j < layer.units; ++j) {
    bound[j] = rate * (bound[j] + std::abs(replay.d(step)[j]) * length);
  }
  return bound;
}

double longest(const Layer& layer, const std::vector<float>& w) {
  double top = 0;
  for (std::size_t j = 0; j < layer.units; ++j) {
    double square = 0;
    for (std::size_t i = 0; i < layer.inputs; ++i) square += std::pow(w[i + j * layer.inputs], 2);
    top = std::max(top, std::sqrt(square));
  }
  return top;
}

Layer replay_layer(const Shape& s, Replay& replay, std::size_t block) {
  Layer layer{s.inputs, s.units, s.batch, "replay", replay.values()};
  layer.block = block;
  return layer;
}

}  // namespace

TEST_CASE("blocked equals plain in double, running free, for every factored rule") {
  for (const auto& [rule, values] : blocked_rules()) {
    for (const Case& c : cases()) {
      const Shape& s = c.shape;
      Layer layer{s.inputs, s.units, s.batch, rule, values};
      const auto w = numbers(s.inputs * s.units, 41);
      const auto x = numbers(s.inputs * samples_of(s), 42);
      const auto plain = bounded_steps(layer, w, x);
      layer.block = c.block;
      const auto blocked = steps<double>(layer, w, x);
      CAPTURE(rule, s.inputs, s.units, s.batch, c.block);
      double off = 0;
      for (std::size_t i = 0; i < w.size(); ++i) {
        off = std::max(off, std::abs(blocked.exact_w[i] - plain.exact_w[i]));
      }
      CHECK(off <= 1e-10 * largest(plain.w));
      CHECK(blocked.all_c.back() == plain.all_c.back());
    }
  }
}

TEST_CASE("blocked equals plain in float, coefficients and decays replayed") {
  for (const bool unit_norm : {false, true}) {
    for (const Case& c : cases()) {
      const Shape& s = c.shape;
      Replay replay = random_replay(s, 0.5, unit_norm, 1000);
      Layer layer = replay_layer(s, replay, 1);
      const auto w = numbers(s.inputs * s.units, 43);
      const auto x = numbers(s.inputs * samples_of(s), 44);
      const auto plain = steps<float>(layer, w, x);
      layer.block = c.block;
      const auto blocked = steps<float>(layer, w, x);
      CAPTURE(unit_norm, s.inputs, s.units, s.batch, c.block);
      CHECK(distance(blocked.w, Grid(s.inputs, plain.w)) < 1e-5 * largest(plain.w));
      const double length = std::max(longest(layer, w), longest(layer, plain.w));
      double worst = 0;
      for (std::size_t k = 0; k < kSteps; ++k) {
        const auto bound = reach(layer, replay, x, k, length);
        for (std::size_t j = 0; j < s.units; ++j) {
          const double off = std::abs(static_cast<double>(blocked.all_step_norms[k][j]) -
                                      static_cast<double>(plain.all_step_norms[k][j]));
          if (bound[j] > 0) worst = std::max(worst, off / bound[j]);
        }
      }
      CHECK(worst < 1e-5);
    }
  }
}

TEST_CASE("blocked: the bits do not depend on the number of threads") {
  const Shape s{60, 300, 32};
  const auto w = numbers(s.inputs * s.units, 45);
  const auto x = numbers(s.inputs * 40 * s.batch, 46);
  for (const char* rule : {"softhebb", "hebbnet", "liuson"}) {
    const auto run = [&](int threads) {
      hebb::set_threads(threads);
      Layer layer{s.inputs, s.units, s.batch, rule};
      layer.block = 0;
      auto result = steps<float>(layer, w, x);
      hebb::set_threads(0);
      return result;
    };
    const auto one = run(1);
    for (const int threads : {2, 3, 7}) {
      const auto many = run(threads);
      CAPTURE(rule, threads);
      CHECK(many.w == one.w);
      CHECK(many.all_step_norms == one.all_step_norms);
    }
  }
}

TEST_CASE("blocked: a decay that erases a unit is applied to the matrix") {
  const Shape s{6, 4, 2};
  for (const double erasing : {1.0, 1.0 - 5e-4, 1.0 + 5e-4}) {
    Replay replay;
    for (std::size_t k = 0; k < 12; ++k) {
      std::vector<float> d(4, 0.1F);
      if (k % 5 == 3) d[k % 4] = static_cast<float>(erasing * 2 / 0.1);  // rate .1, mean of 2
      replay.add(numbers(8, static_cast<std::uint32_t>(50 + k)), d);
    }
    Layer layer = replay_layer(s, replay, 1);
    const auto w = numbers(24, 47);
    const auto x = numbers(6 * 24, 48);
    const auto plain = steps<double>(layer, w, x);
    layer.block = 12;
    CHECK(distance(steps<double>(layer, w, x).w, Grid(6, plain.w)) < 1e-7);
    CHECK(distance(steps<float>(layer, w, x).w, Grid(6, plain.w)) < 1e-6);
  }
}

TEST_CASE("blocked: a decay beyond 1 turns the scale negative, and nothing else") {
  const Shape s{5, 3, 1};
  Replay replay;
  for (std::size_t k = 0; k < 10; ++k) {
    replay.add(numbers(3, static_cast<std::uint32_t>(60 + k)), {0.0F, 17.0F, 25.0F});
  }
  Layer layer = replay_layer(s, replay, 1);  // rate .1: 1 - d is -.7 and -1.5
  const auto w = numbers(15, 61);
  const auto x = numbers(50, 62);
  const auto plain = steps<double>(layer, w, x);
  layer.block = 10;
  CHECK(distance(steps<double>(layer, w, x).w, Grid(5, plain.w)) < 1e-6 * largest(plain.w));
  CHECK(distance(steps<float>(layer, w, x).w, Grid(5, plain.w)) < 1e-5 * largest(plain.w));
}

TEST_CASE("blocked: scales that leave the safe range are absorbed") {
  const Shape s{5, 3, 1};
  Replay shrinking;  // s falls by 500 a step: 1e-12 after 5
  Replay growing;    // and grows by 400
  Replay jumping;    // with unit norm it falls by about 1000 a step
  jumping.unit_norm = true;
  for (std::size_t k = 0; k < 40; ++k) {
    shrinking.add(numbers(3, static_cast<std::uint32_t>(70 + k)), {9.98F, 9.98F, 0.0F});
    auto large = numbers(3, static_cast<std::uint32_t>(90 + k));
    for (float& c : large) c *= 1e4F;
    jumping.add(large, {0.0F, 0.0F, 0.0F});
    growing.add(numbers(3, static_cast<std::uint32_t>(70 + k)),
                k < 9 ? std::vector<float>{-3990.0F, 0.0F, 0.0F} : std::vector<float>(3, 0.5F));
  }
  for (Replay* replay : {&shrinking, &growing, &jumping}) {
    Layer layer = replay_layer(s, *replay, 1);
    const auto w = numbers(15, 71);
    const auto x = numbers(200, 72);
    const auto plain = steps<double>(layer, w, x);
    layer.block = 40;
    const auto blocked = steps<float>(layer, w, x);
    for (std::size_t j = 0; j < 3; ++j) {  // unit by unit: their lengths differ by 1e20
      const std::vector<float> a(blocked.w.begin() + static_cast<long>(5 * j),
                                 blocked.w.begin() + static_cast<long>(5 * j + 5));
      const std::vector<float> b(plain.w.begin() + static_cast<long>(5 * j),
                                 plain.w.begin() + static_cast<long>(5 * j + 5));
      CHECK(distance(a, Grid(5, b)) < 1e-5 * largest(b));
    }
  }
}

TEST_CASE("blocked: the step of a unit at its template keeps its digits") {
  // W = x: c = 1 and d = 1 + e leave a step of e |x|, whose square is lost among |x|^2 terms.
  constexpr float kOff = 1e-4F;
  Replay replay;
  for (std::size_t k = 0; k < 8; ++k) replay.add({1.0F}, {1.0F + kOff});
  Layer layer = replay_layer({50, 1, 1}, replay, 8);
  const auto w = numbers(50, 73);
  std::vector<float> x;
  for (std::size_t k = 0; k < 8; ++k) x.insert(x.end(), w.begin(), w.end());
  const auto blocked = steps<float>(layer, w, x);
  layer.block = 1;
  const auto plain = steps<double>(layer, w, x);
  for (std::size_t k = 0; k < 8; ++k) {
    CHECK(blocked.all_step_norms[k][0] == Approx(plain.all_step_norms[k][0]).epsilon(1e-2));
    CHECK(blocked.all_step_norms[k][0] > 0);
  }
}

TEST_CASE("blocked: a unit of length 0 stays 0 under unit norm, and repeated samples are exact") {
  Replay replay;
  replay.unit_norm = true;
  for (std::size_t k = 0; k < 20; ++k) replay.add({0.0F, 0.5F, 0.0F, 0.5F}, {0.0F, 0.0F});
  Layer layer = replay_layer({3, 2, 2}, replay, 20);
  std::vector<float> x;
  for (std::size_t k = 0; k < 40; ++k) x.insert(x.end(), {1.0F, 0.0F, 0.0F});
  const auto result = steps<float>(layer, {0.0F, 0.0F, 0.0F, 0.0F, 2.0F, 0.0F}, x);
  CHECK(result.w[0] == 0.0F);
  CHECK(result.w[1] == 0.0F);
  layer.block = 1;
  const auto plain = steps<double>(layer, {0.0F, 0.0F, 0.0F, 0.0F, 2.0F, 0.0F}, x);
  CHECK(distance(result.w, Grid(3, plain.w)) < 1e-6);
}

TEST_CASE("blocked: a coefficient that is no number ends the run at its step") {
  Replay replay;
  for (std::size_t k = 0; k < 6; ++k) {
    replay.add({k == 4 ? std::numeric_limits<float>::quiet_NaN() : 0.1F, 0.2F}, {0.0F, 0.0F});
  }
  const Layer layer = replay_layer({3, 2, 1}, replay, 6);
  CHECK_THROWS_WITH(steps<float>(layer, numbers(6, 74), numbers(18, 75)),
                    Catch::Contains("step 5: the weights of unit 0 are no longer finite: its "
                                    "coefficient c is nan"));
}
