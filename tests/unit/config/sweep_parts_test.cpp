// sweep_parts_test -- zip:, list:, labels and exclude:.
#include "config/keys.hpp"
#include "fixtures.hpp"

namespace hebb::config {
namespace {

// "units/batch/seed" of each run.
std::vector<std::string> places(const std::string& sweep) {
  std::vector<std::string> list;
  for (const PlannedRun& run : planned(sweep)) {
    list.push_back(std::to_string(run.experiment.model.units) + "/" +
                   std::to_string(run.experiment.train.batch) + "/" +
                   std::to_string(run.experiment.seed));
  }
  return list;
}

using Places = std::vector<std::string>;

TEST_CASE("sweep: the axes of zip go together, beside those of grid") {
  CHECK(places("{zip: {model.units: [32, 64], train.batch: [4, 2]}, seeds: 2}") ==
        Places{"32/4/1", "32/4/2", "64/2/1", "64/2/2"});
  const auto runs =
      planned("{grid: {train.epochs: [1, 2]}, zip: {model.units: [32, 64], train.batch: [4, 2]}}");
  REQUIRE(runs.size() == 4);
  CHECK(runs[2].axes == Axes{{"train.epochs", "2"}, {"model.units", "32"}, {"train.batch", "4"}});
}

TEST_CASE("sweep: lists of unequal lengths in zip are refused at the second") {
  CHECK(sweep_error("{zip: {model.units: [32, 64], train.batch: [4, 2, 1]}}") ==
        "exp.yaml:6:51: sweep.zip.train.batch has length 3, but model.units has 2, wanted equal "
        "lengths");
  CHECK(sweep_error("{zip: {model.units: [32], train.batch: []}}") ==
        "exp.yaml:6:47: sweep.zip.train.batch is an empty list, wanted one value or more");
  CHECK(sweep_error("{zip: {}}") ==
        "exp.yaml:6:14: sweep.zip is empty, wanted a table of lists, or null for none");
  CHECK(sweep_error("{zip: [1]}") == "exp.yaml:6:14: sweep.zip is a list, wanted a table of lists");
}

TEST_CASE("sweep: each entry of list sets several keys at once") {
  const auto runs =
      planned("{list: [{model.units: 32, train.batch: 4}, {rule: hebbnet, rule.sparsity: 0.5}]}");
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].axes == Axes{{"model.units", "32"}, {"train.batch", "4"}});
  CHECK(runs[1].experiment.rule.parameters.at(0) == 0.5);
  CHECK(runs[1].experiment.model.units == 64);
  CHECK(runs[1].axes == Axes{{"rule", "hebbnet"}, {"rule.sparsity", "0.5"}});
}

TEST_CASE("sweep: with a label the entries of list are one column, and one may change nothing") {
  const auto runs = planned("{list: [{label: base}, {label: small, model.units: 8}]}");
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].axes == Axes{{"list", "base"}});
  CHECK(runs[0].experiment.id == experiment(minimal()).id);
  CHECK(runs[1].axes == Axes{{"list", "small"}});
  CHECK(runs[1].experiment.model.units == 8);
}

TEST_CASE("sweep: the keys of a table of entries are their labels") {
  const auto runs = planned("{list: {base: {}, small one: {model.units: 8, train.batch: 2}}}");
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].axes == Axes{{"list", "base"}});
  CHECK(runs[0].experiment.id == experiment(minimal()).id);
  CHECK(runs[1].axes == Axes{{"list", "small one"}});
  CHECK(runs[1].experiment.labels == Axes{{"list", "small one"}});
  CHECK(runs[1].experiment.model.units == 8);
  CHECK(runs[1].experiment.train.batch == 2);
}

TEST_CASE("sweep: what is no entry of a list is refused where it stands") {
  CHECK(sweep_error("{list: []}") ==
        "exp.yaml:6:15: sweep.list is empty, wanted a list or a table of tables, or null for none");
  CHECK(sweep_error("{list: 3}") ==
        "exp.yaml:6:15: sweep.list is an integer 3, wanted a list or a table of tables");
  CHECK(sweep_error("{list: {small: 1}}") ==
        "exp.yaml:6:23: sweep.list.small is an integer 1, wanted a table of dotted keys");
  CHECK(sweep_error("{list: {small: {label: x}}}") ==
        "exp.yaml:6:31: sweep.list.small has a label of its own, wanted none: it is called "
        "'small'");
  CHECK(sweep_error("{list: [3]}") ==
        "exp.yaml:6:16: sweep.list[0] is an integer 3, wanted a table of dotted keys");
  CHECK(sweep_error("{list: [{}]}") == "exp.yaml:6:16: sweep.list[0] is empty, wanted a key");
  CHECK(sweep_error("{list: [{seed: 3}]}") ==
        "exp.yaml:6:17: sweep.list has seed, wanted it in sweep.seeds");
  CHECK(sweep_error("{list: [{rule: {label: x, value: softhebb}}]}") ==
        "exp.yaml:6:31: sweep.list[0].rule has a label of its own, wanted one for the entry");
  CHECK(sweep_error("{list: [{include: x}]}") ==
        "exp.yaml:6:17: sweep.list has 'include', wanted a key of a single run");
  CHECK(sweep_error("{list: [{model.unit: 3}]}") ==
        "exp.yaml:6:17: unknown key 'model.unit' (did you mean 'model.units'?)");
}

TEST_CASE("sweep: a label stands for its value in tables and is recorded, but is not identity") {
  const auto runs =
      planned("{grid: {rule: [{label: as run, value: {name: hebbnet, sparsity: 0.8}}, softhebb]}}");
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].axes == Axes{{"rule", "as run"}});
  CHECK(runs[1].axes == Axes{{"rule", "softhebb"}});
  CHECK(runs[0].experiment.labels == Axes{{"rule", "as run"}});
  CHECK(runs[0].experiment.resolved["labels"] == nlohmann::json{{"rule", "as run"}});
  CHECK_FALSE(runs[1].experiment.resolved.contains("labels"));
  const auto plain = planned("{grid: {rule: [{name: hebbnet, sparsity: 0.8}]}}");
  CHECK(runs[0].experiment.id == plain.at(0).experiment.id);
  const auto renamed =
      planned("{grid: {rule: [{label: HebbNet, value: {name: hebbnet, sparsity: 0.8}}]}}");
  CHECK(runs[0].experiment.id == renamed.at(0).experiment.id);
  const Node config = parse_text(runs[0].experiment.resolved.dump(), "config.json");
  CHECK(resolve(config, find_plugin).labels == runs[0].experiment.labels);
  CHECK(resolve(config, find_plugin).id == runs[0].experiment.id);
}

TEST_CASE("sweep: labels of grid, zip and list stand side by side") {
  const auto runs = planned(
      "{grid: {rule: [{label: soft, value: softhebb}]}, "
      "zip: {train.rate: [{label: fast, value: 1}]}, "
      "list: [{label: base}, {label: small, model.units: 8}, {model.units: 9, train.batch: 1}]}");
  REQUIRE(runs.size() == 3);
  CHECK(runs[1].axes == Axes{{"rule", "soft"}, {"train.rate", "fast"}, {"list", "small"}});
  CHECK(runs[1].experiment.labels ==
        Axes{{"rule", "soft"}, {"train.rate", "fast"}, {"list", "small"}});
  CHECK(runs[0].experiment.model.units == 64);
  CHECK(runs[2].axes.back() == std::pair<std::string, std::string>("list",
                                                                   "model.units=9 "
                                                                   "train.batch=1"));
  CHECK(runs[2].experiment.labels == Axes{{"rule", "soft"}, {"train.rate", "fast"}});
}

TEST_CASE("sweep: two labels for the same settings are the same run") {
  CHECK(sweep_error("{grid: {rule: [{label: a, value: softhebb}, {label: b, value: softhebb}]}}") ==
        "exp.yaml:6:8: two runs of the sweep are the same (rule=a and rule=b), wanted distinct "
        "ones");
}

TEST_CASE("sweep: a labelled value has a label, a value, and nothing else") {
  CHECK(sweep_error("{grid: {rule: [{label: x, name: softhebb}]}}") ==
        "exp.yaml:6:34: sweep.grid.rule[0] has a label and 'name', wanted {label: .., value: ..}");
  CHECK(sweep_error("{grid: {rule: [{label: x}]}}") ==
        "exp.yaml:6:23: sweep.grid.rule[0].value is missing, wanted {label: .., value: ..}");
  CHECK(sweep_error("{grid: {rule: [{label: 3, value: softhebb}]}}") ==
        "exp.yaml:6:31: sweep.grid.rule[0].label is an integer 3, wanted a string");
  CHECK(sweep_error("{grid: {rule: [{label: '', value: softhebb}]}}") ==
        "exp.yaml:6:31: sweep.grid.rule[0].label is '', wanted 1 to 64 bytes without control "
        "characters");
  CHECK(sweep_error("{list: [{label: \"a\\nb\"}]}") ==
        "exp.yaml:6:24: sweep.list[0].label is 'a?b', wanted 1 to 64 bytes without control "
        "characters");
}

TEST_CASE("sweep: a label that would put two values into one row of the table is refused") {
  CHECK(sweep_error("{grid: {train.rate: [{label: x, value: 1}, {label: x, value: 2}]}}") ==
        "exp.yaml:6:51: train.rate=x is what another value is called, at exp.yaml:6:29, wanted "
        "distinct labels");
  CHECK(sweep_error("{grid: {train.rate: [1, {label: '1', value: 2}]}}") ==
        "exp.yaml:6:32: train.rate=1 is what another value is called, at exp.yaml:6:29, wanted "
        "distinct labels");
}

TEST_CASE("sweep: no key of an experiment, and no parameter, is called label") {
  for (const KeySpec& row : keys()) {
    const std::string path = "." + std::string(row.path) + ".";
    CHECK(path.find(".label.") == std::string::npos);
  }
  CHECK(is_reserved_parameter("label"));
  CHECK(is_reserved_parameter("label.size"));
  CHECK(is_reserved_parameter("target.label"));
  CHECK_FALSE(is_reserved_parameter("labels"));
  CHECK_FALSE(is_reserved_parameter("target.relabel"));
}

TEST_CASE("sweep: errors of labelled values point into the value") {
  CHECK(sweep_error("{grid: {model.units: [{label: none, value: 0}]}}") ==
        "exp.yaml:6:51: model.units is 0, wanted 1..1048576");
}

TEST_CASE("sweep: labels are texts, whoever writes them") {
  CHECK(error_of(minimal("labels: 3\n")) == "exp.yaml:6:9: labels is an integer 3, wanted a table");
  CHECK(error_of(minimal("labels: {rule: 3}\n")) ==
        "exp.yaml:6:16: labels.rule is an integer 3, wanted a string");
  CHECK(sweep_error("{grid: {labels: [{rule: x}]}}") ==
        "exp.yaml:6:16: sweep.grid has 'labels', wanted a key of a single run");
}

TEST_CASE("sweep: an axis may stand in one part only, and not undo an earlier part") {
  CHECK(sweep_error("{grid: {model.units: [1, 2]}, zip: {model.units: [3, 4]}}") ==
        "exp.yaml:6:44: sweep.zip.model.units is in sweep.grid, too, wanted it in one of them");
  CHECK(sweep_error("{grid: {model.units: [1, 2]}, list: [{train.batch: 1}, {model.units: 3}]}") ==
        "exp.yaml:6:64: sweep.list.model.units is in sweep.grid, too, wanted it in one of them");
  CHECK(sweep_error("{grid: {rule.temperature: [1, 2]}, list: [{rule: softhebb}]}") ==
        "exp.yaml:6:51: sweep.list.rule comes after sweep.grid.rule.temperature and would replace "
        "it, wanted rule first (grid comes before zip, and zip before list)");
  CHECK(sweep_error("{list: [{rule.temperature: 1, rule: softhebb}]}") ==
        "exp.yaml:6:38: sweep.list.rule comes after rule.temperature and would replace it, wanted "
        "rule first");
  Node root = parse_text(minimal("sweep: {list: [{model.units: 1}]}\n"), "exp.yaml");
  apply_override(root, "model.units=9");
  CHECK(message_of([&root] { (void)plan(root, find_plugin); }) ==
        "-s model.units=9: sweep.list.model.units would replace this value, wanted no such axis");
}

TEST_CASE("sweep: exclude takes out the combinations that have all of an entry's values") {
  const std::string grid = "grid: {model.units: [32, 64], train.batch: [4, 2]}";
  CHECK(places("{" + grid + ", exclude: [{model.units: 32, train.batch: 2}]}") ==
        Places{"32/4/1", "64/4/1", "64/2/1"});
  CHECK(places("{" + grid + ", exclude: [{model.units: 32}, {train.batch: 2.0}]}") ==
        Places{"64/4/1"});
  CHECK(
      places("{" + grid + ", seeds: 2, exclude: [{model.units: 32}, {train.batch: 4, seed: 2}]}") ==
      Places{"64/4/1", "64/2/1", "64/2/2"});
}

TEST_CASE("sweep: exclude knows labels, plugins by their name, and settings inside a value") {
  const auto rules = [](const std::string& exclude) {
    std::vector<std::string> texts;
    const std::string grid =
        "{grid: {rule: [softhebb, {name: softhebb, temperature: 2}, {label: sparse, value: {name: "
        "hebbnet, sparsity: 0.8, target: {keep: 0.5}}}], train.batch: [4]}, exclude: [";
    for (const PlannedRun& run : planned(grid + exclude + "]}")) {
      texts.push_back(run.axes[0].second);
    }
    return texts;
  };
  using Texts = std::vector<std::string>;
  CHECK(rules("{rule: sparse}") == Texts{"softhebb", "softhebb temperature=2"});
  CHECK(rules("{rule: softhebb}") == Texts{"sparse"});
  CHECK(rules("{rule.name: softhebb}") == Texts{"sparse"});
  CHECK(rules("{rule: {name: softhebb, temperature: 2}}") == Texts{"softhebb", "sparse"});
  CHECK(rules("{rule.temperature: 2}") == Texts{"softhebb", "sparse"});
  CHECK(rules("{rule: {target: {keep: .5}}, train.batch: 4}") ==
        Texts{"softhebb", "softhebb temperature=2"});
}

TEST_CASE("sweep: an excluded combination need not be a possible one") {
  const auto runs = planned(
      "{grid: {rule: [softhebb, hebbnet], rule.temperature: [1, 2]}, exclude: [{rule: hebbnet}]}");
  CHECK(runs.size() == 2);
}

TEST_CASE("sweep: an exclusion that excludes nothing is an error that says which value") {
  const std::string grid = "{grid: {model.units: [32, 64]}, seeds: 2, exclude: ";
  CHECK(sweep_error(grid + "[{model.units: 32}, {model.units: 65}]}") ==
        "exp.yaml:6:79: sweep.exclude[1] excludes nothing: model.units is never 65, wanted values "
        "of this sweep");
  CHECK(sweep_error(grid + "[{model.units: 32, seed: 9}]}") ==
        "exp.yaml:6:60: sweep.exclude[0] excludes nothing: seed is never 9, wanted values of this "
        "sweep");
  CHECK(sweep_error("{zip: {model.units: [1, 2], train.batch: [1, 2]}, exclude: [{model.units: 1, "
                    "train.batch: 2}]}") ==
        "exp.yaml:6:68: sweep.exclude[0] excludes nothing: no run has all of its values, wanted "
        "values of this sweep");
}

TEST_CASE("sweep: what is no exclusion is refused where it stands") {
  const std::string grid = "{grid: {model.units: [32, 64]}, exclude: ";
  CHECK(sweep_error(grid + "[{model.unit: 32}]}") ==
        "exp.yaml:6:51: sweep.exclude[0] has 'model.unit', which no axis of the sweep sets (did "
        "you mean 'model.units'?)");
  CHECK(sweep_error(grid + "[{train.rate: 32}]}") ==
        "exp.yaml:6:51: sweep.exclude[0] has 'train.rate', which no axis of the sweep sets, wanted "
        "one of model.units, seed");
  CHECK(sweep_error(grid + "[{list: x}]}") ==
        "exp.yaml:6:57: sweep.exclude[0].list is 'x', wanted a label of an entry of sweep.list");
  CHECK(sweep_error(grid + "{}}") ==
        "exp.yaml:6:49: sweep.exclude is a table, wanted a list of tables");
  CHECK(sweep_error(grid + "[{}]}") == "exp.yaml:6:50: sweep.exclude[0] is empty, wanted a key");
  CHECK(sweep_error(grid + "[{seed: x}]}") ==
        "exp.yaml:6:57: sweep.exclude[0].seed is a string 'x', wanted an integer");
  CHECK(sweep_error(grid + "[{model.units: 32}, {model.units: 64}]}") ==
        "exp.yaml:6:8: sweep.exclude leaves no run, wanted one or more");
}

TEST_CASE("sweep: an exclusion may come to nothing where an option has changed the sweep") {
  Node root = parse_text(
      minimal("sweep: {grid: {model.units: [1, 2]}, exclude: [{model.units: 2}]}\n"), "exp.yaml");
  apply_sweep_axis(root, "model.units=1,3");
  CHECK(plan(root, find_plugin).size() == 2);
  apply_override(root, "sweep.exclude=[{model.unit: 1}]");
  CHECK(
      message_of([&root] { (void)plan(root, find_plugin); }) ==
      "-s sweep.exclude=[{model.unit: 1}]: sweep.exclude[0] has 'model.unit', which no axis of the "
      "sweep sets (did you mean 'model.units'?)");
}

TEST_CASE("sweep: options reach zip, and an axis of zip or list cannot be one of --sweep, too") {
  const std::string zip = "sweep: {zip: {model.units: [1, 2], train.batch: [1, 2]}}\n";
  Node root = parse_text(minimal(zip), "exp.yaml");
  apply_override(root, "sweep.zip.train.batch=[5, 6]");
  CHECK(plan(root, find_plugin).at(1).experiment.train.batch == 6);
  apply_sweep_axis(root, "model.units=7,8");
  CHECK(message_of([&root] { (void)plan(root, find_plugin); }) ==
        "exp.yaml:6:15: sweep.zip.model.units is in sweep.grid, too, wanted it in one of them");
}

}  // namespace
}  // namespace hebb::config
