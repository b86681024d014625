// head_test -- what a run with a head leaves behind.
#include <catch2/catch.hpp>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

TEST_CASE("head: a run writes its weights, numbers, lines and plugins, and plain runs none") {
  const Arguments longer{"-s", "train.epochs=20", "-s", "model.units=32", "-s", "rule=none"};
  Sandbox sandbox;
  const std::string head =
      "head: {units: 10, rule: delta, activation: softmax, dropout: 0.5, rate: 0.1}\n";
  sandbox.run(sandbox.write("head.yaml", std::string(kDigits) + head), "headed", longer);
  sandbox.run(sandbox.write("plain.yaml", kDigits), "plain", longer);
  const fs::path run = sandbox.only_run("headed");
  const fs::path plain = sandbox.only_run("plain");

  const std::string npy = contents(run / "arrays/head_weights.npy");
  CHECK(npy.find("'fortran_order': True, 'shape': (32, 10)") != std::string::npos);
  CHECK(contents(run / "arrays/weights.npy") == contents(plain / "arrays/weights.npy"));
  CHECK_FALSE(fs::exists(plain / "arrays/head_weights.npy"));
  CHECK(fs::exists(run / "arrays/head.gini.step_norms.npy"));

  const nlohmann::json summary = json_of(run / "summary.json");
  CHECK(summary.at("head.gini.last").is_number());
  CHECK(summary.at("head.wins.never").is_number());
  CHECK(summary.at("head.test_accuracy").get<double>() > 20);
  CHECK_FALSE(summary.contains("head.frozen_at"));
  CHECK_FALSE(json_of(plain / "summary.json").contains("head.gini.last"));

  bool has_line = false;
  for (const std::string& line : lines_of(contents(run / "metrics.jsonl"))) {
    has_line = has_line || nlohmann::json::parse(line).contains("head.gini");
  }
  CHECK(has_line);
  std::string plugins;
  const nlohmann::json record = json_of(run / "run.json");
  for (const auto& plugin : record.at("plugins")) {
    plugins +=
        plugin.at("kind").get<std::string>() + "/" + plugin.at("name").get<std::string>() + " ";
  }
  CHECK(plugins ==
        "rule/none activation/relu metric/gini metric/wins rule/delta activation/softmax ");
}

TEST_CASE("head: one that leaves the numbers is frozen with a warning, and the run is done") {
  Sandbox sandbox;
  const std::string head =
      "head: {units: 4, rule: {name: softhebb, anti_hebbian: true}, rate: 1e20}\n";
  sandbox.run(sandbox.write("head.yaml", std::string(kDigits) + head), "headed");
  const fs::path run = sandbox.only_run("headed");
  const nlohmann::json summary = json_of(run / "summary.json");
  const auto step = summary.at("head.frozen_at").get<int>();
  CHECK(step >= 1);
  CHECK(step < 10);
  CHECK(summary.at("train.steps") == 10);
  CHECK(contents(run / "log.txt")
            .find("warning: the head is frozen from step " + std::to_string(step) +
                  " on: rule/softhebb") != std::string::npos);
}

TEST_CASE("head: the bytes are the same for 1, 2 and 3 threads") {
  Sandbox sandbox;
  const std::string head =
      "head: {units: 10, dropout: 0.5, activation: softmax,"
      " rule: {name: softhebb, competition: activity, anti_hebbian: true}}\n";
  const auto file = sandbox.write("head.yaml", std::string(kDigits) + head);
  sandbox.run(file, "one", {"-s", "threads=1"});
  for (const char* threads : {"2", "3"}) {
    sandbox.run(file, threads, {"-s", std::string("threads=") + threads});
    for (const char* name : {"arrays/head_weights.npy", "arrays/weights.npy", "metrics.jsonl"}) {
      INFO(threads << " " << name);
      CHECK(
          (contents(sandbox.only_run(threads) / name) == contents(sandbox.only_run("one") / name)));
    }
  }
}
