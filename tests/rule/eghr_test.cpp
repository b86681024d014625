// eghr against loops typed from its equation, and on mixed sources.
#include <catch2/catch.hpp>

#include "support/training.hpp"

using namespace hebb::test;

namespace {

Grid surprise_gated(const Grid& u) {
  Grid c(u.rows(), u.columns());
  for (std::size_t b = 0; b < u.columns(); ++b) {
    double energy = 0;
    for (std::size_t j = 0; j < u.rows(); ++j) {
      energy += u(j, b) * std::sqrt(2.0) * std::tanh(100 * u(j, b));
    }
    for (std::size_t j = 0; j < u.rows(); ++j) {
      const double g = std::sqrt(2.0) * std::tanh(100 * u(j, b));
      c(j, b) = (static_cast<double>(u.rows()) + 1 - energy) * g;
    }
  }
  return c;
}

// Several batches, the last one short, with the low pass where tau is above 1.
Grid oracle(Grid w, const Grid& x, const Layer& layer, double tau) {
  Grid trace(layer.inputs, std::vector<float>(std::size_t{layer.inputs} * layer.units));
  for (std::size_t first = 0; first < x.columns(); first += layer.batch) {
    const std::size_t count = std::min<std::size_t>(layer.batch, x.columns() - first);
    Grid batch(layer.inputs, count);
    for (std::size_t b = 0; b < count; ++b) {
      for (std::size_t i = 0; i < layer.inputs; ++i) batch(i, b) = x(i, first + b);
    }
    const Grid c = surprise_gated(potentials(w, batch));
    const double reduction = layer.mean ? 1.0 / static_cast<double>(count) : 1.0;
    for (std::size_t j = 0; j < layer.units; ++j) {
      for (std::size_t i = 0; i < layer.inputs; ++i) {
        double update = 0;
        for (std::size_t b = 0; b < count; ++b) update += reduction * c(j, b) * batch(i, b);
        trace(i, j) += (update - trace(i, j)) / tau;
        w(i, j) += layer.rate * trace(i, j);
      }
    }
  }
  return w;
}

// Amari, Cichocki, Yang, "A new learning algorithm for blind signal separation", NIPS 1995, divided
// by its maximum: 0 where P is a permutation of scaled sources, 1 where all are mixed alike.
double amari_index(const Grid& p) {
  const auto n = static_cast<double>(p.rows());
  double index = 0;
  for (std::size_t i = 0; i < p.rows(); ++i) {
    double row = 0, row_top = 0, column = 0, column_top = 0;
    for (std::size_t j = 0; j < p.rows(); ++j) {
      row += std::abs(p(i, j));
      row_top = std::max(row_top, std::abs(p(i, j)));
      column += std::abs(p(j, i));
      column_top = std::max(column_top, std::abs(p(j, i)));
    }
    index += row / row_top - 1 + column / column_top - 1;
  }
  return index / (2 * n * (n - 1));
}

// The index of W'A after training as `train` says; with 0 epochs, of the initial weights.
double index_after(const std::string& train, const std::string& rule = "eghr") {
  Training training(
      "schema: 1\ndata: {name: laplace_mix, inputs: 4, train: 20000, test: 1}\n"
      "model: {units: 4}\nrule: " +
      rule + "\ntrain: " + train + "\n");
  const auto trained = training.run();
  const Grid weights(4, std::vector<float>(trained.weights.begin(), trained.weights.end()));
  return amari_index(potentials(weights, Grid(4, training.dataset.features)));
}

}  // namespace

TEST_CASE("eghr: a hand-computed step with one input, two units and one sample") {
  // u = (1, -.5): g = sqrt(2) (1, -1), E = sqrt(2) 1.5, c = (3 - E) g.
  const auto result = steps({1, 2, 1, "eghr"}, {1.0F, -0.5F}, {1.0F});
  const double c = (3 - std::sqrt(2.0) * 1.5) * std::sqrt(2.0);
  CHECK(result.w[0] == Approx(1 + 0.1 * c).epsilon(1e-6));
  CHECK(result.w[1] == Approx(-0.5 - 0.1 * c).epsilon(1e-6));
}

TEST_CASE("eghr: steps equal the equation on every shape, without and with the low pass") {
  for (const double tau : {1.0, 3.0, 1000.0}) {
    for (const Shape& s : shapes()) {
      for (const bool mean : {true, false}) {
        const auto w = numbers(s.inputs * s.units, 220);
        const auto x = numbers(s.inputs * (2 * s.batch + 1), 221);
        Layer layer{s.inputs, s.units, s.batch, "eghr", {{"tau", tau}}};
        layer.mean = mean;
        layer.rate = 1e-4;
        const Grid wanted = oracle(Grid(s.inputs, w), Grid(s.inputs, x), layer, tau);
        CAPTURE(s.inputs, s.units, s.batch, mean, tau);
        CHECK(distance(steps(layer, w, x).w, wanted) < 1e-5);
      }
    }
  }
}

TEST_CASE("eghr: the index of a permutation of scaled sources is 0, that of equal parts 1") {
  CHECK(amari_index({2, {0.0F, -3.0F, 0.5F, 0.0F}}) == 0);
  CHECK(amari_index({2, {1.0F, -1.0F, 1.0F, 1.0F}}) == Approx(1));
}

// Seeds of data and weights are fixed.
TEST_CASE("eghr: mixed Laplacian sources are recovered, with and without the low pass") {
  CHECK(index_after("{epochs: 0}") > 0.3);
  const std::string train = "{epochs: 5, batch: 10, rate: 0.02, schedule: linear}";
  CHECK(index_after(train) < 0.1);
  CHECK(index_after(train, "{name: eghr, tau: 100}") < 0.1);
}
