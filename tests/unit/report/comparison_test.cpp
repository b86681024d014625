// comparison_test -- verdicts on printed numbers.
#include "report/comparison.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "fake_results.hpp"
#include "report/tables.hpp"

using namespace hebb::report;
using json = nlohmann::json;

namespace {

// A printed cell as published/*.json have it, for the group of rule oja with 8 units.
json cell(const std::vector<std::string>& keys, const std::vector<double>& values,
          bool has_runs = true) {
  json groups = json::array();
  if (has_runs) groups.push_back(hebb::config::group_id(FakeResults::config("oja", 8, 1)));
  json made{{"keys", keys}, {"values", values}, {"note", "as printed"}, {"groups", groups}};
  made["axes"] = json::parse(R"([["rule", "Ours"]])");
  return made;
}

// Runs with the given Gini at the start and at the end 0.1 below, compared with two numbers.
ComparedCell cell_of(const std::vector<double>& starts, double printed_start, double printed_end,
                     const json& more = json::object()) {
  FakeResults results;
  int seed = 0;
  for (const double start : starts) {
    results.finish(
        FakeResults::config("oja", 8, ++seed),
        {{"start", start}, {"end", start - 0.1}, {"classes_predicted", seed == 1 ? 7 : 10}});
  }
  if (starts.empty()) results.finish(FakeResults::config("other", 8, 1), json::object());
  json table{
      {"name", "two"}, {"title", "Table 2"}, {"keys", {"start", "end"}}, {"rounding", 0.005}};
  table["cells"].push_back(cell({"start", "end"}, {printed_start, printed_end}));
  table.update(more);
  results.publish(table);
  const Model model(std::array{results.path()});
  const auto all = comparisons(model);
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].cells.size() == 1);
  return all[0].cells[0];
}

const std::vector<double> kFive{0.48, 0.49, 0.5, 0.51, 0.52};

}  // namespace

// t(.995, 4) = 4.604095 (any printed table); the standard deviation of 1..5 is sqrt(2.5).
TEST_CASE("comparison: the interval of one further run is that of the textbook, widened") {
  const auto interval = prediction_interval(statistic(std::array{1.0, 2.0, 3.0, 4.0, 5.0}), 0.005);
  const double half = 4.604095 * std::sqrt(2.5) * std::sqrt(1.2) + 0.005;
  REQUIRE(interval.has_value());
  CHECK(interval->low == Approx(3 - half).epsilon(1e-6));
  CHECK(interval->high == Approx(3 + half).epsilon(1e-6));
  CHECK_FALSE(prediction_interval(statistic(std::array{1.0}), 0.005).has_value());
}

TEST_CASE("comparison: with equal runs the printed rounding decides alone") {
  const std::vector<double> equal(5, 0.5);
  CHECK(cell_of(equal, 0.505, 0.395).verdict == Verdict::kInside);
  CHECK(cell_of(equal, 0.506, 0.4).verdict == Verdict::kOutside);
}

TEST_CASE("comparison: a cell is inside only if all of its numbers are") {
  CHECK(cell_of(kFive, 0.5, 0.4).verdict == Verdict::kInside);
  CHECK(cell_of(kFive, 0.5, 0.6).verdict == Verdict::kOutside);
  CHECK(cell_of(kFive, 0.7, 0.4).verdict == Verdict::kOutside);
}

TEST_CASE("comparison: fewer than five runs are indicative, one has no interval") {
  CHECK(cell_of({0.48, 0.49, 0.5, 0.51}, 0.5, 0.4).verdict == Verdict::kIndicativeInside);
  CHECK(cell_of({0.48, 0.49, 0.5, 0.51}, 0.9, 0.4).verdict == Verdict::kIndicativeOutside);
  CHECK(cell_of({0.5}, 0.5, 0.4).verdict == Verdict::kIndicative);
}

TEST_CASE("comparison: without runs, or without the number, a cell keeps its place") {
  CHECK(cell_of({}, 0.5, 0.4).verdict == Verdict::kNoRuns);
  json other;
  other["cells"].push_back(cell({"start", "absent"}, {0.5, 0.4}));
  CHECK(cell_of(kFive, 0.5, 0.4, other).verdict == Verdict::kNoValue);
  json empty;
  empty["cells"].push_back(cell({}, {}));
  CHECK(cell_of(kFive, 0.5, 0.4, empty).verdict == Verdict::kNoValue);
}

TEST_CASE("comparison: a cell whose probe lost classes is a plateau, with how many it predicted") {
  const ComparedCell cell = cell_of(kFive, 0.5, 0.4, {{"classes", 10}});
  CHECK(cell.verdict == Verdict::kPlateau);
  REQUIRE(cell.classes.has_value());
  CHECK(cell.classes->low == 7);
  CHECK(cell.classes->high == 10);
  CHECK(cell_of(kFive, 0.5, 0.4, {{"classes", 7}}).verdict == Verdict::kInside);
}

TEST_CASE(
    "comparison: the table has printed, ours, interval and verdict, and counts the verdicts") {
  FakeResults results;
  for (int seed = 1; seed <= 5; ++seed) {
    results.finish(FakeResults::config("oja", 8, seed), {{"accuracy", 50.0 + seed}});
  }
  json table{{"name", "one"}, {"title", "Table 1"}, {"rounding", 0.05}};
  table["keys"].push_back("accuracy");
  table["cells"].push_back(cell({"accuracy"}, {52.6}));
  table["cells"].push_back(cell({"accuracy"}, {54.8}, false));
  results.publish(table);
  const Model model(std::array{results.path()});
  const auto all = comparisons(model);
  REQUIRE(all.size() == 1);
  CHECK(tally(all[0]) == "2 cells: 1 inside, 1 no runs");
  const DataTable shown = comparison_data_table(all[0]);
  CHECK(shown.title == "Paper, Table 1");
  CHECK(shown.shown.header ==
        std::vector<std::string>{"rule", "verdict", "printed", "ours", "99 % interval", "note"});
  CHECK(shown.shown.rows[0] == std::vector<std::string>{"Ours", "inside", "52.6",
                                                        "53.00 (sd 1.58, n=5)", "44.98 to 61.02",
                                                        "as printed"});
  CHECK(shown.shown.rows[1] ==
        std::vector<std::string>{"Ours", "no runs", "54.8", "–", "–", "as printed"});
  CHECK(shown.exact.header == std::vector<std::string>{"rule", "accuracy.printed", "accuracy.mean",
                                                       "accuracy.sd", "accuracy.n", "accuracy.low",
                                                       "accuracy.high", "verdict", "note"});
}

TEST_CASE("comparison: a damaged file of printed numbers is an error that names the folder") {
  FakeResults results;
  results.finish(FakeResults::config("oja", 8, 1), json::object());
  results.publish({{"name", "one"}});
  const Model model(std::array{results.path()});
  try {
    (void)comparisons(model);
    FAIL("no error");
  } catch (const hebb::Error& error) {
    CHECK_THAT(error.what(),
               Catch::StartsWith("report: " + (results.path() / "published").string() +
                                 " has a table that cannot be read: "));
  }
}
