// probe_test -- none, one or several probes.
#include "fixtures.hpp"

namespace hebb::config {
namespace {

std::vector<ProbeSettings> probes(const std::string& text) {
  return experiment(minimal("probe: " + text + "\n")).probes;
}

std::string probe_error(const std::string& text) {
  return error_of(minimal("probe: " + text + "\n"));
}

TEST_CASE("probe: absent, null, none and zero epochs are the same run without a probe") {
  const std::string id = experiment(minimal()).id;
  for (const std::string text : {"", "~", "none", "{epochs: 0}", "[]", "[{name: a, epochs: 0}]"}) {
    INFO(text);
    CHECK(probes(text).empty());
    CHECK(experiment(minimal("probe: " + text + "\n")).id == id);
    CHECK_FALSE(experiment(minimal("probe: " + text + "\n")).resolved.contains("probe"));
  }
}

TEST_CASE("probe: a table is one probe with defaults") {
  REQUIRE(probes("{}").size() == 1);
  const ProbeSettings probe = probes("{}")[0];
  CHECK(probe.name.empty());
  CHECK(probe.epochs == 10);
  CHECK(probe.batch == 32);
  CHECK(probe.rate == 1e-3);
  CHECK(probe.weight_decay == 0.01);
  CHECK(probe.dropout == 0);
  CHECK(probe.bias);
  CHECK(probe.standardize);
  CHECK_FALSE(probe.layer_norm);
  CHECK_FALSE(probe.softmax_output);
  CHECK_FALSE(probe.xavier_init);
  CHECK(probe.validation == 0.1);
  CHECK_FALSE(probe.early_stop.has_value());
  CHECK(probe.memory == 600);
  CHECK(experiment(minimal("probe: {}\n")).resolved["probe"].dump() ==
        R"({"batch":32,"bias":true,"dropout":0.0,"epochs":10,"init":"zero","layer_norm":false,)"
        R"("memory":600,"output":"logits","rate":0.001,"standardize":true,"validation":0.1,)"
        R"("weight_decay":0.01})");
}

TEST_CASE("probe: every setting is taken") {
  const ProbeSettings probe = probes(
      "{epochs: 3, batch: 5, rate: 0.1, weight_decay: 0, dropout: 0.5, bias: false, "
      "standardize: false, layer_norm: true, output: softmax, init: xavier_normal, "
      "validation: 0, early_stop: 1e-3, memory: 10}")[0];
  CHECK(probe.epochs == 3);
  CHECK(probe.batch == 5);
  CHECK(probe.rate == 0.1);
  CHECK(probe.weight_decay == 0);
  CHECK(probe.dropout == 0.5);
  CHECK_FALSE(probe.bias);
  CHECK_FALSE(probe.standardize);
  CHECK(probe.layer_norm);
  CHECK(probe.softmax_output);
  CHECK(probe.xavier_init);
  CHECK(probe.validation == 0);
  CHECK(probe.early_stop == 1e-3);
  CHECK(probe.memory == 10);
}

TEST_CASE("probe: the first of a list has no name in its results, the others have theirs") {
  const auto list = probes("[{name: a, epochs: 1}, {name: b2, epochs: 2}, {name: c_, epochs: 3}]");
  REQUIRE(list.size() == 3);
  CHECK(list[0].name.empty());
  CHECK(list[1].name == "b2");
  CHECK(list[2].name == "c_");
  CHECK(list[2].epochs == 3);
}

TEST_CASE("probe: one without epochs is as if it were not in the list") {
  const std::string with = "probe: [{name: a, epochs: 0}, {name: b}, {name: c}]\n";
  CHECK(experiment(minimal(with)).probes.at(0).name.empty());
  CHECK(experiment(minimal(with)).probes.at(1).name == "c");
  CHECK(experiment(minimal(with)).id == experiment(minimal("probe: [{name: b}, {name: c}]\n")).id);
  CHECK(experiment(minimal("probe: [{name: a, epochs: 0}, {name: b}]\n")).id ==
        experiment(minimal("probe: {}\n")).id);
}

TEST_CASE("probe: names are required in lists, distinct words, and only there") {
  CHECK(probe_error("[{epochs: 1}]") ==
        "exp.yaml:6:9: probe[0].name is missing, wanted a name for each probe of the list");
  CHECK(probe_error("[{name: a}, {name: a}]") ==
        "exp.yaml:6:27: probe[1].name is 'a' again, first at exp.yaml:6:16, wanted distinct names");
  CHECK(probe_error("[{name: A}]") ==
        "exp.yaml:6:16: probe[0].name is 'A', wanted [a-z][a-z0-9_]*");
  CHECK(
      probe_error("{name: a}") ==
      "exp.yaml:6:15: probe.name is given for a single probe, wanted it in a list of probes only");
}

TEST_CASE("probe: settings are checked, also of a probe without epochs") {
  CHECK(probe_error("3") ==
        "exp.yaml:6:8: probe is an integer 3, wanted none, a table or a list of tables");
  CHECK(probe_error("[{name: a}, none]") ==
        "exp.yaml:6:20: probe[1] is a string 'none', wanted a table");
  CHECK(probe_error("{epochs: 0, dropout: 1}") ==
        "exp.yaml:6:29: probe.dropout is 1, wanted 0 <= value < 1");
  CHECK(probe_error("{rate: 0}") == "exp.yaml:6:15: probe.rate is 0, wanted > 0");
  CHECK(probe_error("{output: probabilities}") ==
        "exp.yaml:6:17: probe.output is 'probabilities', wanted logits | softmax");
  CHECK(probe_error("{early_stop: never}") ==
        "exp.yaml:6:21: probe.early_stop is a string 'never', wanted a real number");
  CHECK(probe_error("{droput: 1}") ==
        "exp.yaml:6:9: unknown key 'probe.droput' (did you mean 'probe.dropout'?)");
  CHECK(probe_error("[{name: a}, {name: b, memory: 0}]") ==
        "exp.yaml:6:38: probe[1].memory is 0, wanted 1..1048576");
}

TEST_CASE("probe: null unsets a setting that has no default") {
  CHECK_FALSE(probes("{early_stop: null}")[0].early_stop.has_value());
}

}  // namespace
}  // namespace hebb::config
