// train.scale: max -- every step divided by its largest absolute entry.
#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "support/replay.hpp"

using namespace hebb::test;

namespace {

// The same steps by loops: D_j = sum_b c_jb x_b - d_j W_j, W <- W + rate D / max |D|.
Grid oracle(Grid w, const std::vector<float>& x, const Replay& replay, std::size_t batch,
            double rate) {
  const Grid all(w.rows(), x);
  for (std::size_t k = 0; k < replay.steps(); ++k) {
    const Grid c(w.columns(), replay.c(k));
    Grid change(w.rows(), w.columns());
    double top = 0;
    for (std::size_t j = 0; j < w.columns(); ++j) {
      for (std::size_t i = 0; i < w.rows(); ++i) {
        change(i, j) = -static_cast<double>(replay.d(k)[j]) * w(i, j);
        for (std::size_t b = 0; b < batch; ++b) change(i, j) += c(j, b) * all(i, k * batch + b);
        top = std::max(top, std::abs(change(i, j)));
      }
    }
    for (std::size_t j = 0; j < w.columns(); ++j) {
      for (std::size_t i = 0; i < w.rows(); ++i) w(i, j) += rate * change(i, j) / top;
    }
  }
  return w;
}

}  // namespace

TEST_CASE("scale max: steps equal the equation on every shape, whatever reduction and block") {
  for (const Shape& s : shapes()) {
    Replay replay;
    for (std::uint32_t k = 0; k < 4; ++k) {
      replay.add(numbers(s.units * s.batch, 90 + k), numbers(s.units, 95 + k));
    }
    Layer layer{s.inputs, s.units, s.batch, "replay", replay.values()};
    layer.scale_max = true;
    const auto w = numbers(s.inputs * s.units, 100);
    const auto x = numbers(s.inputs * s.batch * 4, 101);
    const Grid wanted = oracle(Grid(s.inputs, w), x, replay, s.batch, layer.rate);
    for (const bool mean : {true, false}) {
      for (const std::size_t block : {0U, 1U, 3U}) {
        layer.mean = mean;
        layer.block = block;
        CAPTURE(s.inputs, s.units, s.batch, mean, block);
        CHECK(distance(steps<double>(layer, w, x).w, wanted) < 1e-6);
        CHECK(distance(steps<float>(layer, w, x).w, wanted) < 1e-5);
      }
    }
  }
}

TEST_CASE("scale max: the largest change of a weight in one step is the rate") {
  for (const char* rule : {"hebb_c", "lateral_c"}) {
    Layer layer{20, 70, 8, rule};
    layer.scale_max = true;
    layer.rate = 0.02;
    const auto w = numbers(20 * 70, 102);
    const auto after = steps<double>(layer, w, numbers(20 * 8, 103)).exact_w;
    double top = 0;
    for (std::size_t i = 0; i < w.size(); ++i) {
      top = std::max(top, std::abs(after[i] - static_cast<double>(w[i])));
    }
    CAPTURE(rule);
    CHECK(top == Approx(0.02).epsilon(1e-9));
  }
}

TEST_CASE("scale max: a step of zeros stays one") {
  Replay replay;
  replay.add(std::vector<float>(6), std::vector<float>(3));
  Layer layer{4, 3, 2, "replay", replay.values()};
  layer.scale_max = true;
  const auto w = numbers(12, 104);
  CHECK(steps<float>(layer, w, numbers(8, 105)).w == w);
}

TEST_CASE("scale max: the bits do not depend on the number of threads") {
  Layer layer{50, 300, 32, "softhebb"};
  layer.scale_max = true;
  const auto w = numbers(50 * 300, 106);
  const auto x = numbers(50 * 70, 107);
  hebb::set_threads(1);
  const auto one = steps<float>(layer, w, x);
  for (const int threads : {2, 3, 7}) {
    hebb::set_threads(threads);
    CHECK(steps<float>(layer, w, x).w == one.w);
  }
  hebb::set_threads(0);
}

TEST_CASE("scale max: a coefficient that is no number ends the run at its step") {
  Replay replay;
  replay.add({0.1F, 0.2F}, {0.0F, 0.0F});
  replay.add({0.1F, std::nanf("")}, {0.0F, 0.0F});
  Layer layer{3, 2, 1, "replay", replay.values()};
  layer.scale_max = true;
  CHECK_THROWS_WITH(steps<float>(layer, numbers(6, 108), numbers(6, 109)),
                    Catch::Contains("step 2: the weights of unit 1 are no longer finite"));
}

TEST_CASE("scale max: a rule that writes W itself is refused") {
  Layer layer{3, 2, 1, "direct_c"};
  layer.scale_max = true;
  CHECK_THROWS_WITH(steps<float>(layer, numbers(6, 110), numbers(3, 111)),
                    Catch::Contains("hebb_rule_direct_c.so): the rule writes the weights itself, "
                                    "wanted train.scale none for it"));
}
