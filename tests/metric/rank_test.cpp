// rank -- participation ratios with known values.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/metric.hpp"

using namespace hebb::test;

namespace {

// Activities of `samples` samples: independent uniform numbers of the given sizes, each
// spread over the units by a column of signs; the columns are orthogonal. All around a large mean.
std::vector<float> activities(std::size_t samples, const std::vector<float>& sizes) {
  constexpr std::size_t kUnits = 4;
  constexpr float kSigns[kUnits][kUnits] = {
      {1, 1, 1, 1}, {1, -1, 1, -1}, {1, 1, -1, -1}, {1, -1, -1, 1}};
  const auto drawn = numbers(samples * sizes.size(), 5);
  std::vector<float> y(samples * kUnits, 100);
  for (std::size_t b = 0; b < samples; ++b) {
    for (std::size_t d = 0; d < sizes.size(); ++d) {
      const float size = sizes[d] * drawn[b * sizes.size() + d];
      for (std::size_t j = 0; j < kUnits; ++j) y[b * kUnits + j] += kSigns[d][j] * size;
    }
  }
  return y;
}

double rank_of(const std::vector<float>& y, std::size_t batch) {
  WatchedMetric rank("rank", metric_setup(2, 4), {{"memory", 1e9}});
  for (std::size_t first = 0; first < y.size(); first += 4 * batch) {
    const auto begin = y.begin() + static_cast<std::ptrdiff_t>(first);
    const auto size = static_cast<std::ptrdiff_t>(std::min(4 * batch, y.size() - first));
    rank.observe({.y = std::vector<float>(begin, begin + size)});
  }
  return rank.number("activities", {.w = {1, 0, 1, 0, 1, 0, 1, 0}});
}

}  // namespace

TEST_CASE("rank: of weights with known singular values, more units than inputs and fewer") {
  WatchedMetric one("rank", metric_setup(2, 3));
  CHECK(one.number("weights", {.w = {1, 2, -2, -4, 3, 6}}) == Approx(1));
  WatchedMetric two("rank", metric_setup(3, 2));
  CHECK(two.number("weights", {.w = {5, 0, 0, 0, 0, -5}}) == Approx(2));
  // Squared singular values 4 and 1: 25 / 17.
  CHECK(two.number("weights", {.w = {2, 0, 0, 0, 1, 0}}) == Approx(25.0 / 17));
  WatchedMetric none("rank", metric_setup(3, 2));
  CHECK(std::isnan(none.number("weights", {.w = {0, 0, 0, 0, 0, 0}})));
}

// With 20,000 pairs the relative standard error is about 1.4 %; 5 % are missed once in 2,000 seeds.
TEST_CASE("rank: activities of known dimension, whatever their mean") {
  CHECK(rank_of(activities(40000, {1}), 32) == Approx(1).epsilon(0.05));
  CHECK(rank_of(activities(40000, {1, 1, 1}), 32) == Approx(3).epsilon(0.05));
  // Variances 4, 1, 1: 36 / 18.
  CHECK(rank_of(activities(40000, {2, 1, 1}), 32) == Approx(2).epsilon(0.05));
}

TEST_CASE("rank: the same samples in batches of any size give the same number") {
  const auto y = activities(210, {2, 1, 1});
  const double whole = rank_of(y, 210);
  CHECK(rank_of(y, 1) == Approx(whole).epsilon(1e-12));
  CHECK(rank_of(y, 7) == Approx(whole).epsilon(1e-12));
}

TEST_CASE("rank: activities have no value before two pairs") {
  WatchedMetric rank("rank", metric_setup(2, 1));
  rank.observe({.y = {1, 2, 4}});
  CHECK(std::isnan(rank.number("activities", {.w = {1, 0}})));
  rank.observe({.y = {6}});
  // e = -1, -2: |e|^2 = 4 and (e e')^2 = 4 of the second pair alone.
  CHECK(rank.number("activities", {.w = {1, 0}}) == Approx(4));
}

TEST_CASE("rank: the averages forget") {
  WatchedMetric rank("rank", metric_setup(2, 4), {{"memory", 200}});
  rank.observe({.y = activities(4000, {1, 1, 1, 1})});
  rank.observe({.y = activities(4000, {1})});
  CHECK(rank.number("activities", {.w = {1, 0, 1, 0, 1, 0, 1, 0}}) < 1.5);
}
