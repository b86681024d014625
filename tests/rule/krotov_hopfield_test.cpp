// krotov_hopfield against loops typed from its equation.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "support/directions.hpp"

using namespace hebb::test;

namespace {

struct Variant {
  double p = 2;
  std::size_t k = 2;
  double delta = 0.4;
};

// I_jb = sum_i sgn(w_ij) |w_ij|^(p-1) x_ib
Grid currents(const Grid& w, const Grid& x, double p) {
  Grid current(w.columns(), x.columns());
  for (std::size_t j = 0; j < w.columns(); ++j) {
    for (std::size_t b = 0; b < x.columns(); ++b) {
      for (std::size_t i = 0; i < w.rows(); ++i) {
        const double sign = w(i, j) < 0 ? -1 : 1;
        current(j, b) += sign * std::pow(std::abs(w(i, j)), p - 1) * x(i, b);
      }
    }
  }
  return current;
}

Grid oracle(const Grid& w, const Grid& x, double rate, const Variant& v) {
  const Grid current = currents(w, x, v.p);
  Grid c(w.columns(), x.columns());
  std::vector<double> d(w.columns());
  for (std::size_t b = 0; b < x.columns(); ++b) {
    std::vector<std::size_t> order(w.columns());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t j, std::size_t l) { return current(j, b) > current(l, b); });
    c(order[0], b) = 1;
    if (v.k <= w.columns()) c(order[v.k - 1], b) = -v.delta;
    for (std::size_t j = 0; j < w.columns(); ++j) d[j] += c(j, b) * current(j, b);
  }
  return stepped(w, x, c, d, rate, false);
}

Values values_of(const Variant& v) {
  return {{"p", v.p}, {"k", static_cast<double>(v.k)}, {"delta", v.delta}};
}

}  // namespace

TEST_CASE("krotov_hopfield: a hand-computed step with p 2") {
  // I = (1, 2, .5): unit 1 wins, unit 0 is second. W_1 = 2 + .1 (1 - 2 * 2),
  // W_0 = 1 - .1 * .4 (1 - 1 * 1), W_2 stays. With k 3, W_2 = .5 - .1 * .4 (1 - .5 * .5).
  const auto second = steps({1, 3, 1, "krotov_hopfield"}, {1.0F, 2.0F, 0.5F}, {1.0F});
  CHECK(second.c == std::vector<float>{-0.4F, 1.0F, 0.0F});
  CHECK(second.w[1] == Approx(1.7).epsilon(1e-6));
  CHECK(second.w[2] == 0.5F);
  const auto third = steps({1, 3, 1, "krotov_hopfield", {{"k", 3}}}, {1.0F, 2.0F, 0.5F}, {1.0F});
  CHECK(third.w[0] == 1.0F);
  CHECK(third.w[2] == Approx(0.47).epsilon(1e-6));
}

TEST_CASE("krotov_hopfield: a hand-computed step with p 3") {
  // I = (.5^2 * 2, -1^2 * 2) = (.5, -2): W_0 = .5 + .1 (2 - .5 * .5),
  // W_1 = -1 - .1 * .4 (2 - -2 * -1).
  const auto result = steps({1, 2, 1, "krotov_hopfield", {{"p", 3}}}, {0.5F, -1.0F}, {2.0F});
  CHECK(result.w[0] == Approx(0.675).epsilon(1e-6));
  CHECK(result.w[1] == Approx(-1.0).epsilon(1e-6));
}

TEST_CASE("krotov_hopfield: every variant equals the equation on every shape") {
  for (const Variant& v : {Variant{}, Variant{3, 2, 0.4}, Variant{2, 5, 0.1}, Variant{2.5, 3, 0}}) {
    for (const Shape& s : shapes()) {
      for (const bool mean : {true, false}) {
        const auto w = numbers(s.inputs * s.units, 211);
        const auto x = numbers(s.inputs * s.batch, 212);
        Layer layer{s.inputs, s.units, s.batch, "krotov_hopfield", values_of(v)};
        layer.mean = mean;
        const double rate = mean ? layer.rate / s.batch : layer.rate;
        const Grid wanted = oracle(Grid(s.inputs, w), Grid(s.inputs, x), rate, v);
        CAPTURE(s.inputs, s.units, s.batch, mean, v.p, v.k);
        CHECK(distance(steps(layer, w, x).w, wanted) < 1e-5);
      }
    }
  }
}

TEST_CASE("krotov_hopfield: the winner's weights approach sum |w|^p = 1") {
  for (const double p : {2.0, 3.0}) {
    Layer layer{4, 1, 1, "krotov_hopfield", {{"p", p}}};
    layer.rate = 0.05;
    std::vector<float> x;
    for (int b = 0; b < 600; ++b) x.insert(x.end(), {1.0F, 2.0F, -0.5F, 0.25F});
    const auto w = steps(layer, {0.3F, 0.2F, -0.1F, 0.4F}, x).w;
    double sum = 0;
    for (const float v : w) sum += std::pow(std::abs(static_cast<double>(v)), p);
    CHECK(sum == Approx(1).epsilon(1e-3));
  }
}

// How pure the prototypes are: the mean over units of the largest cosine with a class mean, with
// its sign. Trained on 10,000 digits of MNIST; nothing where its files are not there.
TEST_CASE("krotov_hopfield: prototypes on MNIST become purer as k falls to 2") {
  if (hebb::data::present_files("mnist", hebb::data::data_root("", "")).empty()) {
    WARN("no MNIST under the data root: not tested");
    return;
  }
  const auto purity = [](int k) {
    Training training(
        "schema: 1\ndata: {name: mnist, train: 10000, test: 1}\n"
        "model: {units: 50, init: {radius: 22.34}}\nrule: {name: krotov_hopfield, k: " +
        std::to_string(k) +
        "}\ntrain: {epochs: 20, batch: 100, rate: 0.02, schedule: linear, scale: max}\n");
    const auto trained = training.run();
    const auto moments = hebb::train::moments(
        training.dataset, hebb::train::LayerInput(training.settings), true, false);
    double sum = 0;
    for (std::size_t j = 0; j < 50; ++j) {
      double nearest = -1;
      for (std::size_t digit = 0; digit < 10; ++digit) {
        nearest = std::max(nearest, dot(direction(trained.weights, 784, j),
                                        direction(moments.class_means, 784, digit)));
      }
      sum += nearest / 50;
    }
    return sum;
  };
  const double two = purity(2);
  const double four = purity(4);
  const double eight = purity(8);
  CAPTURE(two, four, eight);
  CHECK(two > four);
  CHECK(four > eight);
  CHECK(two > 0.45);  // half of the 50 units are digits, the others as drawn
}

TEST_CASE("krotov_hopfield: the competition bias decides who wins") {
  const Layer layer{1, 2, 1, "krotov_hopfield", {}};
  const auto [c, d] = coefficients(layer, {0.5F, 0.4F}, {0.5F, 0.4F}, {0.0F, 0.3F});
  CHECK(c[0] == Approx(-0.4));
  CHECK(c[1] == 1.0F);
}
