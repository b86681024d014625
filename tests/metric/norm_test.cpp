// norm -- quantiles of hand-made lengths.
#include <catch2/catch.hpp>

#include "support/metric.hpp"

using namespace hebb::test;

TEST_CASE("norm: quantiles of lengths 0, 1, 2, 5, 10") {
  WatchedMetric norm("norm", metric_setup(2, 5));
  const Reported report = norm.report({.w = {3, 4, 0, 0, 0, -1, 6, 8, 2, 0}});
  CHECK(report.vectors.at("lengths") == std::vector<double>{5, 0, 1, 10, 2});
  CHECK(report.numbers.at("") == 2);
  CHECK(report.numbers.at("min") == 0);
  CHECK(report.numbers.at("q25") == 1);
  CHECK(report.numbers.at("q75") == 5);
  CHECK(report.numbers.at("max") == 10);
  CHECK(report.numbers.at("q05") == Approx(0.2));
  CHECK(report.numbers.at("q95") == Approx(9));
}
