// drift -- turn, distance and straightness of hand-made paths.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/metric.hpp"

using namespace hebb::test;

namespace {

const double kRoot = std::sqrt(2.0);

// Unit 0 goes from (1, 0) by way of (1, 1) to (0, 1), unit 1 stays at (0, 2), unit 2 turns round.
const ReportFacts kWalk{.w = {0, 1, 0, 2, -1, 0}, .w0 = {1, 0, 0, 2, 1, 0}};

Reported walked(const Values& parameters = {}) {
  WatchedMetric drift("drift", metric_setup(2, 3), parameters);
  drift.observe({.step_norms = {1, 0, 1}});
  drift.observe({.step_norms = {1, 0, 1}});
  return drift.report(kWalk);
}

}  // namespace

TEST_CASE("drift: turn, net, path and straightness of hand-computed walks") {
  const Reported report = walked();
  const auto& turn = report.vectors.at("turn");
  CHECK(turn[0] == Approx(1));
  CHECK(turn[1] == Approx(0).margin(1e-12));
  CHECK(turn[2] == Approx(2));
  CHECK(report.numbers.at("turn") == Approx(1));
  CHECK(report.vectors.at("net")[0] == Approx(kRoot));
  CHECK(report.vectors.at("path") == std::vector<double>{2, 0, 2});
  // Unit 1 took no step and has no straightness.
  CHECK(report.numbers.at("straightness") == Approx((kRoot / 2 + 1) / 2));
  CHECK(report.numbers.at("dead") == Approx(1.0 / 3));
}

TEST_CASE("drift: dead is the share below the threshold, and the curve has it for all thresholds") {
  CHECK(walked({{"threshold", 1.5}}).numbers.at("dead") == Approx(2.0 / 3));
  const Reported report = walked();
  const auto& thresholds = report.vectors.at("thresholds");
  const auto& dead = report.vectors.at("dead_below");
  REQUIRE(thresholds.size() == dead.size());
  CHECK(thresholds.front() == Approx(1e-4));
  CHECK(thresholds[30] == Approx(0.1));
  CHECK(dead.front() == Approx(1.0 / 3));
  CHECK(dead[39] == Approx(1.0 / 3));  // below .79
  CHECK(dead[41] == Approx(2.0 / 3));  // below 1.26
}

TEST_CASE("drift: a small turn is exact, where 1 - cos of the product would be rounding") {
  WatchedMetric drift("drift", metric_setup(2, 1));
  drift.observe({.step_norms = {1}});
  const double angle = std::atan(std::ldexp(1.0, -20));
  const double turn = drift.number("turn", {.w = {1, std::ldexp(1.0F, -20)}, .w0 = {3, 0}});
  CHECK(turn == Approx(angle * angle / 2).epsilon(1e-6));
}

TEST_CASE("drift: a unit without length has no turn and is left out") {
  WatchedMetric drift("drift", metric_setup(2, 2));
  drift.observe({.step_norms = {1, 1}});
  const Reported report = drift.report({.w = {0, 0, 0, 1}, .w0 = {1, 0, 1, 0}});
  CHECK(report.numbers.at("turn") == Approx(1));
  CHECK(std::isnan(report.vectors.at("turn")[0]));
}
