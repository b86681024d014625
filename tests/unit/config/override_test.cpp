// override_test -- `-s key=value`.
#include "fixtures.hpp"

namespace hebb::config {
namespace {

Experiment overridden(const std::vector<std::string>& assignments,
                      const std::string& text = minimal()) {
  Node root = parse_text(text, "exp.yaml");
  for (const std::string& assignment : assignments) apply_override(root, assignment);
  return resolve(root, find_plugin);
}

std::string override_error(const std::vector<std::string>& assignments,
                           const std::string& text = minimal()) {
  return message_of([&] { (void)overridden(assignments, text); });
}

TEST_CASE("override: a value replaces the file's, or is added") {
  CHECK(overridden({"model.units=128"}).model.units == 128);
  CHECK(overridden({"model.layer_norm=true"}).model.layer_norm);
  CHECK(overridden({"model.init.radius=5"}).model.init_radius == 5);
  CHECK(overridden({"seed=1", "seed=7"}).seed == 7);
  CHECK(overridden({"data.root=/a=b"}).data.root == "/a=b");
}

TEST_CASE("override: values are YAML") {
  CHECK(overridden({"metrics=[gini, {name: dead, every: 3}]"}).metrics.at(1).every == 3);
  CHECK(overridden({"rule={name: hebbnet, sparsity: 0.5}"}).rule.parameters.at(0) == 0.5);
  CHECK(overridden({"probe={}"}).probes.size() == 1);
}

TEST_CASE("override: a plugin by name replaces the whole table") {
  const std::string text = with_line(4, "rule: {name: softhebb, temperature: 2}");
  CHECK(overridden({"rule=hebbnet"}, text).rule.name == "hebbnet");
}

TEST_CASE("override: a key inside a bare name makes it a table") {
  CHECK(overridden({"rule.temperature=2"}).rule.parameters.at(0) == 2);
  CHECK(overridden({"rule=hebbnet", "rule.target.keep=0.5"}).rule.parameters.at(2) == 0.5);
  CHECK(overridden({"data.train=5"}).data.train_count == 5U);
  CHECK(overridden({"model.activation=triangle", "model.activation.power=3"})
            .model.activation.parameters.at(0) == 3);
}

TEST_CASE("override: a probe can be made, changed and removed") {
  CHECK(overridden({"probe.epochs=3"}).probes.at(0).epochs == 3);
  CHECK(overridden({"probe.epochs=3"}, minimal("probe: none\n")).probes.at(0).epochs == 3);
  CHECK(overridden({"probe.epochs=3"}, minimal("probe:\n")).probes.at(0).epochs == 3);
  CHECK(overridden({"probe=null"}, minimal("probe: {}\n")).probes.empty());
  CHECK(overridden({"probe.early_stop=null"}, minimal("probe: {early_stop: 1}\n"))
            .probes.at(0)
            .early_stop == std::nullopt);
}

TEST_CASE("override: threads and root do not change the run, the rest does") {
  const std::string id = experiment(minimal()).id;
  CHECK(overridden({"threads=3", "data.root=/elsewhere"}).id == id);
  CHECK(overridden({"model.units=64"}).id == id);
  CHECK(overridden({"model.units=65"}).id != id);
}

TEST_CASE("override: errors of values name the option") {
  CHECK(override_error({"model.units=0"}) ==
        "-s model.units=0: model.units is 0, wanted 1..1048576");
  CHECK(override_error({"rule={name: hebbnet, target: {keep: 2}}"}) ==
        "-s rule={name: hebbnet, target: {keep: 2}}: rule.target.keep is 2, wanted 0..1");
  CHECK(override_error({"modle.units=3"}) ==
        "-s modle.units=3: unknown key 'modle' (did you mean 'model'?)");
  CHECK(override_error({"rule.temprature=3"}) ==
        "-s rule.temprature=3: unknown key 'rule.temprature' (did you mean 'rule.temperature'?)");
  CHECK(override_error({"seed=010"}) ==
        "-s seed=010: 010 has a leading zero, wanted a decimal number or a quoted string");
  CHECK(override_error({"metrics=[gini"}) ==
        "-s metrics=[gini: yaml: end of sequence flow not found");
  CHECK(override_error({"rule={name: a, name: b}"}) ==
        "-s rule={name: a, name: b}: duplicate key 'name'");
}

TEST_CASE("override: what is no assignment is refused") {
  CHECK(override_error({"seed"}) == "-s seed: has no '=', wanted KEY=VALUE");
  CHECK(override_error({"seed="}) == "-s seed=: has no value, wanted KEY=VALUE");
  CHECK(override_error({"=3"}) == "-s =3: '' is no key, wanted one such as train.rate");
  CHECK(override_error({"a..b=3"}) == "-s a..b=3: 'a..b' is no key, wanted one such as train.rate");
  CHECK(override_error({"metrics[0]=3"}) ==
        "-s metrics[0]=3: 'metrics[0]' is no key, wanted one such as train.rate");
}

TEST_CASE("override: only tables, bare names and nothing can be entered") {
  CHECK(override_error({"model.units.x=1"}) ==
        "-s model.units.x=1: model.units is an integer 64, wanted a table");
  CHECK(override_error({"probe.epochs=1"}, minimal("probe: [{name: a}]\n")) ==
        "-s probe.epochs=1: probe is a list, wanted a table");
  CHECK(override_error({"seed=1"}, "[1]") == "-s seed=1: the document is a list, wanted a table");
}

}  // namespace
}  // namespace hebb::config
