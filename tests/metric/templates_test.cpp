// templates -- likeness of hand-made units and class means.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/metric.hpp"

using namespace hebb::test;

namespace {

// Class means (2, 0), (0, 3) and that of a class without samples.
const std::vector<float> kMeans{2, 0, 0, 3, 0, 0};

}  // namespace

TEST_CASE("templates: the largest |cos| with a class mean, now and at the start") {
  WatchedMetric templates("templates", metric_setup(2, 3));
  const Reported report = templates.report({.w = {0, -5, 1, 1, 0, 0},
                                            .w0 = {3, 4, 1, 0, 0, 1},
                                            .input_mean = {1, 1},
                                            .class_means = kMeans});
  const auto& best = report.vectors.at("best");
  CHECK(best[0] == Approx(1));
  CHECK(best[1] == Approx(std::sqrt(0.5)));
  CHECK(best[2] == 0);                                                // no length
  CHECK(report.vectors.at("class") == std::vector<double>{1, 0, 0});  // a tie: the lowest
  CHECK(report.vectors.at("best_initial")[0] == Approx(0.8));
  CHECK(report.numbers.at("") == Approx((1 + std::sqrt(0.5)) / 3));
  CHECK(report.numbers.at("initial") == Approx(2.8 / 3));
  CHECK(report.numbers.at("above") == 0);  // the .95 quantile of .8 1 1 is 1
}

TEST_CASE("templates: centred means lose what all classes share") {
  WatchedMetric templates("templates", metric_setup(2, 1), {{"centred", 1}});
  // Less (2, 1) the first mean is (0, -1), the second (-2, 2); the empty class stays out.
  const double cosine = templates.number(
      "", {.w = {1, 0}, .w0 = {1, 0}, .input_mean = {2, 1}, .class_means = kMeans});
  CHECK(cosine == Approx(std::sqrt(0.5)));
}

TEST_CASE("templates: a unit that came to look like a class is above the initial ones") {
  WatchedMetric templates("templates", metric_setup(2, 2));
  const double above = templates.number(
      "above",
      {.w = {1, 0, 1, 1}, .w0 = {1, 1, 1, -1}, .input_mean = {0, 0}, .class_means = kMeans});
  CHECK(above == Approx(0.5));
}

TEST_CASE("templates: data without labels are refused") {
  hebb::plugin::Setup setup = metric_setup(2, 2);
  setup.classes = 0;
  CHECK_THROWS_WITH(WatchedMetric("templates", setup),
                    Catch::Contains("templates: needs labels, the data have none"));
}
