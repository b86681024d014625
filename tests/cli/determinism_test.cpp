// determinism_test -- the same bytes whatever runs how fast, how wide and beside what.
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

// What must not change, of every run in an output folder: all but times, paths and the log.
std::map<std::string, std::string> lasting(const Sandbox& sandbox, const std::string& output) {
  std::map<std::string, std::string> found;
  for (const fs::path& run : sandbox.runs(output)) {
    for (const auto& [name, content] : tree(run)) {
      if (name == "run.json" || name == "summary.json" || name == "log.txt" ||
          name == "config.json") {
        continue;
      }
      found[run.filename().string() + "/" + name] = content;
    }
  }
  return found;
}

// The summaries without the times in them.
std::map<std::string, nlohmann::json> results(const Sandbox& sandbox, const std::string& output) {
  std::map<std::string, nlohmann::json> found;
  for (const fs::path& run : sandbox.runs(output)) {
    nlohmann::json summary = json_of(run / "summary.json");
    for (const char* time : {"train.seconds", "probe.seconds", "features.seconds"}) {
      summary.erase(time);
    }
    found[run.filename().string()] = summary;
  }
  return found;
}

void check_same(const Sandbox& sandbox, const std::string& one, const std::string& other) {
  const auto first = lasting(sandbox, one);
  const auto second = lasting(sandbox, other);
  REQUIRE_FALSE(first.empty());
  REQUIRE(first.size() == second.size());
  for (const auto& [name, content] : first) {
    INFO(name);
    REQUIRE(second.count(name) == 1);
    CHECK((second.at(name) == content));  // without printing megabytes
  }
  CHECK(results(sandbox, one) == results(sandbox, other));
}

}  // namespace

TEST_CASE(
    "determinism: metrics, weights and pictures are the same bytes for 1, 2, 3 and 7 threads") {
  for (const char* rule : {"softhebb", "hebbnet", "liuson"}) {
    DYNAMIC_SECTION(rule) {
      Sandbox sandbox;
      const auto experiment = sandbox.write("small.yaml", kDigits);
      // More units than one tile holds, an odd number of them, and a short last batch.
      const Arguments common{"-s", std::string("rule=") + rule, "-s", "model.units=301"};
      for (const std::string threads : {"1", "2", "3", "7"}) {
        Arguments options = common;
        options.insert(options.end(), {"-s", "threads=" + threads});
        sandbox.run(experiment, "threads" + threads, options);
      }
      for (const char* threads : {"2", "3", "7"}) {
        INFO(threads);
        check_same(sandbox, "threads1", std::string("threads") + threads);
      }
    }
  }
}

TEST_CASE("determinism: a sweep gives the same bytes one run at a time and two at once") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("small.yaml", kDigits);
  const Arguments sweep{"--sweep", "rule=softhebb,liuson", "--sweep", "seed=1,2"};
  for (const char* jobs : {"1", "2"}) {
    Arguments options = sweep;
    options.insert(options.end(), {"-j", jobs});
    sandbox.run(experiment, std::string("jobs") + jobs, options);
  }
  CHECK(sandbox.runs("jobs1").size() == 4);
  check_same(sandbox, "jobs1", "jobs2");
}

TEST_CASE("determinism: another seed gives other weights") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  sandbox.run(experiment, "one");
  sandbox.run(experiment, "two", {"-s", "seed=2"});
  CHECK(contents(sandbox.only_run("one") / "arrays/weights.npy") !=
        contents(sandbox.only_run("two") / "arrays/weights.npy"));
}
