// plan_test -- hebb plan: the runs, what is there of them, and what the rest will take.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

nlohmann::json planned(Sandbox& sandbox, const fs::path& experiment, Arguments options) {
  Arguments arguments{"plan", experiment, "-o", sandbox.path("out"), "--json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Result result = sandbox.hebb(arguments);
  INFO(result.err);
  REQUIRE(result.code == 0);
  const auto plan = nlohmann::json::parse(result.out, nullptr, false);
  REQUIRE(plan.is_object());
  return plan;
}

double size_of(const fs::path& folder) {
  double bytes = 0;
  for (const auto& [name, content] : tree(folder)) bytes += static_cast<double>(content.size());
  return bytes;
}

}  // namespace

TEST_CASE("plan: each run is done, failed or missing, and nothing is written") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const Arguments zoo{"--plugin-path", HEBB_ZOO_DIR};
  Arguments run{"run", experiment, "-o", sandbox.path("out"), "--sweep", "rule=none,step_fails"};
  run.insert(run.end(), zoo.begin(), zoo.end());
  CHECK(sandbox.hebb(run).code == 1);

  const auto before = tree(sandbox.path("out"));
  Arguments plan = run;
  plan[0] = "plan";
  plan[5] = "rule=none,step_fails,softhebb";
  const Result result = sandbox.hebb(plan);
  const auto lines = lines_of(result.out);
  REQUIRE(lines.size() == 6);
  CHECK_THAT(lines[0], Catch::Matches("[0-9a-f]{16}  done     rule=none seed=1"));
  CHECK_THAT(lines[1],
             Catch::Matches("[0-9a-f]{16}  failed   rule=step_fails seed=1  \\(.*step.*\\)"));
  CHECK_THAT(lines[2], Catch::Matches("[0-9a-f]{16}  missing  rule=softhebb seed=1"));
  CHECK(lines[4] == "3 runs: 1 done, 1 failed, 1 missing");
  CHECK_THAT(lines[5], Catch::Matches("left: .* on \\d+ cores?, \\d+ kB on disk \\(from 1 finished "
                                      "run, scaled by the arithmetic\\)"));
  CHECK((tree(sandbox.path("out")) == before));
}

TEST_CASE("plan: a run whose plugin is another file now is stale, with the reason") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const std::string library = contents(fs::path(HEBB_PLUGIN_DIR) / "hebb_rule_softhebb.so");
  const auto plugin = sandbox.write("plugins/hebb_rule_softhebb.so", library);
  const Arguments options{"--plugin-path", sandbox.path("plugins")};
  sandbox.run(experiment, "out", options);
  CHECK(planned(sandbox, experiment, options).at("runs").at(0).at("state") == "done");
  fs::remove(plugin);
  sandbox.write("plugins/hebb_rule_softhebb.so", library + "another build");
  const auto run = planned(sandbox, experiment, options).at("runs").at(0);
  CHECK(run.at("state") == "stale");
  CHECK(run.at("why") == "plugin rule/softhebb has changed");
}

TEST_CASE("plan: a folder that is not there has nothing, and is not made") {
  Sandbox sandbox;
  const auto plan = planned(sandbox, sandbox.write("bars.yaml", kBars), {"--sweep", "seed=1,2"});
  CHECK(plan.at("states") ==
        nlohmann::json{{"done", 0}, {"stale", 0}, {"failed", 0}, {"running", 0}, {"missing", 2}});
  CHECK_FALSE(fs::exists(sandbox.path("out")));
}

TEST_CASE("plan: as JSON a run has its id, place, label and whole configuration") {
  Sandbox sandbox;
  const auto plan = planned(sandbox, sandbox.write("bars.yaml", kBars),
                            {"--sweep", "model.units={label: tiny, value: 2},4", "-s", "seed=3"});
  const auto& run = plan.at("runs").at(0);
  CHECK(run.at("id").get<std::string>().size() == 16);
  CHECK(run.at("axes") == nlohmann::json{{"model.units", "tiny"}});
  CHECK(run.at("seed") == 3);
  CHECK(run.at("config").at("model").at("units") == 2);
  CHECK(run.at("config").at("labels") == nlohmann::json{{"model.units", "tiny"}});
  CHECK(plan.at("runs").at(1).at("axes") == nlohmann::json{{"model.units", "4"}});
}

TEST_CASE("plan: more seeds of a finished configuration cost what it cost") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("digits.yaml", kDigits);
  sandbox.run(experiment, "out");
  const fs::path run = sandbox.only_run("out");
  const auto summary = json_of(run / "summary.json");
  const double seconds = summary.at("train.seconds").get<double>() +
                         summary.at("features.seconds").get<double>() +
                         summary.at("probe.seconds").get<double>();
  const double threads = json_of(run / "run.json").at("threads").get<double>();
  const auto left = planned(sandbox, experiment, {"--sweep", "seed=1,2,3"}).at("left");
  CHECK(left.at("runs") == 2);
  CHECK(left.at("from").at("same_axes") == 2);
  CHECK(left.at("finished_runs") == 1);
  CHECK(left.at("core_seconds").get<double>() == Approx(2 * threads * seconds));
  CHECK(left.at("seconds").get<double>() ==
        Approx(left.at("core_seconds").get<double>() / left.at("cores").get<double>()));
  CHECK(left.at("bytes").get<double>() == Approx(2 * size_of(run)));
}

TEST_CASE("plan: another width of the same rule costs in proportion to its products") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  sandbox.run(experiment, "out");
  const fs::path run = sandbox.only_run("out");
  const double seconds = json_of(run / "summary.json").at("train.seconds").get<double>() *
                         json_of(run / "run.json").at("threads").get<double>();
  const auto wider = planned(sandbox, experiment, {"--sweep", "model.units=8,24"}).at("left");
  CHECK(wider.at("from").at("same_rule") == 1);
  CHECK(wider.at("core_seconds").get<double>() == Approx(3 * seconds));
  const auto longer =
      planned(sandbox, experiment, {"--sweep", "train.epochs=1,5", "-s", "rule=softhebb"});
  CHECK(longer.at("left").at("core_seconds").get<double>() == Approx(5 * seconds));
  const auto other = planned(sandbox, experiment, {"--sweep", "rule=softhebb,none"}).at("left");
  CHECK(other.at("from").at("other_runs") == 1);
  CHECK(other.at("core_seconds").get<double>() == Approx(seconds));
}

TEST_CASE("plan: without a finished run the products are measured, and the text says so") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const auto left = planned(sandbox, experiment, {"-s", "train.epochs=1000"}).at("left");
  CHECK(left.at("from").at("products") == 1);
  const double operations = 4.0 * 64 * 8 * 300 * 1000;
  CHECK(left.at("core_seconds").get<double>() ==
        Approx(operations / left.at("products_per_second").get<double>()));
  const Result text = sandbox.hebb({"plan", experiment, "-o", sandbox.path("out")});
  CHECK_THAT(text.out, Contains("or more on "));
  CHECK_THAT(text.out, Contains("(rough: the products alone of 1 run at "));
}

TEST_CASE("plan: damaged records of a run are no failure of the plan") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  sandbox.run(experiment, "out");
  const fs::path run = sandbox.only_run("out");
  sandbox.write(fs::relative(run / "run.json", sandbox.path("")), "[1");
  sandbox.write(fs::relative(run / "summary.json", sandbox.path("")), "7");
  const auto plan = planned(sandbox, experiment, {});
  CHECK(plan.at("runs").at(0).at("state") == "stale");
  CHECK(plan.at("runs").at(0).at("why") == "run.json is missing or damaged");
  CHECK(plan.at("left").at("from").at("products") == 1);
}

TEST_CASE("plan: 10,000 runs, all of them done, cost no more than a look at each", "[long]") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  sandbox.run(experiment, "one");
  const std::string record = contents(sandbox.only_run("one") / "run.json");
  const std::string summary = contents(sandbox.only_run("one") / "summary.json");
  const Arguments sweep{"-s", "sweep.seeds=100", "-s", "sweep.grid.model.units=[" + [] {
                          std::string units = "1";
                          for (int i = 2; i <= 100; ++i) units += "," + std::to_string(i);
                          return units + "]";
                        }()};
  const auto empty = planned(sandbox, experiment, sweep);
  REQUIRE(empty.at("runs").size() == 10000);
  for (const auto& run : empty.at("runs")) {
    const std::string folder = "out/" + run.at("id").get<std::string>();
    sandbox.write(folder + "/run.json", record);
    sandbox.write(folder + "/summary.json", summary);
  }
  Arguments arguments{"plan", experiment, "-o", sandbox.path("out")};
  arguments.insert(arguments.end(), sweep.begin(), sweep.end());
  const double before = processor_seconds();
  const Result result = sandbox.hebb(arguments);
  // Two seconds where nothing else runs (tests/cost/sweep_cost); reading each folder anew for every
  // other one takes minutes.
  CHECK(processor_seconds() - before < 20);
  CHECK(lines_of(result.out).back() == "10000 runs: 10000 done");
}
