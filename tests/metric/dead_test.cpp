// dead -- the test of a unit on cases with known p-values; untrained_test.cpp has its rates.
#include <catch2/catch.hpp>
#include <cmath>

#include "support/metric.hpp"

using namespace hebb::test;

namespace {

// Principal axes along the inputs.
std::vector<float> identity(std::size_t n) {
  std::vector<float> axes(n * n);
  for (std::size_t i = 0; i < n; ++i) axes[i * (n + 1)] = 1;
  return axes;
}

// A unit in 6 dimensions with the share s in the first two.
std::vector<float> unit(double s) {
  return {static_cast<float>(std::sqrt(s)), 0, 0, static_cast<float>(std::sqrt(1 - s)), 0, 0};
}

std::vector<float> units(const std::vector<double>& shares) {
  std::vector<float> w;
  for (const double s : shares) {
    const auto column = unit(s);
    w.insert(w.end(), column.begin(), column.end());
  }
  return w;
}

// Two components hold 90 % and more.
const std::vector<float> kTwo{6, 3.5F, 0.25F, 0.125F, 0.125F, 0};

}  // namespace

TEST_CASE("dead: of two components in D inputs p is (1 - s)^((D - 2) / 2)") {
  const std::vector<double> shares{0, 0.2, 0.5, 0.9, 0.999};
  WatchedMetric dead("dead", metric_setup(6, 5));
  const Reported report =
      dead.report({.w = units(shares), .eigenvalues = kTwo, .eigenvectors = identity(6)});
  CHECK(report.numbers.at("components") == 2);
  for (std::size_t j = 0; j < shares.size(); ++j) {
    CHECK(report.vectors.at("share")[j] == Approx(shares[j]).margin(1e-6));
    CHECK(report.vectors.at("p")[j] ==
          Approx(std::pow(1 - shares[j], 2)).epsilon(1e-4).margin(1e-8));
  }
}

TEST_CASE("dead: with k = 4 of D = 6 p is 1 - s^2, whatever the lengths and the axes") {
  // Axes: a rotation of the last two inputs into the first two.
  std::vector<float> axes(36);
  const std::size_t at[6] = {4, 5, 2, 3, 0, 1};
  for (std::size_t i = 0; i < 6; ++i) axes[6 * i + at[i]] = -1;
  WatchedMetric dead("dead", metric_setup(6, 1));
  // Inputs 4, 5, 2, 3 span the subspace: 9 + 16 of 50 inside.
  const Reported report = dead.report({.w = {5, 0, 3, 0, 0, 4},
                                       .eigenvalues = {3, 3, 2, 1.5F, 0.25F, 0.25F},
                                       .eigenvectors = axes});
  CHECK(report.numbers.at("components") == 4);
  CHECK(report.vectors.at("share")[0] == Approx(0.5));
  CHECK(report.vectors.at("p")[0] == Approx(0.75));
}

TEST_CASE("dead: units are called live at the false discovery rate, not at the level") {
  // p = .0025 .0225 .0324 .64: bounds .0125 .025 .0375 .05.
  const std::vector<double> shares{0.95, 0.85, 0.82, 0.2};
  WatchedMetric dead("dead", metric_setup(6, 4));
  const ReportFacts facts{.w = units(shares), .eigenvalues = kTwo, .eigenvectors = identity(6)};
  CHECK(dead.report(facts).vectors.at("dead") == std::vector<double>{0, 0, 0, 1});
  CHECK(dead.number("", facts) == 0.25);
  CHECK(dead.number("nominal", facts) == 0.25);
  // p = .0225 .0324 .0324 .64: none is below its bound, three are below the level.
  const ReportFacts weaker{
      .w = units({0.85, 0.82, 0.8, 0.2}), .eigenvalues = kTwo, .eigenvectors = identity(6)};
  CHECK(dead.number("", weaker) == 1);
  CHECK(dead.number("nominal", weaker) == 0.25);
}

TEST_CASE("dead: a unit outside of the subspace and one without length are dead with p = 1") {
  WatchedMetric dead("dead", metric_setup(6, 2));
  const Reported report = dead.report({.w = {0, 0, 0, 9, 9, 9, 0, 0, 0, 0, 0, 0},
                                       .eigenvalues = kTwo,
                                       .eigenvectors = identity(6)});
  CHECK(report.vectors.at("p") == std::vector<double>{1, 1});
  CHECK(report.numbers.at("") == 1);
}

TEST_CASE("dead: without a test there is no value") {
  // All six components are needed; then inputs that are all 0.
  for (const float eigenvalue : {1.0F, 0.0F}) {
    WatchedMetric dead("dead", metric_setup(6, 1));
    const Reported report = dead.report({.w = unit(0.5),
                                         .eigenvalues = std::vector<float>(6, eigenvalue),
                                         .eigenvectors = identity(6)});
    CHECK(std::isnan(report.numbers.at("")));
    CHECK(std::isnan(report.numbers.at("nominal")));
    CHECK(report.vectors.empty());
  }
}
