// ablation_test -- curves and areas of an ablation, by hand.
#include "report/ablation.hpp"

#include <catch2/catch.hpp>

#include "fake_results.hpp"

namespace hebb::report {
namespace {

using Catch::Contains;
using json = nlohmann::json;

void add(json& record, const char* order, double share, int seed, double accuracy) {
  record["points"].push_back(
      {{"order", order}, {"share", share}, {"seed", seed}, {"test_accuracy", accuracy}});
}

// Two seeds; in seed 0 the areas are 80 (dead) and 65 (live), in seed 1 81 and 64.
json record() {
  json made{{"id", "0123456789abcdef"},
            {"layer", 1},
            {"units", 4},
            {"seeds", 2},
            {"liveness", "wins.counts"},
            {"liveness_meaning", "samples won"},
            {"orders", {"dead", "live"}},
            {"points", json::array()}};
  for (int seed = 0; seed < 2; ++seed) {
    add(made, "all", 0, seed, 90);
    add(made, "all", 1, seed, 50);
  }
  add(made, "dead", 0.5, 0, 90);
  add(made, "live", 0.5, 0, 60);
  add(made, "dead", 0.5, 1, 92);
  add(made, "live", 0.5, 1, 58);
  return made;
}

}  // namespace

TEST_CASE("ablation: the area between two curves is the mean of their difference over the shares") {
  const Ablation found = ablation(record());
  REQUIRE(found.differences.size() == 1);
  const Statistic& area = found.differences[0].difference;
  CHECK(area.n == 2);
  CHECK(area.mean == Approx(16));  // 80 - 65 and 81 - 64
  REQUIRE(area.half.has_value());
  CHECK(*area.half == Approx(12.706205).epsilon(1e-6));  // t(.975, 1) * sqrt(2) / sqrt(2)
  REQUIRE(found.curves.size() == 2);
  CHECK(found.curves[0].order == "dead");
  REQUIRE(found.curves[0].points.size() == 3);
  CHECK(found.curves[0].points[1].accuracy.mean == 91);
  CHECK(found.curves[1].points[2].accuracy.mean == 50);
}

TEST_CASE("ablation: unequal steps count by their width, and one seed has no interval") {
  json made = record();
  made["points"] = json::array();
  add(made, "all", 0, 0, 90);
  add(made, "all", 1, 0, 50);
  add(made, "dead", 0.5, 0, 90);
  add(made, "dead", 0.9, 0, 80);  // areas: 45, .4 * 85, .1 * 65
  add(made, "live", 0.1, 0, 70);  // areas: .1 * 80, .9 * 60
  const AreaDifference area = ablation(made).differences.at(0);
  CHECK(area.difference.mean == Approx(85.5 - 62.0));
  CHECK_FALSE(area.difference.half.has_value());
}

TEST_CASE("ablation: the verdict goes by the interval") {
  CHECK(verdict({3, 5.0, 1.0, 2.0}) ==
        "the live units carry more of the accuracy than the dead ones");
  CHECK(verdict({3, -5.0, 1.0, 2.0}) ==
        "the dead units carry more of the accuracy than the live ones");
  CHECK(verdict({3, 1.0, 1.0, 2.0}) == "live and dead units are not told apart");
  CHECK(verdict({1, 1.0, {}, {}}) == "one seed has no interval, so nothing can be said");
}

TEST_CASE("ablation: a folder's records are read, and what is none is left out") {
  const FakeResults results;
  CHECK(read_ablations(results.path()).empty());
  FakeResults::write(results.path() / "ablations/b/ablation.json", record().dump());
  FakeResults::write(results.path() / "ablations/a/layer2.ablation.json", record().dump());
  FakeResults::write(results.path() / "ablations/c/ablation.json", "{}");
  FakeResults::write(results.path() / "ablations/d/ablation.json", "{\"id\":");
  json unmeasured = record();
  unmeasured["orders"] = {"random"};
  unmeasured["points"] = json::array();
  FakeResults::write(results.path() / "ablations/e/ablation.json", unmeasured.dump());
  CHECK(read_ablations(results.path()).size() == 2);
}

TEST_CASE("ablation: the text has the curves, the areas and what they say") {
  const std::string text = ablation_text(ablation(record()));
  CHECK_THAT(text, Contains("run 0123456789abcdef, layer 1: 4 units, ordered by wins.counts "
                            "(samples won); 2 seeds"));
  CHECK_THAT(text, Contains("50 %  91.00 +- 12.71  59.00 +- 12.71\n"));
  CHECK_THAT(text, Contains("dead - live: +16.00 +- 12.71  the live units carry more"));
}

}  // namespace hebb::report
