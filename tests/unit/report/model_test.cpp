// model_test -- folders of results, finished or not, as groups of runs.
#include "report/model.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <fstream>

#include "base/error.hpp"
#include "fake_results.hpp"

using namespace hebb::report;
using State = RunRecord::State;
using json = nlohmann::json;

namespace {

Model model_of(const FakeResults& results) { return Model(std::array{results.path()}); }

std::vector<Axes> axes_of(const Model& model) {
  std::vector<Axes> all;
  for (const RunGroup& group : model.groups()) all.push_back(group.axes);
  return all;
}

}  // namespace

TEST_CASE("model: runs that differ in their seed only are one group, by seed") {
  FakeResults results;
  for (const int seed : {3, 1, 2}) {
    results.finish(FakeResults::config("oja", 8, seed), {{"gini.last", 0.1 * seed}});
  }
  const Model model = model_of(results);
  REQUIRE(model.groups().size() == 1);
  CHECK(values_of(model.groups()[0], "gini.last") == std::vector{0.1, 0.2, 0.1 * 3});
  CHECK(model.groups()[0].axes.empty());
  CHECK(model.experiments() == std::vector<std::string>{"fake"});
}

TEST_CASE(
    "model: without a plan, groups are told apart by what they differ in, small before large") {
  FakeResults results;
  for (const int units : {128, 32}) {
    for (const char* rule : {"softhebb", "oja"}) {
      results.finish(FakeResults::config(rule, units, 1), json::object());
    }
  }
  CHECK(axes_of(model_of(results)) ==
        std::vector<Axes>{{{"model.units", "32"}, {"rule", "oja"}},
                          {{"model.units", "32"}, {"rule", "softhebb"}},
                          {{"model.units", "128"}, {"rule", "oja"}},
                          {{"model.units", "128"}, {"rule", "softhebb"}}});
}

TEST_CASE("model: a rule is one axis, with those of its settings that differ under its name") {
  FakeResults results;
  json soft = FakeResults::config("softhebb", 8, 1);
  soft["rule"]["winners"] = 1;
  for (const double temperature : {0.5, 2.0}) {
    soft["rule"]["temperature"] = temperature;
    results.finish(soft, json::object());
  }
  json hebbnet = FakeResults::config("hebbnet", 8, 1);
  hebbnet["rule"]["sparsity"] = 0.8;
  results.finish(hebbnet, json::object());
  CHECK(axes_of(model_of(results)) == std::vector<Axes>{{{"rule", "hebbnet"}},
                                                        {{"rule", "softhebb temperature=0.5"}},
                                                        {{"rule", "softhebb temperature=2.0"}}});
}

TEST_CASE("model: a label that a run was run with is its axis, and no group's identity") {
  FakeResults results;
  json first = FakeResults::config("oja", 8, 1);
  json second = FakeResults::config("oja", 8, 2);
  first["labels"] = {{"rule", "as run"}};
  second["labels"] = {{"rule", "as run"}};
  second["threads"] = 7;
  second["data"]["root"] = "/elsewhere";
  results.finish(first, json::object());
  results.finish(second, json::object());
  const Model model = model_of(results);
  CHECK(axes_of(model) == std::vector<Axes>{{{"rule", "as run"}}});
}

TEST_CASE("model: a plan says what is missing, in its own order and words") {
  FakeResults results;
  const json first = FakeResults::config("softhebb", 8, 1);
  const json second = FakeResults::config("oja", 8, 1);
  const json third = FakeResults::config("oja", 8, 2);
  results.plan(first, {{"rule", "Soft"}});
  results.plan(second, {{"rule", "Oja"}});
  results.plan(third, {{"rule", "Oja"}});
  results.finish(first, {{"gini.last", 0.5}});
  results.fail(third, "step 7: unit 3 is not finite", "first line\nlast line\n");
  const Model model = model_of(results);
  CHECK(axes_of(model) == std::vector<Axes>{{{"rule", "Soft"}}, {{"rule", "Oja"}}});
  CHECK(model.count(State::kDone) == 1);
  CHECK(model.count(State::kMissing) == 1);
  REQUIRE(model.groups()[1].failed.size() == 1);
  CHECK(model.groups()[1].failed[0]->message == "step 7: unit 3 is not finite");
  CHECK(model.groups()[1].failed[0]->log == "first line\nlast line\n");
  CHECK(model.groups()[1].planned() == 2);
}

TEST_CASE("model: two sweeps in one folder whose axes read alike are told apart") {
  FakeResults results;
  json longer = FakeResults::config("oja", 8, 1);
  longer["train"] = {{"epochs", 2}};
  json shorter = FakeResults::config("oja", 8, 1);
  shorter["train"] = {{"epochs", 1}};
  results.plan(longer, {{"rule", "oja"}});
  results.plan(shorter, {{"rule", "oja"}});
  CHECK(axes_of(model_of(results)) == std::vector<Axes>{{{"rule", "oja"}, {"train.epochs", "2"}},
                                                        {{"rule", "oja"}, {"train.epochs", "1"}}});
}

TEST_CASE("model: several folders are set side by side under an axis of their names") {
  FakeResults one;
  FakeResults two;
  one.finish(FakeResults::config("oja", 8, 1), json::object());
  two.finish(FakeResults::config("oja", 8, 1), json::object());
  const Model model(std::array{one.path(), two.path()});
  CHECK(axes_of(model) == std::vector<Axes>{{{"directory", one.path().filename().string()}},
                                            {{"directory", two.path().filename().string()}}});
}

TEST_CASE("model: the directory of a run is a folder with one run") {
  FakeResults results;
  const auto directory = results.finish(FakeResults::config("oja", 8, 1), {{"gini.last", 0.5}});
  results.finish(FakeResults::config("oja", 8, 2), {{"gini.last", 0.7}});
  const Model model(std::array{directory});
  REQUIRE(model.groups().size() == 1);
  CHECK(values_of(model.groups()[0], "gini.last") == std::vector{0.5});
}

TEST_CASE("model: damaged records count as nothing and stop nothing") {
  FakeResults results;
  const auto directory = results.finish(FakeResults::config("oja", 8, 1), {{"gini.last", 0.5}});
  FakeResults::write(directory / "summary.json", "{\"gini.last\": 0.");
  FakeResults::write(directory / "metrics.jsonl",
                     "{\"step\":1}\nnot json\n{\"step\":\n{\"step\":2}\n");
  FakeResults::write(directory / "arrays/torn.npy", "\x93NUMPY");
  std::ofstream(results.path() / "plan.jsonl") << "{\"id\": \"torn";
  const Model model = model_of(results);
  REQUIRE(model.groups().size() == 1);
  CHECK(values_of(model.groups()[0], "gini.last").empty());
  CHECK(reports(*model.groups()[0].done[0], 10).size() == 2);
  CHECK(array_values(*model.groups()[0].done[0], "torn").empty());
}

TEST_CASE("model: a folder without runs is refused by its name") {
  FakeResults results;
  try {
    (void)model_of(results);
    FAIL("no error");
  } catch (const hebb::Error& error) {
    CHECK(error.code() == hebb::ExitCode::kUsage);
    CHECK(error.what() == "report: " + results.path().string() +
                              " has no runs, wanted a folder that `hebb run -o` has made, or a "
                              "run's directory in one");
  }
}

TEST_CASE("model: a plan's id that is none leads to no file") {
  FakeResults results;
  results.finish(FakeResults::config("oja", 8, 1), json::object());
  FakeResults::write(results.path() / "plan.jsonl",
                     "{\"id\":\"../../escape\",\"config\":{}}\n{\"id\":\"a\",\"config\":{}}\n");
  CHECK(model_of(results).folders()[0].runs.size() == 1);
}

TEST_CASE("model: records that nest deeper than a stack are taken for missing") {
  FakeResults results;
  const auto run = results.finish(FakeResults::config("oja", 8, 1), {{"gini.last", 0.5}});
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  FakeResults::write(run / "run.json", deep);
  FakeResults::write(run / "metrics.jsonl", "{\"step\":" + deep + "}\n");
  const Model model = model_of(results);
  CHECK(model.folders()[0].runs[0].provenance.is_null());
  CHECK(reports(model.folders()[0].runs[0], 10).empty());
}
