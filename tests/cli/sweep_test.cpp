// sweep_test -- many runs from one file: their folders, the table, and what one failure costs.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

const std::string kSweep = std::string(kDigits) +
                           "sweep:\n"
                           "  grid:\n"
                           "    rule: [none, {name: softhebb, temperature: 0.3}]\n"
                           "  seeds: 3\n";

std::set<std::string> planned_ids(const std::string& plan) {
  std::set<std::string> ids;
  for (const std::string& line : lines_of(plan)) {
    if (line.empty()) break;  // what follows is about all of them
    ids.insert(line.substr(0, line.find(' ')));
  }
  return ids;
}

}  // namespace

TEST_CASE("sweep: a grid of two rules and three seeds makes the six runs that plan lists") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("sweep.yaml", kSweep);
  const Result plan = sandbox.hebb({"plan", experiment});
  CHECK(plan.code == 0);
  CHECK(plan.err.empty());
  CHECK_FALSE(fs::exists(sandbox.path("out")));
  sandbox.run(experiment, "out");
  std::set<std::string> made;
  for (const fs::path& run : sandbox.runs("out")) made.insert(run.filename().string());
  CHECK(made.size() == 6);
  CHECK(made == planned_ids(plan.out));
}

TEST_CASE("sweep: the table has a row for each point of the grid, with intervals over the seeds") {
  Sandbox sandbox;
  const Result result = sandbox.run(sandbox.write("sweep.yaml", kSweep), "out");
  const auto table = lines_of(result.out);
  REQUIRE(table.size() >= 3);
  for (const char* heading : {"rule", "runs", "test accuracy %", "Gini last", "never win"}) {
    CHECK_THAT(table[0], Contains(heading));
  }
  CHECK_THAT(table[1], Catch::Matches("none +3 +\\d+\\.\\d+ \\+- \\d+\\.\\d+ +- +.*"));
  CHECK_THAT(table[2], Catch::Matches(".*softhebb.* 3 +\\d+\\.\\d+ \\+- \\d+\\.\\d+ .* \\+- .*"));
}

TEST_CASE("sweep: --sweep on the command line adds axes, and --json says each run's place") {
  Sandbox sandbox;
  const Result result =
      sandbox.run(sandbox.write("bars.yaml", kBars), "out",
                  {"--sweep", "train.rate=0.01,0.1", "--sweep", "seed=4,7", "--json"});
  const auto list = nlohmann::json::parse(result.out, nullptr, false);
  REQUIRE(list.is_array());
  std::set<std::string> places;
  for (const auto& run : list) {
    CHECK(run.at("state") == "done");
    places.insert(run.at("axes").dump() + run.at("seed").dump());
  }
  CHECK(places == std::set<std::string>{R"({"train.rate":"0.01"}4)", R"({"train.rate":"0.01"}7)",
                                        R"({"train.rate":"0.1"}4)", R"({"train.rate":"0.1"}7)"});
}

TEST_CASE("sweep: runs that are there are skipped, those that are not are run") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  sandbox.run(experiment, "out", {"--sweep", "seed=1,2"});
  const Result more = sandbox.run(experiment, "out", {"--sweep", "seed=1,2,3"});
  CHECK(sandbox.runs("out").size() == 3);
  CHECK(lines_of(more.err).size() == 1);
  CHECK_THAT(more.err, Contains("seed=3"));
}

TEST_CASE("sweep: a run that fails costs itself only, and its failure is kept") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const Result result =
      sandbox.hebb({"run", experiment, "-o", sandbox.path("out"), "--plugin-path", HEBB_ZOO_DIR,
                    "--sweep", "rule=none,step_crashes,softhebb", "-j", "1"});
  const std::string library = std::string(HEBB_ZOO_DIR) + "/hebb_rule_step_crashes.so";
  const std::string message =
      "plugin " + library + ", in step, crashed: the run's process was killed by SIGSEGV";
  CHECK(result.code == 1);
  CHECK(sandbox.runs("out").size() == 2);
  CHECK_THAT(result.err, Contains("rule=step_crashes seed=1: " + message + "\n"));
  CHECK_THAT(result.out, Contains("1 of 3 runs are missing"));

  std::map<std::string, std::string> failed;
  for (const auto& item : fs::directory_iterator(sandbox.path("out/failed"))) {
    CHECK(failed.empty());
    failed = tree(item.path());
    CHECK_FALSE(fs::exists(sandbox.path("out") / item.path().filename()));
  }
  REQUIRE(failed.size() == 3);
  CHECK(failed.count("log.txt") == 1);
  CHECK(nlohmann::json::parse(failed.at("config.json")).at("rule").at("name") == "step_crashes");
  const auto failure = nlohmann::json::parse(failed.at("failure.json"));
  CHECK(failure.at("message") == message);
  CHECK(failure.at("code") == 1);
}

TEST_CASE("sweep: --fail-fast starts nothing after a failure") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const Result result =
      sandbox.hebb({"run", experiment, "-o", sandbox.path("out"), "--plugin-path", HEBB_ZOO_DIR,
                    "--sweep", "rule=step_fails,none,softhebb", "-j", "1", "--fail-fast"});
  CHECK(result.code == 1);
  CHECK(sandbox.runs("out").empty());
  CHECK_THAT(result.out, Contains("3 of 3 runs are missing"));
}

TEST_CASE("sweep: a failed run is tried again, and its success removes the failure") {
  Sandbox sandbox;
  const Arguments arguments{"run",
                            sandbox.write("bars.yaml", kBars),
                            "-o",
                            sandbox.path("out"),
                            "--plugin-path",
                            HEBB_ZOO_DIR,
                            "-s",
                            "rule=moody"};
  const Result failure = sandbox.hebb(arguments, {{"HEBB_ZOO_MOOD", "bad"}});
  CHECK(failure.code == 1);
  CHECK_THAT(failure.err, Contains("step at step 1: not today\n"));
  CHECK(tree(sandbox.path("out/failed")).size() == 4);  // the run's folder and its three files
  const Result success = sandbox.hebb(arguments);
  CHECK(success.code == 0);
  CHECK(sandbox.runs("out").size() == 1);
  CHECK(tree(sandbox.path("out/failed")).empty());
}
