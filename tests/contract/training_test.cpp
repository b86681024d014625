// The trainer and the probe on small built-in data.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "support/training.hpp"
#include "train/features.hpp"
#include "train/probe.hpp"

using namespace hebb::test;
using hebb::train::Features;

namespace {

const char* const kSmall = R"(
schema: 1
data: {name: digits, train: 600, test: 100}
model: {units: 24}
rule: {name: liuson, mask: winner}
train: {epochs: 1, batch: 32, rate: 0.5}
metrics: [gini, wins]
probe: {epochs: 4}
)";

}  // namespace

TEST_CASE("initial weights have standard deviation radius sqrt(pi / (2 inputs)) and mean 0") {
  const auto settings =
      experiment(replaced(kSmall, "units: 24", "units: 200, init: {name: normal, radius: 5}"));
  const auto w = hebb::train::initial_weights(settings, 784);
  double sum = 0;
  double squares = 0;
  for (const float v : w) {
    sum += static_cast<double>(v);
    squares += static_cast<double>(v) * static_cast<double>(v);
  }
  const auto n = static_cast<double>(w.size());
  const double deviation = 5 * std::sqrt(std::numbers::pi / (2 * 784));
  CHECK(std::sqrt(squares / n) == Approx(deviation).epsilon(0.01));
  CHECK(std::abs(sum / n) < 4 * deviation / std::sqrt(n));  // false alarm: 6e-5
}

TEST_CASE("a linear schedule falls from the rate to 0") {
  hebb::config::TrainSettings settings;
  settings.rate = 0.4;
  settings.rate_falls = true;
  CHECK(hebb::train::rate_at(settings, 0, 10) == Approx(0.4));
  CHECK(hebb::train::rate_at(settings, 5, 10) == Approx(0.2));
  CHECK(hebb::train::rate_at(settings, 9, 10) == Approx(0.04));
  settings.rate_falls = false;
  CHECK(hebb::train::rate_at(settings, 9, 10) == 0.4);
}

TEST_CASE("a run takes one step for each batch, the short last one included") {
  Training training(kSmall);
  const auto trained = training.run();
  CHECK(trained.summary["train.steps"] == 19);  // 600 / 32
  CHECK(training.lines.back()["samples"] == 600);
  CHECK(!trained.summary.contains("gini.at_100"));
}

TEST_CASE("gini.at_100 is there after exactly 100 updates, whatever `every`") {
  Training training(replaced(replaced(kSmall, "batch: 32", "batch: 6"), "metrics: [gini, wins]",
                             "metrics: [{name: gini, every: 1000}]"));
  const auto trained = training.run();
  REQUIRE(training.lines.size() == 1);  // 600 / 6 = 100 steps: the milestone is the last report
  CHECK(trained.summary["gini.at_100"] == trained.summary["gini.last"]);
}

TEST_CASE("metrics, weights and probe are the same bytes for any number of threads") {
  const auto run = [](int threads) {
    hebb::set_threads(threads);
    Training training(kSmall);
    const auto trained = training.run();
    Features features(training.settings, training.dataset, training.plugins, trained.weights,
                      1U << 30U);
    nlohmann::json probe = hebb::train::run_probe(
        training.settings, training.settings.probes[0], 0, features, 10,
        [&](const nlohmann::ordered_json& line) { training.lines.push_back(line); });
    hebb::set_threads(0);
    return std::make_pair(trained.weights, training.lines);
  };
  const auto one = run(1);
  for (const int threads : {2, 3, 7}) CHECK(run(threads) == one);
}

TEST_CASE("another seed gives other weights") {
  Training a(kSmall);
  Training b(std::string(kSmall) + "seed: 2\n");
  CHECK(a.run().weights != b.run().weights);
}

TEST_CASE("features computed anew equal those of the cache") {
  Training training(kSmall);
  const auto trained = training.run();
  Features cached(training.settings, training.dataset, training.plugins, trained.weights,
                  1U << 30U);
  Features computed(training.settings, training.dataset, training.plugins, trained.weights, 0);
  const std::vector<std::uint32_t> some{5, 99, 7, 0};
  std::vector<float> a(24 * some.size());
  std::vector<float> b(a.size());
  for (const auto split : {Features::Split::kTrain, Features::Split::kTest}) {
    cached.read(split, some, a.data());
    computed.read(split, some, b.data());
    CHECK(distance(a, Grid(24, b)) < 1e-4);
  }
}

TEST_CASE("the probe chooses the epoch by the held-out part and beats guessing by far") {
  Training training(replaced(kSmall, "{epochs: 1, batch: 32, rate: 0.5}", "{epochs: 0}"));
  const std::vector<float> w = numbers(784 * 24, 1);
  Features features(training.settings, training.dataset, training.plugins, w, 1U << 30U);
  std::vector<nlohmann::ordered_json> lines;
  const auto result =
      hebb::train::run_probe(training.settings, training.settings.probes[0], 0, features, 10,
                             [&](const nlohmann::ordered_json& line) { lines.push_back(line); });
  REQUIRE(lines.size() == 4);
  double best = -1;
  std::size_t chosen = 0;
  double highest = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double validation = lines[i]["validation_accuracy"];
    if (validation > best) {
      best = validation;
      chosen = i;
    }
    highest = std::max(highest, lines[i]["test_accuracy"].get<double>());
  }
  CHECK(result["epoch"] == chosen + 1);
  CHECK(result["test_accuracy"] == lines[chosen]["test_accuracy"].get<double>());
  CHECK(result["test_accuracy_last"] == lines.back()["test_accuracy"].get<double>());
  CHECK(result["test_accuracy_max"] == highest);
  CHECK(highest > 25);
}

TEST_CASE("early stop ends the probe when the test loss improves by less than asked") {
  Training training(kSmall);
  const auto trained = training.run();
  Features features(training.settings, training.dataset, training.plugins, trained.weights,
                    1U << 30U);
  hebb::config::ProbeSettings settings = training.settings.probes[0];
  settings.epochs = 50;
  settings.early_stop = 1000;  // nothing improves by that much
  const auto result = hebb::train::run_probe(training.settings, settings, 0, features, 10,
                                             [](const nlohmann::ordered_json&) {});
  CHECK(result["epochs"] == 2);
}
