// What rules and metrics are given when they declare everything.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "support/training.hpp"

using namespace hebb::test;
using hebb::Error;

namespace {

const char* const kExperiment = R"(
schema: 1
data: {name: digits, train: 200, test: 0}
model: {units: 5}
rule: all_needs
train: {epochs: 2, batch: 32, rate: 0.1}
metrics: [all_needs]
)";

// The digits, with the test set that `digits` insists on.
std::string with_test_set() {
  std::string text = kExperiment;
  text.replace(text.find("test: 0"), 7, "test: 10");
  return text;
}

}  // namespace

TEST_CASE("a rule gets all it declares: arrays, states on every axis, services") {
  Training training(with_test_set());
  CHECK_NOTHROW(training.run());
}

TEST_CASE("a metric gets all it declares and reports every 3 steps, at its milestone, at the end") {
  std::string text = with_test_set();
  text.replace(text.find("rule: all_needs"), 15, "rule: softhebb");
  Training training(text);
  const auto trained = training.run();
  std::vector<int> steps;
  for (const auto& line : training.lines) steps.push_back(line["step"]);
  CHECK(steps == std::vector<int>{3, 5, 6, 9, 12, 14});
  CHECK(training.lines.back()["samples"] == 400);
  CHECK(trained.summary["all_needs.samples"] == 400);
  CHECK(trained.summary["all_needs.nothing"].is_null());
  CHECK(trained.summary.contains("all_needs.at_5"));
  CHECK(trained.summary["all_needs.last"].get<double>() >
        trained.summary["all_needs.at_5"].get<double>());
  CHECK(trained.summary["all_needs.off_unit"].get<double>() < 1e-5);
  CHECK(trained.vectors.at("all_needs.pair").size() == 1);

  // The trace of the second moment is the mean squared length of the inputs.
  std::vector<float> x(training.dataset.train.inputs);
  const hebb::train::LayerInput input(training.settings);
  double squares = 0;
  double sums = 0;
  for (std::uint32_t i = 0; i < 200; ++i) {
    input.load(training.dataset.train, std::span(&i, 1), x.data());
    for (const float v : x) {
      squares += static_cast<double>(v) * static_cast<double>(v) / 200;
      sums += static_cast<double>(v) / 200;
    }
  }
  CHECK(trained.summary["all_needs.trace"].get<double>() == Approx(squares).epsilon(1e-4));
  CHECK(trained.summary["all_needs.mean_sum"].get<double>() == Approx(sums).epsilon(1e-4));
}

TEST_CASE("x is aligned in every batch of a block, whatever the number of inputs") {
  const std::string text = R"(
schema: 1
data: {name: bars, size: 3, train: 50, test: 10}
model: {units: 4}
rule: softhebb
train: {rate: 0.1, batch: 3}
metrics: [aligned_x]
)";
  CHECK_NOTHROW(Training(text).run());
}

TEST_CASE("a rule that needs labels is refused on data without") {
  Training training(R"(
schema: 1
data: {name: bars, train: 50, test: 10}
model: {units: 4}
rule: all_needs
train: {rate: 0.1}
)");
  CHECK_THROWS_WITH(training.run(), Catch::Contains("the rule needs labels, the data have none"));
}

TEST_CASE("observing changes no bit of the weights") {
  std::string watched = with_test_set();
  watched.replace(watched.find("rule: all_needs"), 15, "rule: liuson");
  std::string alone = watched;
  alone.replace(alone.find("metrics: [all_needs]"), 20, "metrics: []");
  CHECK(Training(watched).run().weights == Training(alone).run().weights);
}
