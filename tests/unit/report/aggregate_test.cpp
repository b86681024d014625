// aggregate_test -- means and intervals over seeds.
#include "report/aggregate.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "report/result_table.hpp"

using namespace hebb::report;

namespace {

RunRow run(const std::string& units, const nlohmann::json& summary) {
  return {{{"model.units", units}}, summary};
}

}  // namespace

// t(.975, 4) = 2.776445 (any printed table); the values' standard deviation is sqrt(2.5).
TEST_CASE("aggregate: mean, deviation and interval of 1..5 are those of the textbook") {
  const Statistic value = statistic(std::array{1.0, 2.0, 3.0, 4.0, 5.0});
  CHECK(value.n == 5);
  CHECK(value.mean == 3.0);
  CHECK(*value.sd == Approx(std::sqrt(2.5)).epsilon(1e-14));
  CHECK(*value.half == Approx(2.776445 * std::sqrt(2.5) / std::sqrt(5.0)).epsilon(1e-6));
}

TEST_CASE("aggregate: one run has a mean and no interval, none has neither") {
  const Statistic one = statistic(std::array{7.5});
  CHECK(one.mean == 7.5);
  CHECK_FALSE(one.sd.has_value());
  CHECK_FALSE(one.half.has_value());
  CHECK(statistic({}).n == 0);
}

TEST_CASE("aggregate: a figure shows the extremes of a few runs, the interval of five") {
  const Spread few = spread(std::array{2.0, 1.0, 4.0, 3.0});
  CHECK(few.low == 1.0);
  CHECK(few.high == 4.0);
  const Spread five = spread(std::array{1.0, 2.0, 3.0, 4.0, 5.0});
  CHECK(five.low == Approx(3 - 2.776445 * std::sqrt(2.5 / 5.0)).epsilon(1e-6));
  CHECK(five.high == Approx(3 + 2.776445 * std::sqrt(2.5 / 5.0)).epsilon(1e-6));
}

TEST_CASE("aggregate: runs are grouped by their axes, in the order of appearance") {
  const std::array rows{run("512", {{"a", 1}}), run("32", {{"a", 10}}), run("512", {{"a", 2}})};
  const std::array<std::string, 1> keys{"a"};
  const auto groups = aggregate(rows, keys);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].axes == Axes{{"model.units", "512"}});
  CHECK(groups[0].runs == 2);
  CHECK(groups[0].statistics[0].mean == 1.5);
  CHECK(groups[1].axes == Axes{{"model.units", "32"}});
  CHECK(groups[1].statistics[0].mean == 10);
}

TEST_CASE("aggregate: null, absent and non-numbers do not count") {
  const std::array rows{run("8", {{"gini.last", nullptr}}), run("8", {{"gini.last", 0.5}}),
                        run("8", {{"other", 1}}), run("8", {{"gini.last", "0.9"}})};
  const std::array<std::string, 2> keys{"gini.last", "nowhere"};
  const auto groups = aggregate(rows, keys);
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].runs == 4);
  CHECK(groups[0].statistics[0].n == 1);
  CHECK(groups[0].statistics[0].mean == 0.5);
  CHECK(groups[0].statistics[1].n == 0);
}

// t(.975, 1) = 12.7062, half = t * sd / sqrt(2) = 12.7062 * |a - b| / 2.
TEST_CASE("result table: means with intervals, single runs without, missing ones as a dash") {
  const std::array rows{
      run("32", {{"probe.test_accuracy", 90.0}, {"gini.at_100", 0.25}, {"wins.never", 0.5}}),
      run("32", {{"probe.test_accuracy", 90.1}, {"gini.at_100", nullptr}, {"wins.never", 0.5}}),
      run("128", {{"probe.test_accuracy", 94.127}})};
  CHECK(result_table(rows) ==
        "model.units  runs  test accuracy %  Gini at 100       never win\n"
        "         32     2    90.05 +- 0.64  0.250 (n=1)  0.500 +- 0.000\n"
        "        128     1            94.13            -               -\n");
}

TEST_CASE("result table: runs without axes and without known numbers still count") {
  const std::array rows{RunRow{{}, {{"train.seconds", 1.5}}}, RunRow{{}, {{"train.seconds", 2}}}};
  CHECK(result_table(rows) == "runs\n   2\n");
}
