// A parameter that changes over training reaches the rule at each step, in either engine.
#include <catch2/catch.hpp>

#include "support/training.hpp"

using namespace hebb::test;

namespace {

std::string experiment_text(const std::string& temperature, std::size_t block) {
  return "schema: 1\ndata: {name: digits, train: 96, test: 10}\nmodel: {units: 12}\n"
         "rule: {name: softhebb, temperature: " +
         temperature + "}\ntrain: {batch: 32, rate: 0.2, shuffle: false}\nengine: {block: " +
         std::to_string(block) + "}\n";
}

}  // namespace

TEST_CASE("schedule: a temperature from 2 to 1 is 2, 1.5 and 1 in the three steps of a run") {
  for (const std::size_t block : {1U, 3U}) {
    Training scheduled(experiment_text("{from: 2, to: 1}", block));
    const auto trained = scheduled.run();
    const std::size_t inputs = scheduled.dataset.train.inputs;
    const auto first = hebb::train::initial_weights(scheduled.settings, inputs);
    std::vector<float> w(first.begin(), first.end());
    const hebb::train::LayerInput input(scheduled.settings);
    for (std::uint32_t k = 0; k < 3; ++k) {
      std::vector<float> x(inputs * 32);
      std::vector<std::uint32_t> indices(32);
      for (std::uint32_t i = 0; i < 32; ++i) indices[i] = 32 * k + i;
      input.load(scheduled.dataset.train, indices, x.data());
      const Layer layer{static_cast<std::uint32_t>(inputs), 12,     32, "softhebb",
                        {{"temperature", 2 - 0.5 * k}},     "relu", {}, 0.2};
      w = steps<float>(layer, w, x).w;
    }
    CAPTURE(block);
    const Grid wanted(inputs, w);
    const auto constant = Training(experiment_text("2", block)).run();
    CHECK(distance({trained.weights.begin(), trained.weights.end()}, wanted) < 1e-5);
    CHECK(distance({constant.weights.begin(), constant.weights.end()}, wanted) > 1e-4);
  }
}

TEST_CASE("schedule: in a run of one step the first value counts") {
  std::string text = experiment_text("{from: 2, to: 1}", 1);
  text.replace(text.find("train: 96"), 9, "train: 32");
  std::string constant = text;
  constant.replace(constant.find("{from: 2, to: 1}"), 16, "2");
  CHECK(Training(text).run().weights == Training(constant).run().weights);
}
