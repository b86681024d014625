// smoothness -- Moran's I by hand, and its null against shuffles that are really made.
#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "base/random.hpp"
#include "support/metric.hpp"

using namespace hebb::test;

namespace {

hebb::plugin::Setup image(std::uint32_t channels, std::uint32_t height, std::uint32_t width,
                          std::uint32_t units = 1) {
  hebb::plugin::Setup setup = metric_setup(channels * height * width, units);
  setup.channels = channels;
  setup.height = height;
  setup.width = width;
  return setup;
}

double value_of(const Reported& report, const char* name) {
  return report.vectors.at(name).front();
}

// The mean and the standard deviation of I over shuffles of the pixels.
struct Moments {
  double mean = 0;
  double deviation = 0;
};

Moments shuffled(std::vector<float> w, const hebb::plugin::Setup& setup, int count) {
  WatchedMetric smoothness("smoothness", setup);
  std::mt19937 engine(3);
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < count; ++i) {
    std::shuffle(w.begin(), w.end(), engine);
    const double value = smoothness.number("", {.w = w});
    sum += value;
    squares += value * value;
  }
  const double mean = sum / count;
  return {mean, std::sqrt(squares / count - mean * mean)};
}

}  // namespace

TEST_CASE("smoothness: hand-computed rows and a square") {
  // Over the six arrangements of two ones in a row of four: mean -1/3, mean square 22/54.
  const double deviation = std::sqrt(22.0 / 54 - 1.0 / 9);
  const Reported row = WatchedMetric("smoothness", image(1, 1, 4)).report({.w = {1, 1, 0, 0}});
  CHECK(value_of(row, "autocorrelation") == Approx(1.0 / 3));
  CHECK(value_of(row, "z") == Approx((1.0 / 3 + 1.0 / 3) / deviation));
  const Reported column = WatchedMetric("smoothness", image(1, 4, 1)).report({.w = {5, 5, 1, 1}});
  CHECK(value_of(column, "autocorrelation") == Approx(1.0 / 3));
  // Rows (1, 0) and (1, 0): of four pairs two agree.
  const Reported square = WatchedMetric("smoothness", image(1, 2, 2)).report({.w = {1, 0, 1, 0}});
  CHECK(value_of(square, "autocorrelation") == Approx(0).margin(1e-12));
}

// 20,000 shuffles: the mean is within 4 and the deviation within 5 standard errors but once in
// 10,000 seeds.
TEST_CASE("smoothness: mean and deviation of the null are those of shuffles, for peaked weights") {
  std::vector<float> w = numbers(35, 8);
  for (float& v : w) v = v * v * v;
  const hebb::plugin::Setup setup = image(1, 5, 7);
  const Reported report = WatchedMetric("smoothness", setup).report({.w = w});
  const Moments null = shuffled(w, setup, 20000);
  CHECK(null.mean == Approx(-1.0 / 34).margin(4 * null.deviation / std::sqrt(20000)));
  const double deviation = (value_of(report, "autocorrelation") + 1.0 / 34) / value_of(report, "z");
  CHECK(deviation == Approx(null.deviation).epsilon(0.025));
}

TEST_CASE("smoothness: channels are averaged, and constant ones left out") {
  const std::vector<float> one = numbers(16, 4);
  std::vector<float> twice = one;
  twice.insert(twice.end(), one.begin(), one.end());
  std::vector<float> flat = one;
  flat.insert(flat.end(), 16, 3);
  const Reported single = WatchedMetric("smoothness", image(1, 4, 4)).report({.w = one});
  const Reported both = WatchedMetric("smoothness", image(2, 4, 4)).report({.w = twice});
  const Reported half = WatchedMetric("smoothness", image(2, 4, 4)).report({.w = flat});
  CHECK(value_of(both, "autocorrelation") == Approx(value_of(single, "autocorrelation")));
  CHECK(value_of(both, "z") == Approx(std::sqrt(2.0) * value_of(single, "z")));
  CHECK(value_of(half, "z") == Approx(value_of(single, "z")));
}

TEST_CASE("smoothness: a blob is live, noise and a constant unit are dead") {
  std::vector<float> w = numbers(300, 6);
  for (int i = 0; i < 100; ++i) {
    const double x = i % 10 - 4.5;
    const double y = i / 10 - 4.5;
    w[static_cast<std::size_t>(i)] = static_cast<float>(std::exp(-(x * x + y * y) / 8));
  }
  std::fill(w.begin() + 200, w.end(), 0.25F);
  WatchedMetric smoothness("smoothness", image(1, 10, 10, 3));
  const Reported report = smoothness.report({.w = w});
  CHECK(report.vectors.at("dead") == std::vector<double>{0, 1, 1});
  CHECK(report.vectors.at("p")[2] == 1);
  CHECK(report.numbers.at("dead") == Approx(2.0 / 3));
}

TEST_CASE("smoothness: inputs that are no image give no value") {
  WatchedMetric smoothness("smoothness", metric_setup(16, 1));
  const Reported report = smoothness.report({.w = numbers(16, 1)});
  CHECK(std::isnan(report.numbers.at("")));
  CHECK(std::isnan(report.numbers.at("dead")));
  CHECK(report.vectors.empty());
}

// False-alarm rate over seeds: 1 % for each shape.
TEST_CASE("smoothness: of Gaussian weights p < .05 in 5 % of units") {
  for (const std::uint32_t channels : {1U, 3U}) {
    const std::uint32_t side = channels == 1 ? 28 : 32;
    constexpr std::uint32_t kUnits = 4000;
    const hebb::plugin::Setup setup = image(channels, side, side, kUnits);
    std::vector<float> w(std::size_t{setup.inputs} * kUnits);
    hebb::RandomStream(7, hebb::Purpose::kInit, 0).normal(w.size(), w.data());
    const auto report = WatchedMetric("smoothness", setup).report({.w = std::move(w)});
    const auto& p = report.vectors.at("p");
    const auto hits =
        static_cast<double>(std::count_if(p.begin(), p.end(), [](double v) { return v < 0.05; }));
    const boost::math::binomial_distribution<double> expected(kUnits, 0.05);
    CAPTURE(channels, hits);
    CHECK(hits >= quantile(expected, 0.005));
    CHECK(hits <= quantile(expected, 0.995));
  }
}
