// status_test -- `hebb status` and `hebb retry`: what a folder's plan has come to.
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

TEST_CASE("status: runs are counted as missing, failed and done, and retry mends the failed") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path out = sandbox.path("out");
  const Environment mood{{"HEBB_ZOO_MOOD", "bad"}};
  REQUIRE(sandbox
              .hebb({"run", experiment, "-o", out, "--plan-only", "--plugin-path", HEBB_ZOO_DIR,
                     "--sweep", "rule=none,moody"})
              .code == 0);
  const auto before = tree(out);
  CHECK(sandbox.hebb({"status", out}).out == "2 runs: 2 missing\n");
  CHECK((tree(out) == before));
  CHECK(sandbox.hebb({"worker", out}, mood).code == 1);
  const Result status = sandbox.hebb({"status", out});
  CHECK(status.code == 0);
  CHECK_THAT(status.out, Contains("2 runs: 1 done, 1 failed\n"));
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
  CHECK(sandbox.hebb({"status", out}).out == "2 runs: 2 done\n");
}

TEST_CASE("status: status and plan say the same of runs in every state, and why") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path out = sandbox.path("out");
  const Arguments sweep{experiment,
                        "-o",
                        out,
                        "--plugin-path",
                        HEBB_ZOO_DIR,
                        "--sweep",
                        "rule=none,softhebb,step_fails,hebbnet,liuson"};
  Arguments run{"run", "--plan-only"};
  run.insert(run.end(), sweep.begin(), sweep.end());
  REQUIRE(sandbox.hebb(run).code == 0);
  std::map<std::string, std::string> ids;
  for (const std::string& line : lines_of(contents(out / "plan.jsonl"))) {
    const auto entry = nlohmann::json::parse(line);
    ids[entry.at("config").at("rule").at("name")] = entry.at("id");
  }
  CHECK(sandbox.hebb({"worker", out}).code == 1);
  for (const char* rule : {"hebbnet", "liuson"}) fs::remove_all(out / ids.at(rule));
  sandbox.write("out/.claims/" + ids.at("hebbnet") + ".0", "elsewhere-1-2");
  sandbox.write("out/" + ids.at("softhebb") + "/run.json", "{\"plugins\": [");

  Arguments plan{"plan", "--json"};
  plan.insert(plan.end(), sweep.begin(), sweep.end());
  const auto planned = nlohmann::json::parse(sandbox.hebb(plan).out);
  const auto status = nlohmann::json::parse(
      sandbox.hebb({"status", out, "--json", "--plugin-path", HEBB_ZOO_DIR}).out);
  REQUIRE(planned.at("runs").size() == 5);
  REQUIRE(status.at("list").size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(planned.at("runs").at(i).at("id") == status.at("list").at(i).at("id"));
    CHECK(planned.at("runs").at(i).at("state") == status.at("list").at(i).at("state"));
    for (const char* key : {"why", "worker"}) {
      CHECK(planned.at("runs").at(i).value(key, "") == status.at("list").at(i).value(key, ""));
    }
  }
  const Result text = sandbox.hebb({"status", out, "--plugin-path", HEBB_ZOO_DIR});
  CHECK_THAT(text.out, Contains("5 runs: 1 done, 1 stale, 1 failed, 1 running, 1 missing\n"));
  CHECK_THAT(text.out, Contains("stale   " + ids.at("softhebb") +
                                " rule=softhebb seed=1: run.json is missing or damaged\n"));
  CHECK_THAT(text.out,
             Contains("running " + ids.at("hebbnet") + " rule=hebbnet seed=1  by elsewhere-1-2\n"));
}

TEST_CASE("status: a run whose plugin has changed since is stale, with the reason") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const std::string library = contents(fs::path(HEBB_PLUGIN_DIR) / "hebb_rule_softhebb.so");
  const auto plugin = sandbox.write("plugins/hebb_rule_softhebb.so", library);
  sandbox.run(experiment, "out", {"--plugin-path", sandbox.path("plugins")});
  const fs::path out = sandbox.path("out");
  CHECK(sandbox.hebb({"status", out}).out == "1 run: 1 done\n");
  fs::remove(plugin);
  sandbox.write("plugins/hebb_rule_softhebb.so", library + "another build");
  CHECK_THAT(sandbox.hebb({"status", out}).out,
             Contains("1 run: 1 stale\n") && Contains("plugin rule/softhebb has changed\n"));
}

TEST_CASE("status: ten thousand runs are looked at within two seconds of processor time",
          "[long]") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path out = sandbox.path("out");
  sandbox.run(experiment, "one");
  const std::string record = contents(sandbox.only_run("one") / "run.json");
  REQUIRE(
      sandbox.hebb({"run", experiment, "-o", out, "--plan-only", "-s", "sweep.seeds=10000"}).code ==
      0);
  for (const std::string& line : lines_of(contents(out / "plan.jsonl"))) {
    const std::string id = line.substr(7, 16);  // {"id":"
    sandbox.write("out/" + id + "/run.json", record);
    sandbox.write("out/" + id + "/summary.json", "{}");
  }
  const double before = processor_seconds();
  CHECK(sandbox.hebb({"status", out}).out == "10000 runs: 10000 done\n");
  CHECK(processor_seconds() - before < (kIsSanitized ? 20 : 2));
}
