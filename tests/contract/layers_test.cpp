// Layers above the first: the same as one layer trained on what the layers below answer.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <span>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "support/training.hpp"
#include "train/features.hpp"
#include "train/probe.hpp"
#include "train/stack.hpp"

using namespace hebb::test;
using hebb::train::Features;

namespace {

const char* const kFirst = R"(
schema: 1
data: {name: digits, train: 300, test: 50, normalize: [0.2, 0.5]}
model: {units: 24, layer_norm: true}
rule: {name: softhebb, temperature: 0.5}
train: {epochs: 1, batch: 32, rate: 0.5}
metrics: [gini]
)";
const char* const kSecond =
    "layers: [{units: 7, activation: {name: triangle, power: 2}, rule: softhebb,"
    " train: {epochs: 2, batch: 20, rate: 0.2}, metrics: [all_needs, gini]}]\n";
const char* const kByHand = R"(
schema: 1
data: digits
model: {units: 7, layer_norm: true, activation: {name: triangle, power: 2}}
rule: softhebb
train: {epochs: 2, batch: 20, rate: 0.2}
metrics: [all_needs, gini]
)";

struct StackTraining {
  explicit StackTraining(const std::string& yaml)
      : settings(experiment(yaml)),
        stack(settings, hebb::data::load(hebb::run::request_of(settings.data, "")), catalog()),
        trained(
            train(stack, [this](const nlohmann::ordered_json& line) { lines.push_back(line); })) {}

  std::vector<nlohmann::ordered_json> lines;
  hebb::config::Experiment settings;
  hebb::train::Stack stack;
  hebb::train::Trained trained;
};

// What a trained layer answers, as samples of floats that are held in memory.
hebb::data::Samples held(const hebb::train::Layer& layer, Features::Split split) {
  Features features(layer.settings, layer.dataset, layer.plugins, layer.weights, 0);
  const hebb::data::Samples& below = features.samples(split);
  std::vector<std::uint32_t> all(below.count);
  std::iota(all.begin(), all.end(), 0U);
  const auto values = std::make_shared<std::vector<float>>(below.count * features.units());
  features.read(split, all, values->data());
  hebb::data::Samples samples;
  samples.count = below.count;
  samples.inputs = features.units();
  samples.floats = *values;
  samples.labels = below.labels;
  samples.owner = values;
  return samples;
}

double largest_difference(std::span<const float> a, std::span<const float> b) {
  REQUIRE(a.size() == b.size());
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double off = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
    largest = std::isnan(off) ? 1e300 : std::max(largest, off);
  }
  return largest;
}

double number(const nlohmann::json& summary, const std::string& key) {
  CAPTURE(key);
  return summary.at(key).get<double>();
}

}  // namespace

TEST_CASE("layers: the second equals one layer trained by hand on the features of the first") {
  const StackTraining both(std::string(kFirst) + kSecond);
  const hebb::train::Layer& first = both.stack.layer(0);

  Training hand(kByHand);
  hand.settings.seed = hebb::train::layer_seed(both.settings.seed, 2);
  hand.dataset.image = {};
  hand.dataset.train = held(first, Features::Split::kTrain);
  hand.dataset.test = held(first, Features::Split::kTest);
  const auto alone = hand.run();

  CHECK(largest_difference(both.stack.layer(1).weights, alone.weights) < 1e-6);
  // Input mean, eigenpairs and the like are those of the features as well.
  for (const char* name : {"all_needs.last", "all_needs.trace", "all_needs.mean_sum",
                           "all_needs.samples", "gini.last", "train.steps"}) {
    CHECK(number(both.trained.summary, std::string("layer2.") + name) ==
          Approx(number(alone.summary, name)).epsilon(1e-5));
  }
  CHECK(both.trained.vectors.at("layer2.gini.step_norms").size() == 7);
}

TEST_CASE("layers: the first is what it is without the others") {
  const StackTraining both(std::string(kFirst) + kSecond);
  Training alone(kFirst);
  const auto trained = alone.run();
  CHECK(both.stack.layer(0).weights == trained.weights);
  CHECK(both.trained.summary["gini.last"] == trained.summary["gini.last"]);
  REQUIRE(both.lines.size() > alone.lines.size());
  for (std::size_t i = 0; i < alone.lines.size(); ++i) CHECK(both.lines[i] == alone.lines[i]);
  for (std::size_t i = alone.lines.size(); i < both.lines.size(); ++i) {
    CHECK_FALSE(both.lines[i].contains("gini"));
    CHECK((both.lines[i].contains("layer2.gini") || both.lines[i].contains("layer2.all_needs")));
  }
}

TEST_CASE("layers: the bytes are the same for any number of threads") {
  const std::string yaml = std::string(kFirst) + "layers: [{units: 40}, {rule: hebbnet}]\n";
  const auto run = [&](int threads) {
    hebb::set_threads(threads);
    const StackTraining all(yaml);
    hebb::set_threads(0);
    return std::make_pair(all.stack.last().weights, all.lines);
  };
  const auto one = run(1);
  for (const int threads : {2, 3, 7}) CHECK(run(threads) == one);
}

TEST_CASE("layers: each draws numbers of its own, and every seed other ones") {
  const std::string yaml = std::string(kFirst) + "layers: [{units: 24}, {units: 24}]\n";
  const StackTraining all(yaml + "seed: 5\n");
  CHECK(all.stack.layer(0).settings.seed == 5);
  CHECK(all.stack.layer(1).settings.seed != all.stack.layer(2).settings.seed);
  CHECK(all.stack.layer(1).weights != all.stack.layer(2).weights);
  const StackTraining other(yaml + "seed: 6\n");
  CHECK(all.stack.layer(1).settings.seed != other.stack.layer(1).settings.seed);
}

TEST_CASE("layers: a rule that lacks what it needs is refused before the first layer is trained") {
  const auto refused = [](const std::string& more) -> std::string {
    try {
      const StackTraining all(std::string(kFirst) + more);
    } catch (const hebb::Error& error) {
      CHECK(error.code() == hebb::ExitCode::kUsage);
      return error.what();
    }
    return "no error";
  };
  CHECK_THAT(refused("layers: [{units: 9, rule: feedback_alignment}]\n"),
             Catch::Contains("the rule needs a third factor, which only a layer "
                             "with a head has"));
  CHECK_THAT(refused("layers: [{units: 9, activation: silent, rule: feedback_alignment}]\n"),
             Catch::Contains("the rule needs the activation's gradient, activation/silent"));
}

TEST_CASE("layers: a head learns on the last one") {
  const StackTraining all(std::string(kFirst) +
                          "layers: [{units: 9, rule: feedback_alignment}]\n"
                          "head: {units: 10, rule: delta, activation: softmax}\n");
  CHECK(all.trained.head_weights.size() == 90);
  CHECK(number(all.trained.summary, "head.gini.last") > 0);
}
