// report_test -- `hebb report`: from an experiment to tables.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

// Two rules with five seeds each: 10 runs of 110 steps on 8 units.
constexpr const char* kPair = R"(schema: 1
name: pair
data: {name: bars, train: 110, test: 10}
model: {units: 8}
rule: none
train: {batch: 1, rate: 0.05}
metrics: [gini]
sweep:
  grid: {rule: [{label: A, value: {name: softhebb, temperature: 0.3}}, {name: softhebb, temperature: 2}]}
  seeds: 5
)";

// What is printed for the rule labelled A, in a table of one cell.
std::string printed(double value) {
  return "published: {source: Paper, tables: [{name: one, title: Table 1, keys: [gini.at_100], "
         "cells: [{rule: A, values: " +
         std::to_string(value) + "}]}]}\n";
}

}  // namespace

TEST_CASE(
    "report: what is printed elsewhere stands beside ours, and may change without a new run") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("pair.yaml", kPair + printed(-1));
  sandbox.run(experiment, "out");
  const Result first = sandbox.hebb({"report", sandbox.path("out")});
  CHECK(first.code == 0);
  CHECK(first.err.empty());
  CHECK(first.out == "runs:    10 done\nTable 1: 1 cell: 1 outside\nreport:  " +
                         sandbox.path("out/report/index.html").string() + "\n");
  const fs::path table = sandbox.path("out/report/tables/comparison-one.csv");
  const std::vector<std::string> lines = lines_of(contents(table));
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[1], Catch::StartsWith("A,-1,"));
  const double mean = std::stod(lines[1].substr(5));

  sandbox.write("pair.yaml", kPair + printed(mean));
  CHECK_THAT(sandbox.run(experiment, "out").err, !Contains("done  "));
  CHECK_THAT(sandbox.hebb({"report", sandbox.path("out")}).out, Contains("1 cell: 1 inside\n"));
  sandbox.write("pair.yaml", kPair);
  sandbox.run(experiment, "out");
  CHECK_THAT(sandbox.hebb({"report", sandbox.path("out")}).out, !Contains("Table 1"));
}

TEST_CASE("report: independent executions of an experiment give the same tables, byte for byte") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("pair.yaml", kPair + printed(0.5));
  for (const char* folder : {"one", "two"}) {
    sandbox.run(experiment, folder, {"-j", folder[0] == 'o' ? "1" : "2"});
    CHECK(sandbox.hebb({"report", sandbox.path(folder)}).code == 0);
  }
  const auto tables = tree(sandbox.path("one/report/tables"));
  CHECK(tables.size() == 9);
  CHECK((tables == tree(sandbox.path("two/report/tables"))));
}

TEST_CASE("report: runs that failed, and those of several folders, are in the table") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("pair.yaml", kPair);
  sandbox.run(experiment, "good", {"-s", "sweep.seeds=2"});
  const Result failing = sandbox.hebb({"run", experiment, "-o", sandbox.path("bad"), "-s",
                                       "sweep.grid.rule=[step_fails]", "-s", "sweep.seeds=1",
                                       "--plugin-path", HEBB_ZOO_DIR});
  CHECK(failing.code == 1);
  const Result both = sandbox.hebb(
      {"report", sandbox.path("good"), sandbox.path("bad"), "-o", sandbox.path("both")});
  CHECK(both.code == 0);
  CHECK_THAT(both.out, Contains("runs:    4 done, 1 failed\n"));
  const std::string results = contents(sandbox.path("both/tables/results.csv"));
  CHECK_THAT(results, Contains("directory,rule,runs,failed,missing"));
  CHECK_THAT(results, Contains("good,A,2,0,0"));
  CHECK_THAT(results, Contains("bad,") && Contains(",0,1,0"));
}

TEST_CASE("report: with --json it lists its files and the verdicts") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("pair.yaml", kPair + printed(-1)), "out", {"-s", "sweep.seeds=1"});
  const Result result = sandbox.hebb({"report", sandbox.path("out"), "--json"});
  const auto json = nlohmann::json::parse(result.out);
  CHECK(json["done"] == 2);
  CHECK(json["comparisons"][0]["verdicts"] == nlohmann::json{{"indicative", 1}});
  for (const auto& file : json["files"]) CHECK(fs::exists(file.get<std::string>()));
}

TEST_CASE("report: a folder without runs, and several without -o, are refused") {
  Sandbox sandbox;
  fs::create_directories(sandbox.path("empty"));
  const Result empty = sandbox.hebb({"report", sandbox.path("empty")});
  CHECK(empty.code == 2);
  CHECK(empty.err == "hebb: report: " + sandbox.path("empty").string() +
                         " has no runs, wanted a folder that `hebb run -o` has made, or a run's "
                         "directory in one\n");
  const Result two = sandbox.hebb({"report", sandbox.path("a"), sandbox.path("b")});
  CHECK(two.code == 2);
  CHECK(two.err == "hebb: report: got 2 folders and no --output, wanted -o DIR\n");
}
