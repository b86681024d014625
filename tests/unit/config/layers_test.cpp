// layers_test -- the layers above the first.
#include "config/keys.hpp"
#include "fixtures.hpp"

namespace hebb::config {
namespace {

TEST_CASE("layers: without them nothing is written, and the run is the same") {
  const Experiment made = experiment(minimal());
  CHECK(made.layers.empty());
  CHECK_FALSE(made.resolved.contains("layers"));
  CHECK(experiment(minimal("layers: ~\n")).id == made.id);
  CHECK(experiment(minimal("layers: []\n")).id == made.id);
  CHECK(experiment(minimal("layers: [{}]\n")).id != made.id);
}

TEST_CASE("layers: what one does not say is as in the first layer, not as in the one below") {
  const Experiment made = experiment(
      "schema: 1\ndata: mnist\n"
      "model: {units: 64, activation: {name: triangle, power: 2}, layer_norm: true, init: {radius: "
      "5}}\n"
      "rule: {name: softhebb, temperature: 3, conscience: {gain: 4}}\n"
      "train: {epochs: 2, batch: 8, rate: 0.05, reduction: sum, schedule: linear, shuffle: false}\n"
      "metrics: [gini]\n"
      "layers: [{units: 10, layer_norm: false, rule: hebbnet, train: {rate: 1}, metrics: []}, "
      "{}]\n");
  REQUIRE(made.layers.size() == 2);
  const LayerSettings& second = made.layers[0];
  CHECK(second.model.units == 10);
  CHECK_FALSE(second.model.layer_norm);
  CHECK(second.model.activation.parameters == std::vector<double>{2});
  CHECK(second.model.init_radius == 5);
  CHECK(second.rule.name == "hebbnet");
  CHECK_FALSE(second.conscience.has_value());
  CHECK(second.train.rate == 1);
  CHECK(second.train.batch == 8);
  CHECK(second.metrics.empty());
  const LayerSettings& third = made.layers[1];
  CHECK(third.model.units == 64);
  CHECK(third.model.layer_norm);
  CHECK(third.rule.parameters == made.rule.parameters);
  REQUIRE(third.conscience.has_value());
  CHECK(third.conscience->gain == 4);
  CHECK(third.train.epochs == 2);
  CHECK(third.train.rate == 0.05);
  CHECK(third.train.rate_falls);
  CHECK_FALSE(third.train.shuffle);
  CHECK_FALSE(third.train.mean_reduction);
  REQUIRE(third.metrics.size() == 1);
  CHECK(third.metrics[0].name == "gini");
  CHECK(experiment(made.resolved.dump()).id == made.id);
}

TEST_CASE("layers: the resolved form holds every value, so that defaults may be written out") {
  const Experiment made = experiment(minimal("layers: [{units: 10}]\n"));
  CHECK(
      made.resolved["layers"].dump() ==
      R"([{"activation":{"name":"relu"},"init":{"name":"normal","radius":1.0},"layer_norm":false,)"
      R"("metrics":[],"rule":{"anti_hebbian":false,"competition":"potential","name":"softhebb",)"
      R"("rate_power":0.0,"temperature":1.0,"winners":1},"train":{"batch":32,"epochs":1,)"
      R"("rate":0.05,"reduction":"mean","scale":"none","schedule":"constant","shuffle":true},)"
      R"("units":10}])");
  CHECK(experiment(minimal("layers: [{units: 10, train: {batch: 32}, rule: softhebb}]\n")).id ==
        made.id);
}

TEST_CASE("layers: a head is the last layer's, and takes what it does not say from there") {
  const Experiment made =
      experiment(minimal("layers: [{units: 10, train: {rate: 3}, init: {radius: 2}}]\n"
                         "head: {units: 4, rule: hebbnet}\n"));
  CHECK(made.head->rate == 3);
  CHECK(made.head->init_radius == 2);
}

TEST_CASE("layers: a probe reads the last layer, or the one that it names") {
  const Experiment made = experiment(
      minimal("layers: [{units: 10}]\nprobe: [{name: last}, {name: first, layer: 1}]\n"));
  CHECK(made.probes.at(0).layer == 0);
  CHECK(made.probes.at(1).layer == 1);
  CHECK(error_of(minimal("layers: [{units: 10}]\nprobe: {layer: 3}\n")) ==
        "exp.yaml:7:16: probe.layer is 3, but there are 2 layers, wanted 1..2");
  CHECK(error_of(minimal("probe: {layer: 2}\n")) ==
        "exp.yaml:6:16: probe.layer is 2, but there is one layer, wanted 1");
  CHECK(error_of(minimal("probe: {layer: 0}\n")) == "exp.yaml:6:16: probe.layer is 0, wanted >= 1");
}

TEST_CASE("layers: what is unknown, mistyped, missing or out of range is named") {
  CHECK(error_of(minimal("layers: 3\n")) == "exp.yaml:6:9: layers is an integer 3, wanted a list");
  CHECK(error_of(minimal("layers: [64]\n")) ==
        "exp.yaml:6:10: layers[0] is an integer 64, wanted a table");
  CHECK(error_of(minimal("layers: [{}, {unit: 3}]\n")) ==
        "exp.yaml:6:15: unknown key 'layers[1].unit' (did you mean 'layers[1].units'?)");
  CHECK(error_of(minimal("layers: [{units: 0}]\n")) ==
        "exp.yaml:6:18: layers[0].units is 0, wanted 1..1048576");
  CHECK(error_of(minimal("layers: [{train: {rat: 1}}]\n")) ==
        "exp.yaml:6:19: unknown key 'layers[0].train.rat' (did you mean 'layers[0].train.rate'?)");
  CHECK(error_of(minimal("layers: [{rule: {name: softhebb, temperature: 0}}]\n")) ==
        "exp.yaml:6:47: layers[0].rule.temperature is 0, wanted > 0");
  CHECK(error_of(minimal("layers: [{rule: oja}]\n"), ExitCode::kMissing) ==
        "exp.yaml:6:17: no rule oja");
  CHECK(error_of(minimal("layers: [{metrics: [gini, gini]}]\n")) ==
        "exp.yaml:6:27: layers[0].metrics[1] is gini again, first at exp.yaml:6:21, wanted each "
        "metric once");
  CHECK(error_of("schema: 1\ndata: mnist\nmodel: {units: 4}\nrule: softhebb\n"
                 "train: {epochs: 0}\nlayers: [{train: {epochs: 1}}]\n") ==
        "exp.yaml:6:18: layers[0].train.rate is missing, wanted a real number >= 0");
}

TEST_CASE("layers: options and axes reach into the list") {
  Node document = parse_text(minimal("layers: [{units: 10}, {}]\n"), "exp.yaml");
  apply_override(document, "layers.1.units=7");
  apply_override(document, "layers.0.rule.name=hebbnet");
  const Experiment made = resolve(document, find_plugin);
  CHECK(made.layers.at(1).model.units == 7);
  CHECK(made.layers.at(0).rule.name == "hebbnet");
  CHECK(message_of([&] { apply_override(document, "layers.2.units=7"); }) ==
        "-s layers.2.units=7: layers.2 is not there, wanted one of layers.0 to layers.1");
  apply_sweep_axis(document, "layers.0.units=3,4");
  const std::vector<PlannedRun> runs = plan(document, find_plugin);
  REQUIRE(runs.size() == 2);
  CHECK(runs[1].experiment.layers.at(0).model.units == 4);
  CHECK(runs[1].axes == std::vector<std::pair<std::string, std::string>>{{"layers.0.units", "4"}});
  apply_override(document, "layers.0.units=5");
  CHECK_THAT(message_of([&] { (void)plan(document, find_plugin); }),
             Catch::Contains("sweep.grid.layers.0.units would replace this value"));
}

TEST_CASE("layers: a sweep may be over whole lists of layers") {
  Node document = parse_text(minimal(), "exp.yaml");
  apply_sweep_axis(document, "layers=[],[{units: 8}],[{units: 8}, {units: 4}]");
  const std::vector<PlannedRun> runs = plan(document, find_plugin);
  REQUIRE(runs.size() == 3);
  CHECK(runs[2].axes[0].second == "[{units: 8}, {units: 4}]");
}

TEST_CASE("layers: their keys are in the table, with the bounds of the first layer's") {
  for (const char* path : {"layers", "layers[]", "layers[].units", "layers[].activation.name",
                           "layers[].rule.conscience.gain", "layers[].train.batch",
                           "layers[].metrics[].every", "layers[].init.radius"}) {
    INFO(path);
    CHECK(find_key(path) != nullptr);
  }
  CHECK(find_key("layers[].units")->range == find_key("model.units")->range);
  CHECK_FALSE(find_key("layers[].units")->required);
  CHECK(find_key("layers[].train.batch")->initial.empty());
  CHECK(find_key("layers[].train.batch")->doc == "As train.batch, which it is where it is absent.");
}

}  // namespace
}  // namespace hebb::config
