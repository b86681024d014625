// ablate_test -- hebb ablate: whole points, the same whatever is interrupted and however shared
// out.
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

Result ablate(Sandbox& sandbox, const fs::path& run, const Arguments& more) {
  Arguments arguments{"ablate", run.string(), "--steps", "2", "--seeds", "2"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  Result result = sandbox.hebb(arguments);
  INFO(result.err);
  REQUIRE(result.code == 0);
  return result;
}

// The points in a folder by their name, without the time that they took.
std::map<std::string, nlohmann::json> points_in(const fs::path& folder) {
  std::map<std::string, nlohmann::json> found;
  for (const auto& item : fs::recursive_directory_iterator(folder)) {
    if (item.path().parent_path().filename().string().rfind("points-", 0) != 0) continue;
    nlohmann::json point = json_of(item.path());
    point.erase("seconds");
    found[fs::relative(item.path(), folder).string()] = point;
  }
  return found;
}

}  // namespace

TEST_CASE("ablate: every point once, the first of them the run's own probe, the run untouched") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("small.yaml", kDigits), "runs");
  const fs::path run = sandbox.only_run("runs");
  const auto before = tree(run);
  const Result result = ablate(sandbox, run, {});
  CHECK(tree(run) == before);
  CHECK(count(result.err, "point ") == 10);  // (no unit, half in three orders, all) of two seeds
  CHECK_THAT(result.out, Catch::Contains("8 units, ordered by gini.step_norms (mean step norm, the "
                                         "smallest the deadest); 2 seeds"));
  CHECK_THAT(result.out, Catch::Contains("dead first"));
  CHECK_THAT(result.out, Catch::Contains("dead - live: "));

  const fs::path folder = sandbox.path("runs") / "ablations" / run.filename();
  const nlohmann::json record = json_of(folder / "ablation.json");
  CHECK(record.at("points").size() == 10);
  CHECK(record.at("points").at(0).at("order") == "all");
  CHECK(record.at("points").at(0).at("test_accuracy") ==
        json_of(run / "summary.json").at("probe.test_accuracy"));
  CHECK(record.at("areas").size() == 3);
  CHECK(record.at("areas").at("dead-live").at("half").is_number());
  CHECK(sandbox.hebb({"status", sandbox.path("runs").string()}).code == 0);
}

TEST_CASE("ablate: what is there is not computed again, and what is lost comes out the same") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("small.yaml", kDigits), "runs");
  const fs::path run = sandbox.only_run("runs");
  const Result first = ablate(sandbox, run, {"-o", sandbox.path("one").string()});
  const auto points = points_in(sandbox.path("one"));
  REQUIRE(points.size() == 10);
  const Result again = ablate(sandbox, run, {"-o", sandbox.path("one").string()});
  CHECK(count(again.err, "point ") == 0);
  CHECK(again.out == first.out);

  fs::remove(sandbox.path("one") / points.begin()->first);
  fs::remove(sandbox.path("one") / points.rbegin()->first);
  const Result rest = ablate(sandbox, run, {"-o", sandbox.path("one").string()});
  CHECK(count(rest.err, "point ") == 2);
  CHECK(points_in(sandbox.path("one")) == points);

  const Result shared = ablate(sandbox, run, {"-o", sandbox.path("two").string(), "-j", "3"});
  CHECK(shared.out == first.out);
  CHECK(points_in(sandbox.path("two")) == points);

  // Another probe is another ablation; finer steps reuse what is there.
  ablate(sandbox, run, {"-o", sandbox.path("one").string(), "-s", "probe.epochs=1"});
  CHECK(points_in(sandbox.path("one")).size() == 20);
}

TEST_CASE("ablate: a layer of several, judged by its own metrics, under its own name") {
  Sandbox sandbox;
  sandbox.run(
      sandbox.write("deep.yaml", kDigits + std::string("layers: [{units: 6, metrics: [wins]}]\n")),
      "runs");
  const fs::path run = sandbox.only_run("runs");
  const Result last = ablate(sandbox, run, {"--orders", "dead,live"});
  CHECK_THAT(last.out, Catch::Contains("layer 2: 6 units, ordered by layer2.wins.counts"));
  const Result first = ablate(sandbox, run, {"--layer", "1", "--orders", "random"});
  CHECK_THAT(first.out, Catch::Contains("layer 1: 8 units, ordered by gini.step_norms"));
  const fs::path folder = sandbox.path("runs") / "ablations" / run.filename();
  CHECK(fs::exists(folder / "layer2.ablation.json"));
  CHECK(fs::exists(folder / "ablation.json"));
}

TEST_CASE("ablate: a report draws the curves and says the areas") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("small.yaml", kDigits), "runs");
  ablate(sandbox, sandbox.only_run("runs"), {});
  REQUIRE(sandbox.hebb({"report", sandbox.path("runs").string()}).code == 0);
  const fs::path report = sandbox.path("runs/report");
  CHECK_THAT(contents(report / "figures/ablation.csv"), Catch::Contains("deadest first"));
  CHECK_THAT(contents(report / "tables/ablation.md"), Catch::Contains("dead - live"));
  CHECK_THAT(contents(report / "index.html"), Catch::Contains("Which units carry the accuracy"));
}

TEST_CASE("ablate: what cannot be is refused before anything is computed") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("small.yaml", kDigits), "runs");
  const std::string run = sandbox.only_run("runs").string();
  const auto refused = [&](const std::string& reference, Arguments more) {
    more.insert(more.begin(), {"ablate", reference});
    const Result result = sandbox.hebb(more);
    CHECK(result.code == 2);
    return result.err;
  };
  CHECK_THAT(refused(run, {"--steps", "0"}), Catch::Contains("--steps is 0, wanted 1..1000"));
  CHECK_THAT(refused(run, {"--orders", "dead,dead"}), Catch::Contains("each once"));
  CHECK_THAT(refused(run, {"--orders", "best"}),
             Catch::Contains("--orders is 'best', wanted some of dead, live, random"));
  CHECK_THAT(refused(run, {"--layer", "3"}), Catch::Contains("the run has 1 layer"));
  CHECK_THAT(refused(run, {"-s", "probe=[{name: a}, {name: b}]"}),
             Catch::Contains("the run has 2 probes, wanted one"));
  sandbox.run(sandbox.write("bars.yaml", kBars), "bars");
  CHECK_THAT(refused(sandbox.only_run("bars").string(), {}), Catch::Contains("have no labels"));
}
