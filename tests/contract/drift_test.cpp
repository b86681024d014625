// drift_test -- how far float weights drift from exact ones over 100 epochs, in either engine.
//
// HEBB_TEST_FULL=1 in the environment makes it the long form: 784 inputs, 64 units and 400 samples
// instead of 50, 32 and 120.
#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>

#include "support/long_form.hpp"
#include "support/replay.hpp"

using namespace hebb::test;

namespace {

constexpr std::size_t kEpochs = 100;

struct Course {
  std::uint32_t inputs, units, batch;
  std::size_t samples, block;
};

Course course() {
  if (hebb::test::is_long_form()) return {784, 64, 8, 400, 10};
  return {50, 32, 8, 120, 10};
}

// The same samples in every epoch, as a run without shuffling shows them.
std::vector<float> samples_of(const Course& c) {
  const auto epoch = numbers(c.inputs * c.samples, 52);
  std::vector<float> x;
  x.reserve(epoch.size() * kEpochs);
  for (std::size_t e = 0; e < kEpochs; ++e) x.insert(x.end(), epoch.begin(), epoch.end());
  return x;
}

// Coefficients and decays that bring the weights to a balance and keep them moving.
Replay random_course(const Course& c, bool unit_norm) {
  Replay replay;
  replay.unit_norm = unit_norm;
  const std::size_t steps = kEpochs * c.samples / c.batch;
  for (std::size_t k = 0; k < steps; ++k) {
    auto d = numbers(c.units, static_cast<std::uint32_t>(2 * k + 1));
    for (float& v : d) v = std::abs(v);
    replay.add(numbers(std::size_t{c.units} * c.batch, static_cast<std::uint32_t>(2 * k)),
               std::move(d));
  }
  return replay;
}

struct Drift {
  double off = 0;     // the largest difference of a weight, as a share of the largest weight
  double length = 0;  // the largest difference of a unit's length, as a share of it
};

Drift drift_of(const Course& c, const std::vector<double>& w, const std::vector<double>& exact) {
  Drift drift;
  double largest = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    drift.off = std::max(drift.off, std::abs(w[i] - exact[i]));
    largest = std::max(largest, std::abs(exact[i]));
  }
  drift.off /= largest;
  for (std::size_t j = 0; j < c.units; ++j) {
    double square = 0;
    double wanted = 0;
    for (std::size_t i = j * c.inputs; i < (j + 1) * c.inputs; ++i) {
      square += w[i] * w[i];
      wanted += exact[i] * exact[i];
    }
    drift.length = std::max(drift.length, std::abs(std::sqrt(square / wanted) - 1));
  }
  return drift;
}

}  // namespace

TEST_CASE("drift: over 100 epochs the blocked engine drifts no further than the plain one") {
  const Course c = course();
  const auto w = numbers(std::size_t{c.inputs} * c.units, 51);
  const auto x = samples_of(c);
  for (const bool unit_norm : {false, true}) {
    Replay replay = random_course(c, unit_norm);
    Layer layer{c.inputs, c.units, c.batch, "replay", replay.values()};
    layer.rate = 0.05;
    const auto exact = steps<double>(layer, w, x).exact_w;
    const Drift plain = drift_of(c, steps<float>(layer, w, x).exact_w, exact);
    layer.block = c.block;
    const Drift blocked = drift_of(c, steps<float>(layer, w, x).exact_w, exact);
    std::cout << kEpochs << " epochs of " << c.samples / c.batch << " steps, " << c.inputs << " x "
              << c.units << (unit_norm ? ", unit norm" : "") << ": weights off by " << blocked.off
              << " of the largest (plain " << plain.off << "), lengths by " << blocked.length
              << " (plain " << plain.length << ")\n";
    CHECK(blocked.off <= 2e-6);
    CHECK(blocked.length <= 2e-6);
    CHECK(blocked.off <= 2 * plain.off);
  }
}

TEST_CASE("drift: over 100 epochs of a winner-take-all rule both engines stay together in double") {
  const Course c = course();
  const auto w = numbers(std::size_t{c.inputs} * c.units, 61);
  const auto x = samples_of(c);
  Layer layer{c.inputs, c.units, c.batch, "liuson"};
  layer.rate = 0.02;
  const auto plain = steps<double>(layer, w, x);
  layer.block = c.block;
  const auto blocked = steps<double>(layer, w, x);
  const Drift drift = drift_of(c, blocked.exact_w, plain.exact_w);
  std::cout << "liuson in double: weights off by " << drift.off << ", lengths by " << drift.length
            << '\n';
  CHECK(drift.off <= 1e-9);
  CHECK(blocked.all_c.back() == plain.all_c.back());
}
