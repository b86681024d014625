// The head: what it reads, in which order it steps, what it leaves alone, and where it stops.
#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "support/training.hpp"
#include "train/head_score.hpp"

using namespace hebb::test;
using hebb::Purpose;
using hebb::RandomStream;

namespace {

const char* const kLayer = R"(
schema: 1
data: {name: digits, train: 200, test: 50}
model: {units: 24}
rule: {name: softhebb, temperature: 0.3}
train: {epochs: 1, batch: 32, rate: 0.1, shuffle: false}
metrics: [gini, wins]
seed: 3
)";

// The head of PAPER's softhebb rows.
const char* const kHead =
    "head: {units: 10, dropout: 0.5, activation: softmax,"
    " rule: {name: softhebb, competition: activity, anti_hebbian: true}}\n";

// The layer's inputs of the first `count` training samples, inputs x count.
std::vector<float> inputs_of(const Training& training, std::size_t count) {
  std::vector<float> x(training.dataset.train.inputs * count);
  std::vector<std::uint32_t> indices(count);
  for (std::size_t i = 0; i < count; ++i) indices[i] = static_cast<std::uint32_t>(i);
  hebb::train::LayerInput(training.settings).load(training.dataset.train, indices, x.data());
  return x;
}

Grid grid(std::size_t rows, const hebb::AlignedVector<float>& values) {
  return {rows, std::vector<float>(values.begin(), values.end())};
}

std::vector<float> floats(const Grid& grid) { return {grid.values().begin(), grid.values().end()}; }

// The head's weights before the first step, as its purpose, units and radius make them.
hebb::AlignedVector<float> first_weights(const Training& training) {
  return hebb::train::random_weights(RandomStream(training.settings.seed, Purpose::kHead),
                                     training.settings.model.units, training.settings.head->units,
                                     training.settings.head->init_radius);
}

}  // namespace

TEST_CASE("head: the layer's weights, metrics and lines are the same bits with and without it") {
  for (const char* engine : {"engine: {block: 1}\n", "engine: {block: 3}\n"}) {
    Training alone(std::string(kLayer) + engine);
    Training headed(std::string(kLayer) + engine + kHead);
    const auto one = alone.run();
    const auto other = headed.run();
    CHECK(one.weights == other.weights);
    CHECK(one.head_weights.empty());
    CHECK(other.head_weights.size() == 240);
    for (const auto& [key, value] : one.summary.items()) {
      if (key != "train.seconds") CHECK(other.summary[key] == value);
    }
    std::vector<nlohmann::ordered_json> lines;
    for (const auto& line : headed.lines) {
      if (!line.contains("head.gini")) lines.push_back(line);
    }
    CHECK(lines == alone.lines);
    CHECK(headed.lines.size() == 2 * lines.size());
  }
}

TEST_CASE("head: its bits do not depend on the number of threads or the blocks") {
  const auto run = [](int threads, const char* engine) {
    hebb::set_threads(threads);
    Training training(replaced(kLayer, "softhebb, temperature: 0.3", "none") + engine + kHead);
    auto trained = training.run();
    hebb::set_threads(0);
    return trained.head_weights;
  };
  const auto one = run(1, "");
  for (const int threads : {2, 3, 7}) CHECK(run(threads, "") == one);
}

TEST_CASE("head: its steps are those of a layer that is fed with the activities, dropout applied") {
  // The layer does not learn, so that its activities are known beforehand.
  for (const double dropout : {0.0, 0.5}) {
    Training training(
        replaced(replaced(kLayer, "softhebb, temperature: 0.3", "none"), "epochs: 1", "epochs: 2") +
        replaced(kHead, "0.5", dropout > 0 ? "0.5" : "0"));
    const auto trained = training.run();
    const std::size_t count = training.dataset.train.count;
    const Grid y =
        relu(potentials(grid(training.dataset.train.inputs, trained.weights),
                        Grid(training.dataset.train.inputs, inputs_of(training, count))));
    Layer layer{24, 10, 32, "softhebb", {{"competition", 1}, {"anti_hebbian", 1}}, "softmax"};
    const auto first = first_weights(training);
    std::vector<float> w(first.begin(), first.end());
    for (std::uint64_t epoch = 0; epoch < 2; ++epoch) {  // the last batch of an epoch is short
      auto x = floats(y);
      std::vector<float> drawn(24);
      for (std::size_t b = 0; b < count && dropout > 0; ++b) {
        RandomStream(3, Purpose::kHead, 1, epoch * count + b).uniform(24, drawn.data());
        for (std::size_t i = 0; i < 24; ++i) {
          x[i + 24 * b] = drawn[i] < 0.5F ? 0.0F : 2 * x[i + 24 * b];
        }
      }
      w = steps<float>(layer, w, x).w;
    }
    CAPTURE(dropout);
    CHECK(distance(w, grid(24, trained.head_weights)) < 1e-4);
    CHECK(distance(w, grid(24, first)) > 1e-2);
  }
}

TEST_CASE("head: it reads the activities from before the layer's own step on the batch") {
  Training training(replaced(replaced(kLayer, "train: 200", "train: 32"), "rate: 0.1",
                             "rate: 20, reduction: sum") +
                    "head: {units: 4, rule: hebb_c, rate: 0.01}\n");
  const auto trained = training.run();
  const std::size_t inputs = training.dataset.train.inputs;
  const auto before = hebb::train::initial_weights(training.settings, inputs);
  const Grid x(inputs, inputs_of(training, 32));
  const Layer layer{24, 4, 32, "hebb_c", {}, "identity", {}, 0.01, false};
  const auto first = first_weights(training);
  const std::vector<float> w(first.begin(), first.end());
  const auto wanted = steps<float>(layer, w, floats(relu(potentials(grid(inputs, before), x)))).w;
  const auto late =
      steps<float>(layer, w, floats(relu(potentials(grid(inputs, trained.weights), x)))).w;
  CHECK(distance(wanted, grid(24, trained.head_weights)) < 1e-3 * distance(late, Grid(24, wanted)));
}

TEST_CASE("head: the third factor is softmax(head) - one-hot, from before the head's own step") {
  Training training(replaced(replaced(kLayer, "train: 200", "train: 32"),
                             "softhebb, temperature: 0.3", "feedback_alignment") +
                    "head: {units: 10, rule: delta, rate: 50, dropout: 0.5}\n");
  const auto trained = training.run();
  const std::size_t inputs = training.dataset.train.inputs;
  const Grid w = grid(inputs, hebb::train::initial_weights(training.settings, inputs));
  const Grid x(inputs, inputs_of(training, 32));
  const Grid u = potentials(w, x);
  Grid y = relu(u);
  std::vector<float> drawn(24);
  for (std::size_t b = 0; b < 32; ++b) {
    RandomStream(3, Purpose::kHead, 1, b).uniform(24, drawn.data());
    for (std::size_t j = 0; j < 24; ++j) y(j, b) = drawn[j] < 0.5F ? 0 : 2 * y(j, b);
  }
  Grid e = softmax(potentials(grid(24, first_weights(training)), y), 1);
  for (std::size_t b = 0; b < 32; ++b) {
    e(static_cast<std::size_t>(training.dataset.train.labels[b]), b) -= 1;
  }
  hebb::plugin::Rule rule(
      *training.plugins.rule,
      hebb::train::setup_for(training.settings, training.dataset, training.settings.rule, 32));
  const auto* feedback = reinterpret_cast<const float*>(rule.states().bytes(0).data());
  Grid c(24, 32);
  for (std::size_t j = 0; j < 24; ++j) {
    for (std::size_t b = 0; b < 32; ++b) {
      for (std::size_t k = 0; k < 10 && u(j, b) > 0; ++k) {
        c(j, b) -= static_cast<double>(feedback[k + 10 * j]) * e(k, b);
      }
    }
  }
  const Grid wanted = stepped(w, x, c, std::vector<double>(24), 0.1 / 32, false);
  const std::vector<float> got(trained.weights.begin(), trained.weights.end());
  CHECK(distance(got, wanted) < 1e-5);
  CHECK(distance(got, w) > 1e-2);
}

TEST_CASE("head: where its weights leave the numbers it is frozen, and the layer goes on") {
  Training alone(kLayer);
  Training headed(std::string(kLayer) + "head: {units: 4, rule: hebb_c, rate: 1e25}\n");
  const auto one = alone.run();
  const auto other = headed.run();
  CHECK(other.summary["head.frozen_at"] == 2);  // 7 steps in all
  CHECK(other.weights == one.weights);
  CHECK(other.summary["train.steps"] == 7);
  CHECK(other.summary["gini.last"] == one.summary["gini.last"]);
  for (const float w : other.head_weights) REQUIRE(std::isfinite(w));
  CHECK(other.summary["head.gini.last"].is_number());
  CHECK(!one.summary.contains("head.frozen_at"));
}

TEST_CASE("head: a layer that needs the third factor cannot go on without the head") {
  Training training(replaced(kLayer, "softhebb, temperature: 0.3", "feedback_alignment") +
                    "head: {units: 10, rule: hebb_c, rate: 1e25}\n");
  CHECK_THROWS_WITH(training.run(), Catch::Contains("hebb_rule_hebb_c.so): step 2: the weights of "
                                                    "unit 0 are no longer finite"));
}

TEST_CASE("head: a rule that needs the third factor is refused without one unit for each class") {
  const std::string layer = replaced(kLayer, "softhebb, temperature: 0.3", "feedback_alignment");
  CHECK_THROWS_WITH(Training(layer).run(),
                    Catch::Contains("the rule needs a third factor, which only a layer with a head "
                                    "has"));
  CHECK_THROWS_WITH(Training(layer + "head: {units: 9, rule: delta}\n").run(),
                    Catch::Contains("hebb_rule_feedback_alignment.so): the rule needs a third "
                                    "factor, but head.units is 9, wanted one for each of the 10 "
                                    "classes"));
  CHECK_THROWS_WITH(
      Training(replaced(layer, "digits", "bars") + "head: {units: 10, rule: none}\n").run(),
      Catch::Contains("the rule needs a third factor, so labels, which the data do "
                      "not have"));
}

TEST_CASE("head: a metric that needs statistics of the inputs is left out of it") {
  Training training(replaced(replaced(kLayer, "[gini, wins]", "[gini, all_needs]"), "200", "64") +
                    "head: {units: 4, rule: hebb_c, rate: 0.01}\n");
  const auto trained = training.run();
  CHECK(trained.summary.contains("all_needs.last"));
  CHECK(!trained.summary.contains("head.all_needs.last"));
  CHECK(trained.summary.contains("head.gini.last"));
  CHECK(trained.vectors.at("head.gini.step_norms").size() == 4);
}

TEST_CASE("head: feedback alignment teaches the layer what its own weights would not") {
  // The head alone, on 16 random features, against the same with features that learn.
  const auto accuracy = [](const std::string& rule) {
    Training training(
        "schema: 1\ndata: {name: digits, train: 4000, test: 1000}\nmodel: {units: 16}\nrule: " +
        rule + "\ntrain: {epochs: 10, batch: 16, rate: 0.1}\nhead: {units: 10, rule: delta}\n");
    const auto trained = training.run();
    const hebb::train::Layer layer{training.settings, training.dataset, training.plugins,
                                   trained.weights};
    return hebb::train::head_accuracy(layer, trained.head_weights);
  };
  const double random = accuracy("none");
  const double learned = accuracy("feedback_alignment");
  CAPTURE(random, learned);
  CHECK(random > 20);  // chance is 10
  CHECK(learned > random + 15);
}
