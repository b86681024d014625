// layers_test -- what a run with several layers leaves behind.
#include <catch2/catch.hpp>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

const std::string kLayers =
    "layers: [{units: 6, layer_norm: true, train: {batch: 50}}, {units: 4, rule: none, metrics: "
    "[gini]}]\n";

}  // namespace

TEST_CASE(
    "layers: a run writes arrays, pictures, numbers and lines of each, and says their seeds") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("deep.yaml", kDigits + kLayers), "deep");
  sandbox.run(sandbox.write("plain.yaml", kDigits), "plain");
  const fs::path run = sandbox.only_run("deep");
  const fs::path plain = sandbox.only_run("plain");

  CHECK(contents(run / "arrays/weights.npy") == contents(plain / "arrays/weights.npy"));
  CHECK(contents(run / "arrays/layer2.weights.npy").find("'shape': (8, 6)") != std::string::npos);
  CHECK(contents(run / "arrays/layer3.weights.npy").find("'shape': (6, 4)") != std::string::npos);
  for (const char* name :
       {"arrays/layer2.gini.step_norms.npy", "arrays/layer2.wins.counts.npy", "images/weights.png",
        "images/layer2.weights.png", "images/layer3.weights.png"}) {
    INFO(name);
    CHECK(fs::exists(run / name));
  }
  const nlohmann::json summary = json_of(run / "summary.json");
  CHECK(summary.at("gini.last") == json_of(plain / "summary.json").at("gini.last"));
  CHECK(summary.at("layer2.gini.last").is_number());
  CHECK(summary.at("layer2.wins.never").is_number());
  CHECK(summary.at("layer2.train.steps") == 6);
  CHECK(summary.at("layer3.train.steps") == 10);
  CHECK(summary.at("layer3.gini.last").is_null());
  CHECK_FALSE(summary.contains("layer3.wins.never"));
  CHECK(summary.contains("probe.test_accuracy"));

  bool has_line = false;
  for (const std::string& line : lines_of(contents(run / "metrics.jsonl"))) {
    has_line = has_line || nlohmann::json::parse(line).contains("layer2.gini");
  }
  CHECK(has_line);
  const nlohmann::json seeds = json_of(run / "run.json").at("layer_seeds");
  CHECK(seeds.size() == 2);
  CHECK(seeds.at("2") != seeds.at("3"));
  CHECK(contents(run / "log.txt")
            .find("layer 2 of 3: 8 inputs, 6 units, rule softhebb, seed " + seeds.at("2").dump()) !=
        std::string::npos);
}

TEST_CASE("layers: probes read the layer that they name, and share its features") {
  Sandbox sandbox;
  std::string text = kDigits + kLayers;
  text.replace(text.find("probe: {epochs: 2}"), 18,
               "probe: [{name: top, epochs: 2}, {name: low, layer: 1, epochs: 2}, {name: again, "
               "layer: 1, epochs: 1}]");
  sandbox.run(sandbox.write("deep.yaml", text), "deep");
  const nlohmann::json summary = json_of(sandbox.only_run("deep") / "summary.json");
  CHECK(summary.contains("probe.test_accuracy"));
  CHECK(summary.contains("probe.low.test_accuracy"));
  CHECK(summary.contains("probe.again.test_accuracy"));
  CHECK(summary.contains("features.seconds"));
  CHECK(summary.contains("layer3.features.seconds"));
  CHECK_FALSE(summary.contains("layer2.features.seconds"));
}

TEST_CASE("layers: the bytes are the same for 1, 2 and 3 threads") {
  Sandbox sandbox;
  const auto file = sandbox.write("deep.yaml", kDigits + kLayers);
  sandbox.run(file, "one", {"-s", "threads=1"});
  for (const char* threads : {"2", "3"}) {
    sandbox.run(file, threads, {"-s", std::string("threads=") + threads});
    for (const char* name :
         {"arrays/layer2.weights.npy", "arrays/layer3.weights.npy", "metrics.jsonl"}) {
      INFO(threads << " " << name);
      CHECK(
          (contents(sandbox.only_run(threads) / name) == contents(sandbox.only_run("one") / name)));
    }
  }
}

TEST_CASE("layers: a mistake in one is told with its place before anything runs") {
  Sandbox sandbox;
  const auto file =
      sandbox.write("deep.yaml", std::string(kDigits) + "layers: [{units: 6, rul: oja}]\n");
  const Result result = sandbox.hebb({"run", file.string(), "-o", sandbox.path("deep").string()});
  CHECK(result.code == 2);
  CHECK(result.err.find("deep.yaml:10:21: unknown key 'layers[0].rul' (did you mean "
                        "'layers[0].rule'?)") != std::string::npos);
  CHECK(sandbox.runs("deep").empty());
}
