// wins -- win counts by hand, over the whole training and over windows of it.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/metric.hpp"

using namespace hebb::test;

TEST_CASE("wins: of hand-counted winners") {
  WatchedMetric wins("wins", metric_setup(1, 4), {{"window", 2}});
  wins.observe({.winners = {3, 3, 2, 3}});
  const Reported first = wins.report();  // 0 0 1 3
  CHECK(first.numbers.at("never") == Approx(0.5));
  CHECK(first.numbers.at("gini") == Approx(0.625));
  const double entropy = -(0.25 * std::log(0.25) + 0.75 * std::log(0.75));
  CHECK(first.numbers.at("entropy") == Approx(entropy));
  CHECK(first.numbers.at("live") == Approx(std::exp(entropy)));
  CHECK(first.numbers.count("windowed_gini") == 0);
  wins.observe({.winners = {0, 1}});
  wins.observe({.winners = {1, 1}});
  wins.observe({.winners = {1}});  // a short last batch
  const Reported last = wins.report();
  CHECK(last.vectors.at("counts") == std::vector<double>{1, 4, 1, 3});
  CHECK(last.numbers.at("never") == 0);
  CHECK(last.numbers.at("windowed_never") == Approx(0.75));  // steps 3 and 4: 0 3 0 0
  CHECK(last.numbers.at("windowed_gini") == Approx(0.75));
}
