// label_test -- labels of a sweep, and sweeps and includes that are wrong, from the command line.
#include <catch2/catch.hpp>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

std::string labelled(const std::string& label) {
  return std::string(kBars) + "sweep:\n  grid:\n    rule:\n      - {label: " + label +
         ", value: {name: softhebb, temperature: 0.5}}\n      - none\n";
}

// What `hebb run` says of a wrong experiment, FILE in place of its name. Nothing is written.
std::string refusal(Sandbox& sandbox, const std::string& text) {
  const auto experiment = sandbox.write("wrong.yaml", text);
  const Result result = sandbox.hebb({"run", experiment, "-o", sandbox.path("out")});
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK_FALSE(fs::exists(sandbox.path("out")));
  const std::string start = "hebb: " + experiment.string();
  if (!result.err.starts_with(start)) return result.err;
  return "FILE" + result.err.substr(start.size());
}

}  // namespace

TEST_CASE("label: it is in the table and in the run's record, and another one is the same run") {
  Sandbox sandbox;
  const Result first = sandbox.run(sandbox.write("a.yaml", labelled("as run")), "out");
  CHECK_THAT(lines_of(first.out).at(1), Catch::StartsWith("as run "));
  CHECK_THAT(lines_of(first.out).at(2), Catch::StartsWith("none "));
  CHECK_THAT(first.err, Contains("rule=as run seed=1"));
  const auto runs = sandbox.runs("out");
  REQUIRE(runs.size() == 2);
  std::size_t labels = 0;
  for (const fs::path& run : runs) {
    const auto record = json_of(run / "run.json");
    labels += record.contains("labels") ? 1 : 0;
    if (json_of(run / "config.json").at("rule").at("name") != "softhebb") continue;
    CHECK(record.at("labels") == nlohmann::json{{"rule", "as run"}});
  }
  CHECK(labels == 1);

  const Result second = sandbox.run(sandbox.write("b.yaml", labelled("other")), "out");
  CHECK(second.err.empty());
  CHECK_THAT(lines_of(second.out).at(1), Catch::StartsWith("other "));
  CHECK(sandbox.runs("out") == runs);
}

TEST_CASE("label: the configuration of a labelled run is the same run again") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("a.yaml", labelled("as run")), "out");
  for (const fs::path& run : sandbox.runs("out")) {
    CHECK(sandbox.run(run / "config.json", "out").err.empty());
  }
  CHECK(sandbox.runs("out").size() == 2);
}

TEST_CASE("label: wrong sweeps are refused with their place before anything runs") {
  Sandbox sandbox;
  const auto refused = [&](const std::string& sweep) {
    return refusal(sandbox, kBars + ("sweep: " + sweep + "\n"));
  };
  std::string units = "1";
  for (int i = 2; i <= 2000; ++i) units += "," + std::to_string(i == 731 ? 0 : i);
  CHECK(refused("{grid: {model.units: [" + units + "]}}") ==
        "FILE:9:2842: model.units is 0, wanted 1..1048576 (in run 731 of 2000: model.units=0)\n");
  CHECK(refused("{grid: {model.unit: [1]}}") ==
        "FILE:9:16: unknown key 'model.unit' (did you mean 'model.units'?)\n");
  CHECK(refused("{grid: {model.units: [a]}}") ==
        "FILE:9:30: model.units is a string 'a', wanted an integer\n");
  CHECK(refused("{zip: {model.units: [1, 2], train.batch: [1]}}") ==
        "FILE:9:49: sweep.zip.train.batch has length 1, but model.units has 2, wanted equal "
        "lengths\n");
  CHECK(refused("{grid: {}}") ==
        "FILE:9:15: sweep.grid is empty, wanted a table of lists, or null for none\n");
  CHECK(refused("{seeds: [1, 1]}") ==
        "FILE:9:20: sweep.seeds[1] is 1 again, wanted distinct seeds\n");
  CHECK(refused("{grid: {model.units: [1, 2]}, exclude: [{model.units: 3}]}") ==
        "FILE:9:48: sweep.exclude[0] excludes nothing: model.units is never 3, wanted values of "
        "this sweep\n");
}

TEST_CASE("label: an option that narrows a sweep makes an exclusion without effect a warning") {
  Sandbox sandbox;
  const auto experiment = sandbox.write(
      "e.yaml",
      kBars + std::string("sweep: {grid: {model.units: [1, 2]}, exclude: [{model.units: 2}]}\n"));
  const Result result = sandbox.hebb({"check", experiment, "--sweep", "model.units=1,3"});
  CHECK(result.code == 0);
  CHECK(result.out == experiment.string() + ": good, 2 runs\n");
  CHECK_THAT(result.err, Contains(experiment.string() + ":9:48: sweep.exclude[0] excludes nothing: "
                                                        "model.units is never 2"));
}

TEST_CASE("label: a run starts from included files, and a circle of them is refused") {
  Sandbox sandbox;
  sandbox.write("parts/base.yaml", kBars);
  const auto experiment =
      sandbox.write("e.yaml", "include: parts/base.yaml\nmodel: {units: 3}\nname: mine\n");
  sandbox.run(experiment, "out");
  CHECK(json_of(sandbox.only_run("out") / "config.json").at("model").at("units") == 3);
  fs::remove_all(sandbox.path("out"));
  const std::string base = sandbox.path("parts/base.yaml").string();
  sandbox.write("parts/base.yaml", "include: ../wrong.yaml\n");
  const std::string wrong = sandbox.path("wrong.yaml").string();
  CHECK(refusal(sandbox, "include: parts/base.yaml\n") ==
        "hebb: " + base + ":1:10: include goes in a circle (" + wrong + " -> " + base + " -> " +
            wrong + "), wanted files that do not include themselves\n");
}
