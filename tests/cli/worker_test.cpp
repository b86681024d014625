// worker_test -- `hebb worker`: it needs the folder only, and takes what nobody else has.
#include <catch2/catch.hpp>
#include <csignal>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

const std::string kFourRuns = std::string(kBars) + "sweep: {seeds: 4}\n";

}  // namespace

TEST_CASE("worker: --plan-only runs nothing, and a worker then needs nothing but the folder") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("sweep.yaml", kFourRuns);
  const fs::path out = sandbox.path("out");
  const Result plan = sandbox.hebb({"run", experiment, "-o", out, "--plan-only"});
  CHECK(plan.code == 0);
  CHECK(plan.out == "4 runs, 4 of them new in " + (out / "plan.jsonl").string() + "\n");
  CHECK(sandbox.runs("out").empty());
  fs::remove(experiment);
  const Result work = sandbox.hebb({"worker", out});
  INFO(work.err);
  CHECK(work.code == 0);
  CHECK(work.out == "4 of 4 runs done, 4 of them here\n");
  CHECK(sandbox.runs("out").size() == 4);
  CHECK(sandbox.hebb({"worker", out}).out == "4 of 4 runs done, 0 of them here\n");
}

TEST_CASE("worker: plugins are found where the command that planned the runs found them") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path out = sandbox.path("out");
  REQUIRE(sandbox
              .hebb({"run", experiment, "-o", out, "--plan-only", "-s", "rule=moody",
                     "--plugin-path", HEBB_ZOO_DIR})
              .code == 0);
  CHECK(sandbox.hebb({"worker", out}).code == 0);
  CHECK(sandbox.runs("out").size() == 1);
}

TEST_CASE("worker: identical runs of two sweeps in one folder are planned and run once") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path out = sandbox.path("out");
  REQUIRE(sandbox.hebb({"run", experiment, "-o", out, "--plan-only", "--sweep", "seed=1,2"}).code ==
          0);
  const Result second =
      sandbox.hebb({"run", experiment, "-o", out, "--plan-only", "--sweep", "seed=2,3"});
  CHECK(second.out == "2 runs, 1 of them new in " + (out / "plan.jsonl").string() + "\n");
  CHECK(lines_of(contents(out / "plan.jsonl")).size() == 3);
  CHECK(sandbox.hebb({"worker", out}).out == "3 of 3 runs done, 3 of them here\n");
}

TEST_CASE("worker: a failed run is not taken again, and a crash is recorded after two tries") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path out = sandbox.path("out");
  const Arguments plan{
      "run",           experiment,   "-o",      out,
      "--plugin-path", HEBB_ZOO_DIR, "--sweep", "rule=none,step_crashes,step_fails",
      "--plan-only"};
  REQUIRE(sandbox.hebb(plan).code == 0);
  const Result first = sandbox.hebb({"worker", out, "-j", "1"});
  CHECK(first.code == 1);
  CHECK(first.out == "1 of 3 runs done, 1 of them here; 2 failed\n");
  CHECK_THAT(first.err, Contains("was killed by SIGSEGV; trying once more\n"));
  int crashes = 0;
  for (const auto& item : fs::directory_iterator(out / "failed")) {
    const auto failure = json_of(item.path() / "failure.json");
    const bool crashed = failure.contains("signal");
    crashes += crashed ? 1 : 0;
    if (crashed) CHECK(failure.at("signal") == "SIGSEGV");
    CHECK(failure.at("tries") == (crashed ? 2 : 1));
    CHECK(failure.at("log").is_string());
  }
  CHECK(crashes == 1);
  const Result again = sandbox.hebb({"worker", out});
  CHECK(again.err.empty());
  CHECK(again.code == 1);
}

TEST_CASE("worker: at its time limit it stops what runs, publishes nothing half, and says 75") {
  Sandbox sandbox;
  const auto experiment =
      sandbox.write("slow.yaml",
                    "schema: 1\ndata: {name: bars, train: 150, test: 4}\nmodel: {units: 4}\n"
                    "rule: slow\ntrain: {rate: 0.01, batch: 1}\nsweep: {seeds: 3}\n"
                    "checkpoint: {minutes: 0}\n");
  const fs::path out = sandbox.path("out");
  REQUIRE(sandbox.hebb({"run", experiment, "-o", out, "--plan-only", "--plugin-path", HEBB_ZOO_DIR})
              .code == 0);
  const Result nothing = sandbox.hebb({"worker", out, "-j", "1", "--time-limit", "1s"});
  CHECK(nothing.code == 1);
  CHECK_THAT(nothing.err, Contains("the time is up: stopping\n"));
  CHECK_THAT(nothing.err, Contains("no run ended within the time limit"));
  CHECK(sandbox.runs("out").empty());
  CHECK(fs::is_empty(out / ".staging"));
  CHECK(fs::is_empty(out / ".claims"));
}

TEST_CASE("worker: a run longer than the time limit is finished by one worker after the other") {
  Sandbox sandbox;
  const auto experiment =
      sandbox.write("slow.yaml",
                    "schema: 1\ndata: {name: bars, train: 200, test: 4}\nmodel: {units: 4}\n"
                    "rule: slow\ntrain: {rate: 0.01, batch: 1}\nengine: {block: 8}\n");
  const fs::path out = sandbox.path("out");
  REQUIRE(sandbox.hebb({"run", experiment, "-o", out, "--plan-only", "--plugin-path", HEBB_ZOO_DIR})
              .code == 0);
  int late = 0;
  Result worker;
  do {  // 200 steps of 10 ms: each second of a worker holds some
    worker = sandbox.hebb({"worker", out, "--time-limit", "1s"});
    late += worker.code == 75 ? 1 : 0;
    if (late > 1) CHECK_THAT(worker.err, Contains("goes on from its checkpoint: training, step "));
  } while (worker.code == 75 && late < 50);
  CHECK(worker.code == 0);
  CHECK(late > 0);
  CHECK(sandbox.runs("out").size() == 1);
}

TEST_CASE("worker: times that are none, and folders without a plan, are refused") {
  Sandbox sandbox;
  const auto refused = [&](const Arguments& arguments, const std::string& message) {
    const Result result = sandbox.hebb(arguments);
    CHECK(result.code == 2);
    CHECK_THAT(result.err, Contains(message));
  };
  refused({"worker", sandbox.path("nowhere")}, "nowhere: no plan.jsonl, wanted a folder");
  CHECK_FALSE(fs::exists(sandbox.path("nowhere")));
  const std::string wanted = "wanted a time such as 90s, 30m, 2h or [D-]HH:MM:SS\n";
  refused({"worker", "x", "--time-limit", "90"}, "--time-limit is '90', " + wanted);
  refused({"worker", "x", "--time-limit", "0s"}, "--time-limit is '0s', " + wanted);
  refused({"worker", "x", "--until", "noon"},
          "--until is 'noon', wanted a local time such as 2026-01-31T18:00:00\n");
  refused({"worker", "x", "--stale-after", "3"}, "--stale-after is 3, wanted 15..86400\n");
}
