// resolve_test -- defaults, types, ranges and combinations of the host's own keys.
#include "fixtures.hpp"

namespace hebb::config {
namespace {

TEST_CASE("resolve: what is not given has its default") {
  const Experiment made = experiment(minimal());
  CHECK(made.name == "experiment");
  CHECK(made.seed == 1);
  CHECK(made.threads == 0);
  CHECK(made.data.name == "mnist");
  CHECK_FALSE(made.data.train_count.has_value());
  CHECK(made.data.root.empty());
  CHECK(made.data.mean == 0);
  CHECK(made.data.scale == 1);
  CHECK(made.model.units == 64);
  CHECK(made.model.activation.name == "relu");
  CHECK_FALSE(made.model.layer_norm);
  CHECK(made.model.init_radius == 1);
  CHECK(made.train.epochs == 1);
  CHECK(made.train.batch == 32);
  CHECK(made.train.rate == 0.05);
  CHECK_FALSE(made.train.rate_falls);
  CHECK(made.train.mean_reduction);
  CHECK(made.train.shuffle);
  CHECK(made.metrics.empty());
  CHECK(made.probes.empty());
}

TEST_CASE("resolve: the resolved form holds every key with its value, sorted") {
  CHECK(experiment(minimal()).resolved.dump() ==
        R"({"checkpoint":{"minutes":5.0,"steps":0},"data":{"name":"mnist","normalize":[0.0,1.0]},)"
        R"("engine":{"block":0},"metrics":[],)"
        R"("model":{"activation":{"name":"relu"},"init":{"name":"normal","radius":1.0},)"
        R"("layer_norm":false,"units":64},"name":"experiment",)"
        R"("rule":{"anti_hebbian":false,"competition":"potential","name":"softhebb",)"
        R"("rate_power":0.0,"temperature":1.0,"winners":1},"schema":1,"seed":1,"threads":0,)"
        R"("train":{"batch":32,"epochs":1,"rate":0.05,"reduction":"mean","scale":"none",)"
        R"("schedule":"constant","shuffle":true}})");
}

TEST_CASE("resolve: what is given is taken") {
  const Experiment made = experiment(
      "schema: 1\nname: A-1_b.c\nseed: 9007199254740992\nthreads: 3\n"
      "data: {name: cifar-10, train: 100, test: 50, normalize: [0.5, 2]}\n"
      "model: {units: 1048576, activation: {name: triangle, power: 2}, layer_norm: true,"
      " init: {name: normal, radius: 5}}\n"
      "rule: hebbnet\n"
      "train: {epochs: 2, batch: 7, rate: 1, schedule: linear, reduction: sum, shuffle: false}\n");
  CHECK(made.name == "A-1_b.c");
  CHECK(made.seed == 9007199254740992U);
  CHECK(made.threads == 3);
  CHECK(made.data.train_count == 100U);
  CHECK(made.data.test_count == 50U);
  CHECK(made.data.mean == 0.5);
  CHECK(made.data.scale == 2);
  CHECK(made.model.activation.parameters == std::vector<double>{2});
  CHECK(made.model.layer_norm);
  CHECK(made.model.init_radius == 5);
  CHECK(made.train.epochs == 2);
  CHECK(made.train.batch == 7);
  CHECK(made.train.rate == 1);
  CHECK(made.train.rate_falls);
  CHECK_FALSE(made.train.mean_reduction);
  CHECK_FALSE(made.train.shuffle);
}

TEST_CASE("resolve: keys that are missing are named with what is wanted") {
  CHECK(error_of("name: x\n") == "exp.yaml:1:1: schema is missing, wanted an integer 1");
  CHECK(error_of("schema: 1\n") ==
        "exp.yaml:1:1: data is missing, wanted the name of a data source or a table with one");
  CHECK(error_of("schema: 1\ndata: mnist\n") == "exp.yaml:1:1: model is missing, wanted a table");
  CHECK(error_of(with_line(3, "model: {}")) ==
        "exp.yaml:3:8: model.units is missing, wanted an integer 1..1048576");
  CHECK(error_of("schema: 1\ndata: mnist\nmodel: {units: 1}\n") ==
        "exp.yaml:1:1: rule is missing, wanted the name of a rule or a table with one");
  CHECK(error_of(with_line(5, "")) ==
        "exp.yaml:1:1: train.rate is missing, wanted a real number >= 0");
  CHECK(error_of(with_line(5, "train: {batch: 3}")) ==
        "exp.yaml:5:8: train.rate is missing, wanted a real number >= 0");
}

TEST_CASE("resolve: without epochs there may be no rate") {
  const Experiment made = experiment(with_line(5, "train: {epochs: 0}"));
  CHECK(made.train.epochs == 0);
  CHECK_FALSE(made.resolved["train"].contains("rate"));
  CHECK(error_of(with_line(5, "train: {epochs: 0, rate: -1}")) ==
        "exp.yaml:5:26: train.rate is -1, wanted >= 0");
}

TEST_CASE("resolve: unknown keys get the nearest key of their table") {
  CHECK(error_of(with_line(3, "model: {unit: 64}")) ==
        "exp.yaml:3:9: unknown key 'model.unit' (did you mean 'model.units'?)");
  CHECK(error_of(minimal("sede: 3\n")) ==
        "exp.yaml:6:1: unknown key 'sede' (did you mean 'seed'?)");
  CHECK(error_of(with_line(3, "model: {units: 64, init: {radios: 1}}")) ==
        "exp.yaml:3:27: unknown key 'model.init.radios' (did you mean 'model.init.radius'?)");
  CHECK(error_of(with_line(3, "model: {units: 64, momentum: 1}")) ==
        "exp.yaml:3:20: unknown key 'model.momentum', wanted one of units, activation, layer_norm, "
        "init");
  CHECK(error_of(minimal("train.rate: 3\n")) ==
        "exp.yaml:6:1: unknown key 'train.rate', wanted tables instead of dots: train: {rate: ..}");
}

TEST_CASE("resolve: values of another type are refused with both types") {
  CHECK(error_of(with_line(3, "model: {units: many}")) ==
        "exp.yaml:3:16: model.units is a string 'many', wanted an integer");
  CHECK(error_of(with_line(3, "model: {units: 32.0}")) ==
        "exp.yaml:3:16: model.units is a real 32.0, wanted an integer");
  CHECK(error_of(with_line(3, "model: {units: 1e5}")) ==
        "exp.yaml:3:16: model.units is a real 1e5, wanted an integer");
  CHECK(error_of(with_line(3, "model: {units: '32'}")) ==
        "exp.yaml:3:16: model.units is a string '32', wanted an integer");
  CHECK(error_of(with_line(3, "model: {units: ~}")) ==
        "exp.yaml:3:16: model.units is null, wanted an integer");
  CHECK(error_of(with_line(3, "model: {units: [1]}")) ==
        "exp.yaml:3:16: model.units is a list, wanted an integer");
  CHECK(error_of(with_line(3, "model: 64")) ==
        "exp.yaml:3:8: model is an integer 64, wanted a table");
  CHECK(error_of(with_line(3, "model: {units: 64, layer_norm: 1}")) ==
        "exp.yaml:3:32: model.layer_norm is an integer 1, wanted true or false");
  CHECK(error_of(with_line(5, "train: {rate: {a: 1}}")) ==
        "exp.yaml:5:15: train.rate is a table, wanted a real number");
  CHECK(error_of(with_line(5, "train: {rate: true}")) ==
        "exp.yaml:5:15: train.rate is the boolean true, wanted a real number");
  CHECK(error_of(minimal("name: 3\n")) == "exp.yaml:6:7: name is an integer 3, wanted a string");
  CHECK(error_of("[1]") == "exp.yaml:1:1: the document is a list, wanted a table");
}

TEST_CASE("resolve: values out of range are refused with the range") {
  CHECK(error_of(with_line(3, "model: {units: 0}")) ==
        "exp.yaml:3:16: model.units is 0, wanted 1..1048576");
  CHECK(error_of(with_line(3, "model: {units: 1048577}")) ==
        "exp.yaml:3:16: model.units is 1048577, wanted 1..1048576");
  CHECK(error_of(with_line(3, "model: {units: 1, init: {radius: 0}}")) ==
        "exp.yaml:3:34: model.init.radius is 0, wanted > 0");
  CHECK(error_of(with_line(3, "model: {units: 1, init: {name: uniform}}")) ==
        "exp.yaml:3:32: model.init.name is 'uniform', wanted normal");
  CHECK(error_of(with_line(5, "train: {rate: -0.5}")) ==
        "exp.yaml:5:15: train.rate is -0.5, wanted >= 0");
  CHECK(error_of(with_line(5, "train: {rate: 1, batch: 65537}")) ==
        "exp.yaml:5:25: train.batch is 65537, wanted 1..65536");
  CHECK(error_of(with_line(5, "train: {rate: 1, epochs: -1}")) ==
        "exp.yaml:5:26: train.epochs is -1, wanted 0..1000000");
  CHECK(error_of(with_line(5, "train: {rate: 1, schedule: liner}")) ==
        "exp.yaml:5:28: train.schedule is 'liner', wanted constant | linear (did you mean "
        "'linear'?)");
  CHECK(error_of(minimal("seed: 9007199254740993\n")) ==
        "exp.yaml:6:7: seed is 9007199254740993, wanted 0..9007199254740992");
  CHECK(error_of(minimal("seed: -1\n")) == "exp.yaml:6:7: seed is -1, wanted 0..9007199254740992");
  CHECK(error_of(minimal("threads: 1025\n")) == "exp.yaml:6:10: threads is 1025, wanted 0..1024");
}

TEST_CASE("resolve: names are short and hold no slashes") {
  const std::string wanted = ", wanted 1 to 64 of A-Z a-z 0-9 . _ -, not only dots";
  CHECK(error_of(minimal("name: a/b\n")) == "exp.yaml:6:7: name is 'a/b'" + wanted);
  CHECK(error_of(minimal("name: ''\n")) == "exp.yaml:6:7: name is ''" + wanted);
  CHECK(error_of(minimal("name: ..\n")) == "exp.yaml:6:7: name is '..'" + wanted);
  const std::string longest(64, 'x');
  CHECK(experiment(minimal("name: " + longest + "\n")).name == longest);
  CHECK(error_of(minimal("name: " + longest + "x\n")) ==
        "exp.yaml:6:7: name is '" + std::string(60, 'x') + "...'" + wanted);
}

TEST_CASE("resolve: a document of another version is refused before its unknown keys") {
  CHECK(error_of("schema: 2\nfuture: 1\n") == "exp.yaml:1:9: schema is 2, wanted 1");
  CHECK(error_of("schema: one\n") == "exp.yaml:1:9: schema is a string 'one', wanted an integer");
}

TEST_CASE("resolve: a sweep is no single run") {
  CHECK(error_of(minimal("sweep: {seeds: 2}\n")) ==
        "exp.yaml:6:8: sweep is given, wanted the settings of a single run");
}

TEST_CASE("resolve: text of the user is cut and cleaned in messages") {
  CHECK(error_of(with_line(3, "model: {units: \"a\\e[31m\\n\"}")) ==
        "exp.yaml:3:16: model.units is a string 'a?[31m?', wanted an integer");
}

}  // namespace
}  // namespace hebb::config
