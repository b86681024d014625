// What an ablation does to the weights, and in which order.
#include "run/ablation.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "base/error.hpp"
#include "base/files.hpp"
#include "data/npy.hpp"
#include "run/liveness_order.hpp"
#include "support/training.hpp"

using namespace hebb::test;
namespace fs = std::filesystem;

namespace {

const char* const kSixUnits = R"(
schema: 1
data: {name: digits, train: 100, test: 10}
model: {units: 6}
rule: softhebb
train: {rate: 0.5}
)";

hebb::train::Layer trained_layer() {
  Training training(kSixUnits);
  hebb::train::Layer layer;
  layer.weights = training.run().weights;
  layer.settings = training.settings;
  layer.dataset = training.dataset;
  return layer;
}

double length(const hebb::AlignedVector<float>& w, std::size_t unit, std::size_t inputs) {
  double squares = 0;
  for (std::size_t i = unit * inputs; i < (unit + 1) * inputs; ++i) {
    squares += static_cast<double>(w[i]) * static_cast<double>(w[i]);
  }
  return std::sqrt(squares);
}

bool same(const hebb::AlignedVector<float>& a, const hebb::AlignedVector<float>& b,
          std::size_t unit, std::size_t inputs) {
  const auto from = static_cast<std::ptrdiff_t>(unit * inputs);
  return std::equal(a.begin() + from, a.begin() + from + static_cast<std::ptrdiff_t>(inputs),
                    b.begin() + from);
}

}  // namespace

TEST_CASE("ablation: only the first units of the order change, and every length stays") {
  const hebb::train::Layer layer = trained_layer();
  const std::size_t inputs = layer.dataset.train.inputs;
  const std::vector<std::uint32_t> order{4, 1, 0, 2, 3, 5};
  const auto changed = hebb::run::reinitialised(layer, order, 2, 7, 0);
  for (std::size_t j = 0; j < 6; ++j) {
    INFO(j);
    CHECK(same(changed, layer.weights, j, inputs) == (j != 4 && j != 1));
    CHECK(length(changed, j, inputs) == Approx(length(layer.weights, j, inputs)).epsilon(1e-6));
  }
}

TEST_CASE("ablation: a unit's new direction depends on the seed and the unit alone") {
  const hebb::train::Layer layer = trained_layer();
  const std::size_t inputs = layer.dataset.train.inputs;
  const std::vector<std::uint32_t> order{4, 1, 0, 2, 3, 5};
  const std::vector<std::uint32_t> reverse(order.rbegin(), order.rend());
  const auto all = hebb::run::reinitialised(layer, order, 6, 7, 0);
  CHECK(all == hebb::run::reinitialised(layer, reverse, 6, 7, 0));
  CHECK(same(all, hebb::run::reinitialised(layer, order, 1, 7, 0), 4, inputs));
  const auto other = hebb::run::reinitialised(layer, order, 6, 7, 1);
  const auto further = hebb::run::reinitialised(layer, order, 6, 8, 0);
  for (std::size_t j = 0; j < 6; ++j) {
    CHECK_FALSE(same(all, other, j, inputs));
    CHECK_FALSE(same(all, further, j, inputs));
  }
}

TEST_CASE("ablation: a unit without length stays, whatever its direction") {
  hebb::train::Layer layer = trained_layer();
  const std::size_t inputs = layer.dataset.train.inputs;
  std::fill_n(layer.weights.begin(), inputs, 0.0F);
  const std::vector<std::uint32_t> order{0};
  CHECK(hebb::run::reinitialised(layer, order, 1, 7, 0) == layer.weights);
}

TEST_CASE("ablation: the order is that of the best judge that the run has, ties by index") {
  const hebb::train::Layer layer = trained_layer();
  const hebb::TemporaryDirectory folder;
  const fs::path arrays = folder.path() / "arrays";
  fs::create_directories(arrays);
  const auto write = [&](const std::string& name, const std::vector<double>& values) {
    hebb::data::write_npy(arrays / name, std::span(values));
  };
  const auto order = [&] { return hebb::run::liveness_order(folder.path(), layer); };
  using Units = std::vector<std::uint32_t>;

  CHECK(order().source == "moved");
  write("wins.counts.npy", {3, 0, 2, 0, 9, 1});
  CHECK(order().source == "wins.counts");
  CHECK(order().units == Units{1, 3, 5, 2, 0, 4});
  write("gini.step_norms.npy", {.1, .2, .3, .4, .5, 0});
  CHECK(order().source == "gini.step_norms");
  CHECK(order().units == Units{5, 0, 1, 2, 3, 4});
  write("dead.p.npy", {.1, .9, 0, 0, .5, .5});
  CHECK(order().source == "dead.p");
  CHECK(order().units == Units{1, 4, 5, 0, 2, 3});
  write("dead.share.npy", {.1, .9, .2, .3, .5, .6});
  CHECK(order().source == "dead.share");
  CHECK(order().units == Units{0, 2, 3, 4, 5, 1});
  write("dead.share.npy", {.1, .9});
  CHECK_THROWS_WITH(order(),
                    Catch::Contains("dead.share.npy: wanted a finite number for each of 6"));
}

TEST_CASE("ablation: without any metric, units are ordered by how far they have moved") {
  hebb::train::Layer layer = trained_layer();
  const std::size_t inputs = layer.dataset.train.inputs;
  layer.weights = hebb::train::initial_weights(layer.settings, inputs);
  layer.weights[2 * inputs] += 1.0F;
  layer.weights[4 * inputs + 5] += 0.5F;
  const hebb::TemporaryDirectory folder;
  const auto order = hebb::run::liveness_order(folder.path(), layer);
  CHECK(order.source == "moved");
  CHECK(order.units == std::vector<std::uint32_t>{0, 1, 3, 5, 4, 2});
}
