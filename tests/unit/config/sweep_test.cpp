// sweep_test -- one file to many runs.
#include <set>

#include "fixtures.hpp"

namespace hebb::config {
namespace {

TEST_CASE("sweep: without one there is one run, the same as resolve's") {
  const auto runs = plan(parse_text(minimal(), "exp.yaml"), find_plugin);
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].axes.empty());
  CHECK(runs[0].experiment.id == experiment(minimal()).id);
  for (const std::string text : {"", "{}", "{grid: }", "{exclude: []}", "{seeds: 1}"}) {
    CHECK(planned(text).at(0).experiment.id == runs[0].experiment.id);
  }
}

TEST_CASE("sweep: the last axis is the fastest, and seeds are inside") {
  const auto runs = planned("{seeds: 2, grid: {train.batch: [8, 4], model.units: [32, 16, 128]}}");
  REQUIRE(runs.size() == 12);
  const std::vector<std::uint32_t> units{32, 32, 16, 16, 128, 128};
  for (std::size_t i = 0; i < 12; ++i) {
    const Experiment& made = runs[i].experiment;
    CHECK(made.train.batch == (i < 6 ? 8 : 4));
    CHECK(made.model.units == units[i % 6]);
    CHECK(made.seed == 1 + i % 2);
    CHECK(made.resolved["seed"] == made.seed);
    CHECK_FALSE(made.resolved.contains("sweep"));
  }
  CHECK(runs[3].axes == Axes{{"train.batch", "8"}, {"model.units", "16"}});
}

TEST_CASE("sweep: every planned run is the run that its settings resolve to") {
  std::set<std::string> ids;
  for (const PlannedRun& run : planned("{seeds: [5, 3], grid: {model.units: [32, 16]}}")) {
    const Node config = parse_text(run.experiment.resolved.dump(), "config.json");
    CHECK(resolve(config, find_plugin).id == run.experiment.id);
    ids.insert(run.experiment.id);
  }
  CHECK(ids.size() == 4);
}

TEST_CASE("sweep: seeds count up from the experiment's, or are listed") {
  const auto seeds = [](const std::string& text) {
    std::vector<std::uint64_t> list;
    for (const PlannedRun& run : plan(parse_text(minimal(text), "exp.yaml"), find_plugin)) {
      list.push_back(run.experiment.seed);
    }
    return list;
  };
  CHECK(seeds("seed: 7\nsweep: {seeds: 3}\n") == std::vector<std::uint64_t>{7, 8, 9});
  CHECK(seeds("seed: 7\nsweep: {seeds: [4, 0]}\n") == std::vector<std::uint64_t>{4, 0});
}

TEST_CASE("sweep: values can be whole plugins, shown by name and given settings") {
  const auto runs = planned(
      "{grid: {rule: [softhebb, {name: hebbnet, sparsity: 0.8, target: {keep: .5}}], "
      "metrics: [[], [gini, {name: dead, every: 3}]], data.normalize: [[0, 2]], "
      "probe: [none, {epochs: 2}]}}");
  REQUIRE(runs.size() == 8);
  CHECK(runs[0].experiment.rule.name == "softhebb");
  CHECK(runs[0].axes == Axes{{"rule", "softhebb"},
                             {"metrics", "[]"},
                             {"data.normalize", "[0, 2]"},
                             {"probe", "none"}});
  CHECK(runs[7].experiment.rule.parameters.at(2) == 0.5);
  CHECK(runs[7].axes == Axes{{"rule", "hebbnet sparsity=0.8 target.keep=.5"},
                             {"metrics", "[gini, dead every=3]"},
                             {"data.normalize", "[0, 2]"},
                             {"probe", "{epochs: 2}"}});
}

TEST_CASE("sweep: an axis can go inside what an earlier one chose, not the other way round") {
  const auto runs = planned("{grid: {rule: [softhebb], rule.temperature: [1, 2]}}");
  CHECK(runs.at(1).experiment.rule.parameters.at(0) == 2);
  CHECK(sweep_error("{grid: {rule.temperature: [1, 2], rule: [softhebb]}}") ==
        "exp.yaml:6:42: sweep.grid.rule comes after rule.temperature and would replace it, wanted "
        "rule first");
}

TEST_CASE("sweep: errors of swept values point into the list") {
  CHECK(sweep_error("{grid: {model.units: [32, 0]}}") ==
        "exp.yaml:6:34: model.units is 0, wanted 1..1048576 (in run 2 of 2: model.units=0)");
  CHECK(sweep_error("{grid: {rule: [softhebb, {name: hebbnet, sparsty: 1}]}}") ==
        "exp.yaml:6:49: unknown key 'rule.sparsty' (did you mean 'rule.sparsity'?) (in run 2 of 2: "
        "rule=hebbnet sparsty=1)");
  CHECK(sweep_error("{grid: {rule: [nosuch]}}", ExitCode::kMissing) ==
        "exp.yaml:6:23: no rule nosuch");
  CHECK(sweep_error("{grid: {model.units: [1, null]}}") ==
        "exp.yaml:6:33: model.units is null, wanted an integer (in run 2 of 2: model.units=null)");
}

TEST_CASE("sweep: a combination that does not fit is told by all of its values") {
  CHECK(sweep_error("{grid: {rule: [softhebb, hebbnet], rule.temperature: [1, 2]}, seeds: 3}") ==
        "exp.yaml:6:43: unknown key 'rule.temperature', wanted one of name, sha256, "
        "conscience, sparsity, target (in run 7 of 12: rule=hebbnet, rule.temperature=1)");
}

TEST_CASE("sweep: a value out of range in the 731st of 2000 runs is found before any is made") {
  std::string values = "1";
  for (int i = 2; i <= 2000; ++i) values += ", " + std::to_string(i == 731 ? 0 : i);
  CHECK(sweep_error("{grid: {model.units: [" + values + "]}}") ==
        "exp.yaml:6:3572: model.units is 0, wanted 1..1048576 (in run 731 of 2000: model.units=0)");
}

TEST_CASE("sweep: axes must be lists of values for known keys") {
  CHECK(sweep_error("{grid: {model.unit: [32, 64]}}") ==
        "exp.yaml:6:16: unknown key 'model.unit' (did you mean 'model.units'?)");
  CHECK(sweep_error("{grid: {model.units: 32}}") ==
        "exp.yaml:6:29: sweep.grid.model.units is an integer 32, wanted a list");
  CHECK(sweep_error("{grid: {model.units: []}}") ==
        "exp.yaml:6:29: sweep.grid.model.units is an empty list, wanted one value or more");
  CHECK(sweep_error("{grid: {}}") ==
        "exp.yaml:6:15: sweep.grid is empty, wanted a table of lists, or null for none");
  CHECK(sweep_error("{grid: {model: {units: [1]}}}") ==
        "exp.yaml:6:23: sweep.grid.model is a table, wanted a list (write dotted keys: "
        "model.units: [32, 64])");
  CHECK(sweep_error("{grid: [1]}") ==
        "exp.yaml:6:15: sweep.grid is a list, wanted a table of lists");
  CHECK(sweep_error("{grid: {a b: [1]}}") ==
        "exp.yaml:6:16: 'a b' is no key, wanted one such as train.rate");
  CHECK(sweep_error("{grid: {seed: [1, 2]}}") ==
        "exp.yaml:6:16: sweep.grid has seed, wanted it in sweep.seeds");
  CHECK(sweep_error("{grid: {sweep.seeds: [1, 2]}}") ==
        "exp.yaml:6:16: sweep.grid has 'sweep.seeds', wanted a key of a single run");
  CHECK(sweep_error("{gird: {}}") ==
        "exp.yaml:6:9: unknown key 'sweep.gird' (did you mean 'sweep.grid'?)");
  CHECK(sweep_error("3") == "exp.yaml:6:8: sweep is an integer 3, wanted a table");
}

TEST_CASE("sweep: seeds are a number of them or distinct seeds") {
  CHECK(sweep_error("{seeds: 0}") ==
        "exp.yaml:6:16: sweep.seeds is 0, wanted 1..100000, or a list of distinct seeds");
  CHECK(sweep_error("{seeds: many}") ==
        "exp.yaml:6:16: sweep.seeds is a string 'many', wanted an integer or a list of integers");
  CHECK(sweep_error("{seeds: []}") ==
        "exp.yaml:6:16: sweep.seeds is an empty list, wanted one seed or more");
  CHECK(sweep_error("{seeds: [1, 2, 1]}") ==
        "exp.yaml:6:23: sweep.seeds[2] is 1 again, wanted distinct seeds");
  CHECK(sweep_error("{seeds: [-1]}") ==
        "exp.yaml:6:17: sweep.seeds[0] is -1, wanted 0..9007199254740992");
  CHECK(message_of([] {
          (void)plan(parse_text(minimal("seed: 9007199254740992\nsweep: {seeds: 2}\n"), "exp.yaml"),
                     find_plugin);
        }) ==
        "exp.yaml:7:16: sweep.seeds counts up to seed 9007199254740993, wanted at most "
        "9007199254740992");
}

TEST_CASE("sweep: two runs that are the same are refused by their values") {
  CHECK(sweep_error("{grid: {model.units: [32, 16, 32], train.batch: [4]}}") ==
        "exp.yaml:6:8: two runs of the sweep are the same (model.units=32, train.batch=4 and "
        "model.units=32, train.batch=4), wanted distinct ones");
  CHECK(sweep_error("{grid: {rule: [softhebb, {name: softhebb, temperature: 1}]}}") ==
        "exp.yaml:6:8: two runs of the sweep are the same (rule=softhebb and rule=softhebb "
        "temperature=1), wanted distinct ones");
  CHECK(sweep_error("{grid: {threads: [1, 2]}}") ==
        "exp.yaml:6:8: two runs of the sweep are the same (threads=1 and threads=2), wanted "
        "distinct ones");
}

TEST_CASE("sweep: more than 100,000 runs are refused before any is made") {
  CHECK(sweep_error("{seeds: 100000, grid: {model.units: [1, 0]}}") ==
        "exp.yaml:6:8: sweep has more than 100000 runs, wanted at most that");
}

TEST_CASE("sweep: options add and replace axes") {
  Node root = parse_text(minimal("sweep: {grid: {model.units: [1, 2]}}\n"), "exp.yaml");
  apply_sweep_axis(root, "model.units=8,16,32");
  apply_sweep_axis(root, "rule=softhebb,{name: hebbnet, sparsity: 0.8}");
  apply_sweep_axis(root, "seed=4,9");
  const auto runs = plan(root, find_plugin);
  REQUIRE(runs.size() == 12);
  CHECK(runs[11].axes == Axes{{"model.units", "32"}, {"rule", "hebbnet sparsity=0.8"}});
  CHECK(runs[11].experiment.seed == 9);
  Node plain = parse_text(minimal(), "exp.yaml");
  apply_sweep_axis(plain, "train.rate=0.1,0.2");
  CHECK(plan(plain, find_plugin).at(1).experiment.train.rate == 0.2);
}

TEST_CASE("sweep: errors of options name them") {
  const auto axis_error = [](const std::string& axis) {
    return message_of([&axis] {
      Node root = parse_text(minimal(), "exp.yaml");
      apply_sweep_axis(root, axis);
      (void)plan(root, find_plugin);
    });
  };
  CHECK(axis_error("model.units=1,x") ==
        "--sweep model.units=1,x: model.units is a string 'x', wanted an integer (in run 2 of 2: "
        "model.units=x)");
  CHECK(axis_error("model.unit=1,2") ==
        "--sweep model.unit=1,2: unknown key 'model.unit' (did you mean 'model.units'?)");
  CHECK(axis_error("model.units") == "--sweep model.units: has no '=', wanted KEY=VALUE,VALUE");
  CHECK(axis_error("model.units= ") ==
        "--sweep model.units= : has no value, wanted KEY=VALUE,VALUE");
  CHECK(axis_error("a..b=1") == "--sweep a..b=1: 'a..b' is no key, wanted one such as train.rate");
  CHECK(axis_error("model.units=1], [2") ==
        "--sweep model.units=1], [2: a second document starts here, wanted one");
}

TEST_CASE("sweep: an option's value that an axis would replace is refused") {
  const auto both_error = [](const std::string& option, const std::string& axis) {
    return message_of([&] {
      Node root = parse_text(minimal(), "exp.yaml");
      apply_override(root, option);
      apply_sweep_axis(root, axis);
      (void)plan(root, find_plugin);
    });
  };
  CHECK(both_error("model.units=64", "model.units=1,2") ==
        "-s model.units=64: sweep.grid.model.units would replace this value, wanted --sweep "
        "model.units=.. or no such axis");
  CHECK(
      both_error("rule.temperature=2", "rule=softhebb,hebbnet") ==
      "-s rule.temperature=2: sweep.grid.rule would replace this value, wanted --sweep rule=.. or "
      "no such axis");
  CHECK(both_error("rule=softhebb", "rule.temperature=1,2") == "no error");
  CHECK(both_error("sweep.grid.model.units=[1, 2]", "train.batch=1,2") == "no error");
}

}  // namespace
}  // namespace hebb::config
