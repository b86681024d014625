// gini -- the coefficient over the whole training and over windows of it.
#include <catch2/catch.hpp>

#include "support/metric.hpp"

using namespace hebb::test;

TEST_CASE("gini: of hand-computed steps, over all of them and over the last complete window") {
  WatchedMetric gini("gini", metric_setup(1, 4), {{"window", 2}});
  gini.observe({.step_norms = {1, 1, 1, 1}});
  CHECK(gini.number("") == Approx(0).margin(1e-12));
  CHECK(gini.report().numbers.count("windowed") == 0);
  gini.observe({.step_norms = {1, 1, 1, 1}});
  gini.observe({.step_norms = {0, 0, 1, 1}});
  CHECK(gini.number("windowed") == Approx(0).margin(1e-12));  // steps 1 and 2
  gini.observe({.step_norms = {0, 0, 0, 2}});
  const Reported report = gini.report();
  CHECK(report.numbers.at("windowed") == Approx(0.625));  // 0 0 1 3, steps 3 and 4
  CHECK(report.numbers.at("") == Approx(10.0 / 48));      // 2 2 3 5: (-6 - 2 + 3 + 15) / (4 * 12)
  CHECK(report.vectors.at("step_norms") == std::vector<double>{0.5, 0.5, 0.75, 1.25});
}

TEST_CASE("gini: a layer that has not moved has no coefficient") {
  WatchedMetric gini("gini", metric_setup(1, 2));
  gini.observe({.step_norms = {0, 0}});
  CHECK(std::isnan(gini.number("")));
}
