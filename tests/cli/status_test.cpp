// status_test -- `hebb status` and `hebb retry`: what a folder's plan has come to.
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

TEST_CASE("status: runs are counted as waiting, failed and done, and retry mends the failed") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path out = sandbox.path("out");
  const Environment mood{{"HEBB_ZOO_MOOD", "bad"}};
  REQUIRE(sandbox
              .hebb({"run", experiment, "-o", out, "--plan-only", "--plugin-path", HEBB_ZOO_DIR,
                     "--sweep", "rule=none,moody"})
              .code == 0);
  const auto before = tree(out);
  CHECK(sandbox.hebb({"status", out}).out == "2 runs: 0 done, 0 running, 0 failed, 2 waiting\n");
  CHECK((tree(out) == before));
  CHECK(sandbox.hebb({"worker", out}, mood).code == 1);
  const Result status = sandbox.hebb({"status", out});
  CHECK(status.code == 0);
  CHECK_THAT(status.out, Contains("2 runs: 1 done, 0 running, 1 failed, 0 waiting\n"));
  CHECK_THAT(status.out, Contains("rule=moody seed=1: ") && Contains("not today\n"));

  const auto json = nlohmann::json::parse(sandbox.hebb({"status", out, "--json"}).out);
  CHECK(json.at("runs") == 2);
  CHECK(json.at("failed") == 1);
  std::string failed;
  std::string done;
  for (const auto& run : json.at("list")) {
    (run.at("state") == "failed" ? failed : done) = run.at("id");
  }

  const Result wrong = sandbox.hebb({"retry", out, done});
  CHECK(wrong.code == 2);
  CHECK(wrong.err == "hebb: retry: run " + done + " is done, wanted one that has failed\n");
  CHECK(sandbox.hebb({"retry", out, "abc"}).err == "hebb: retry: the plan has no run abc\n");
  CHECK(sandbox.hebb({"retry", out}).err == "hebb: retry: wanted either --failed or ids\n");

  CHECK(sandbox.hebb({"retry", out, failed}, mood).code == 1);
  const Result mended = sandbox.hebb({"retry", out, "--failed"});
  CHECK(mended.code == 0);
  CHECK(mended.out == "1 of 1 runs done, 1 of them here\n");
  CHECK(sandbox.hebb({"status", out}).out == "2 runs: 2 done, 0 running, 0 failed, 0 waiting\n");
}

TEST_CASE("status: ten thousand runs are counted within two seconds") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path out = sandbox.path("out");
  REQUIRE(
      sandbox.hebb({"run", experiment, "-o", out, "--plan-only", "-s", "sweep.seeds=10000"}).code ==
      0);
  std::size_t made = 0;
  for (const std::string& line : lines_of(contents(out / "plan.jsonl"))) {
    if (++made > 5000) break;
    fs::create_directory(out / line.substr(7, 16));  // {"id":"
  }
  const auto begin = std::chrono::steady_clock::now();
  CHECK(sandbox.hebb({"status", out}).out ==
        "10000 runs: 5000 done, 0 running, 0 failed, 5000 waiting\n");
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  CHECK(seconds.count() < 2);
}
