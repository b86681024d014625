// lorenz -- curves and histograms of hand-made steps and wins.
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "support/metric.hpp"

using namespace hebb::test;

TEST_CASE("lorenz: the curve and the histogram of hand-computed steps and wins") {
  WatchedMetric lorenz("lorenz", metric_setup(1, 4));
  lorenz.observe({.step_norms = {0, 0, 1, 1}, .winners = {1, 1}});
  lorenz.observe({.step_norms = {0, 0, 0, 2}, .winners = {1, 1}});
  const Reported report = lorenz.report();
  const auto& steps = report.vectors.at("steps");
  REQUIRE(steps.size() == 101);
  CHECK(steps[50] == Approx(0).margin(1e-12));
  CHECK(steps[75] == Approx(0.25));
  CHECK(steps[100] == 1);
  CHECK(report.vectors.at("wins")[75] == Approx(0).margin(1e-12));
  // Between .75 and 1 the curve rises from .25 to 1: at .9 it is .7.
  CHECK(report.numbers.at("steps_top10") == Approx(0.3));
  CHECK(report.numbers.at("wins_top10") == Approx(0.4));
  const auto& histogram = report.vectors.at("steps_histogram");
  const auto& edges = report.vectors.at("histogram_edges");
  REQUIRE(histogram.size() == 32);
  REQUIRE(edges.size() == 32);
  CHECK(histogram[0] == Approx(0.5));    // at rest
  CHECK(histogram[31] == Approx(0.25));  // the largest
  // 1/3 of the largest: log10 3 = .477, 3.8 bins below it.
  CHECK(histogram[28] == Approx(0.25));
  CHECK(edges[28] < 1.0 / 3);
  CHECK(edges[29] > 1.0 / 3);
  CHECK(edges[0] == Approx(1e-4));
}

TEST_CASE("lorenz: a value on an edge is above it, and nothing is lost") {
  WatchedMetric lorenz("lorenz", metric_setup(1, 3));
  lorenz.observe({.step_norms = {100, 10, 1e-9F}, .winners = {0}});
  const auto histogram = lorenz.report().vectors.at("steps_histogram");
  CHECK(histogram[31] == Approx(1.0 / 3));
  CHECK(histogram[24] == Approx(1.0 / 3));  // a tenth: the edge 10^(-1)
  CHECK(histogram[0] == Approx(1.0 / 3));
  CHECK(std::accumulate(histogram.begin(), histogram.end(), 0.0) == Approx(1));
}

TEST_CASE("lorenz: a layer at rest has no curve") {
  WatchedMetric lorenz("lorenz", metric_setup(1, 3));
  lorenz.observe({.step_norms = {0, 0, 0}, .winners = {0}});
  const Reported report = lorenz.report();
  CHECK(report.vectors.at("steps").empty());
  CHECK(std::isnan(report.numbers.at("steps_top10")));
  CHECK(report.vectors.at("steps_histogram")[0] == Approx(1));
}
