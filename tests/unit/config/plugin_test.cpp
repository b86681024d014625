// plugin_test -- plugins' names, parameters and pins in an experiment.
#include "fixtures.hpp"

namespace hebb::config {
namespace {

PluginChoice rule(const std::string& text) {
  return experiment(with_line(4, "rule: " + text)).rule;
}

TEST_CASE("plugin: a bare name has all parameters at their defaults, in the plugin's order") {
  CHECK(rule("softhebb").name == "softhebb");
  CHECK(rule("softhebb").parameters == std::vector<double>{1, 0, 0, 0, 1});
  CHECK(rule("{name: softhebb}").parameters == rule("softhebb").parameters);
  CHECK(rule("hebbnet").parameters == std::vector<double>{0, 0, 0.05});
}

TEST_CASE("plugin: a table gives parameters, choices as indices and dotted names as tables") {
  CHECK(rule("{name: softhebb, temperature: 2, competition: activity, anti_hebbian: true, "
             "rate_power: 0.2, winners: 3}")
            .parameters == std::vector<double>{2, 1, 1, 0.2, 3});
  CHECK(rule("{name: hebbnet, target: {keep: 0.95, kind: ema}}").parameters ==
        std::vector<double>{0, 1, 0.95});
  CHECK(rule("{name: hebbnet, target: {}}").parameters == rule("hebbnet").parameters);
}

TEST_CASE("plugin: the resolved form has every parameter, nested as it is written") {
  CHECK(experiment(with_line(4, "rule: {name: hebbnet, target: {kind: ema}}"))
            .resolved["rule"]
            .dump() == R"({"name":"hebbnet","sparsity":0.0,"target":{"keep":0.05,"kind":"ema"}})");
  CHECK(
      experiment(with_line(4, "rule: {name: softhebb, temperature: 2}")).resolved["rule"].dump() ==
      R"({"anti_hebbian":false,"competition":"potential","name":"softhebb",)"
      R"("rate_power":0.0,"temperature":2.0,"winners":1})");
}

TEST_CASE("plugin: what is no name and no table is refused") {
  CHECK(rule_error("3") ==
        "exp.yaml:4:7: rule is an integer 3, wanted the name of a rule or a table "
        "with one");
  CHECK(rule_error("[softhebb]") ==
        "exp.yaml:4:7: rule is a list, wanted the name of a rule or a table with one");
  CHECK(rule_error("{temperature: 1}") ==
        "exp.yaml:4:7: rule.name is missing, wanted the name of the rule");
  CHECK(rule_error("{name: 3}") == "exp.yaml:4:14: rule.name is an integer 3, wanted a string");
  CHECK(rule_error("../softhebb") ==
        "exp.yaml:4:7: rule.name is '../softhebb', wanted 1 to 64 of a-z 0-9 _ -, with a letter or "
        "digit first");
  CHECK(rule_error("-x") ==
        "exp.yaml:4:7: rule.name is '-x', wanted 1 to 64 of a-z 0-9 _ -, with a letter or digit "
        "first");
}

TEST_CASE("plugin: an unknown one is the lookup's error, with the mark of its name") {
  CHECK(rule_error("nosuch", ExitCode::kMissing) == "exp.yaml:4:7: no rule nosuch");
  CHECK(rule_error("{name: nosuch}", ExitCode::kMissing) == "exp.yaml:4:14: no rule nosuch");
  CHECK(error_of(with_line(3, "model: {units: 4, activation: nosuch}"), ExitCode::kMissing) ==
        "exp.yaml:3:31: no activation nosuch");
}

TEST_CASE("plugin: unknown parameters get the nearest, at each level") {
  CHECK(rule_error("{name: softhebb, temprature: 1}") ==
        "exp.yaml:4:24: unknown key 'rule.temprature' (did you mean 'rule.temperature'?)");
  CHECK(rule_error("{name: hebbnet, targt: {keep: 1}}") ==
        "exp.yaml:4:23: unknown key 'rule.targt' (did you mean 'rule.target'?)");
  CHECK(rule_error("{name: hebbnet, target: {keeps: 1}}") ==
        "exp.yaml:4:32: unknown key 'rule.target.keeps' (did you mean 'rule.target.keep'?)");
  CHECK(rule_error("{name: hebbnet, gamma: 1}") ==
        "exp.yaml:4:23: unknown key 'rule.gamma', wanted one of name, sha256, conscience, "
        "sparsity, target");
  CHECK(rule_error("{name: hebbnet, target.keep: 1}") ==
        "exp.yaml:4:23: unknown key 'rule.target.keep', wanted tables instead of dots: target: "
        "{keep: ..}");
  CHECK(rule_error("{name: hebbnet, target: ema}") ==
        "exp.yaml:4:31: rule.target is a string 'ema', wanted a table");
  CHECK(rule_error("{name: softhebb, every: 3}") ==
        "exp.yaml:4:24: unknown key 'rule.every', wanted one of name, sha256, conscience, "
        "temperature, "
        "competition, anti_hebbian, rate_power, winners");
}

TEST_CASE("plugin: parameters are checked against type and range") {
  CHECK(rule_error("{name: softhebb, temperature: 0}") ==
        "exp.yaml:4:37: rule.temperature is 0, wanted > 0");
  CHECK(rule_error("{name: softhebb, temperature: hot}") ==
        "exp.yaml:4:37: rule.temperature is a string 'hot', wanted a real number");
  CHECK(rule_error("{name: softhebb, temperature: }") ==
        "exp.yaml:4:24: rule.temperature is null, wanted a real number");
  CHECK(rule_error("{name: softhebb, rate_power: 1.5}") ==
        "exp.yaml:4:36: rule.rate_power is 1.5, wanted 0..1");
  CHECK(rule_error("{name: softhebb, winners: 2.0}") ==
        "exp.yaml:4:33: rule.winners is a real 2.0, wanted an integer");
  CHECK(rule_error("{name: softhebb, winners: 9007199254740993}") ==
        "exp.yaml:4:33: rule.winners is 9007199254740993, wanted 1..9007199254740992");
  CHECK(rule_error("{name: softhebb, anti_hebbian: 1}") ==
        "exp.yaml:4:38: rule.anti_hebbian is an integer 1, wanted true or false");
  CHECK(rule_error("{name: softhebb, competition: activty}") ==
        "exp.yaml:4:37: rule.competition is 'activty', wanted potential | activity (did you mean "
        "'activity'?)");
  CHECK(rule_error("{name: softhebb, competition: 3}") ==
        "exp.yaml:4:37: rule.competition is an integer 3, wanted potential | activity");
  CHECK(rule_error("{name: hebbnet, target: {keep: 2}}") ==
        "exp.yaml:4:38: rule.target.keep is 2, wanted 0..1");
}

TEST_CASE("plugin: a pin must be the library's digest, and is kept") {
  CHECK(experiment(with_line(4, "rule: {name: softhebb, sha256: " + std::string(64, 'A') + "}"))
            .resolved["rule"]["sha256"] == kDigest);
  const std::string other(64, 'b');
  CHECK(rule_error("{name: softhebb, sha256: " + other + "}", ExitCode::kMissing) ==
        "exp.yaml:4:32: rule.sha256 is " + other + ", but the library of rule/softhebb has " +
            kDigest);
  CHECK(rule_error("{name: softhebb, sha256: abc}") ==
        "exp.yaml:4:32: rule.sha256 is 'abc', wanted 64 hex digits (in quotes if all are decimal)");
  CHECK(rule_error("{name: softhebb, sha256: 12}") ==
        "exp.yaml:4:32: rule.sha256 is an integer 12, wanted 64 hex digits (in quotes if all are "
        "decimal)");
}

TEST_CASE("plugin: names that the host keeps are refused in rules and as parameters") {
  CHECK(error_of(with_line(3, "model: {units: 64, activation: {name: relu, conscience: {}}}")) ==
        "exp.yaml:3:45: unknown key 'model.activation.conscience', wanted one of name, sha256");
  CHECK(rule_error("greedy", ExitCode::kMissing) ==
        "exp.yaml:4:7: rule/greedy has a parameter 'every', a name that the host keeps for itself");
}

TEST_CASE("plugin: metrics are names or tables, each with its own `every`") {
  const Experiment made =
      experiment(minimal("metrics: [gini, {name: dead, every: 10, level: 0.1}]\n"));
  REQUIRE(made.metrics.size() == 2);
  CHECK(made.metrics[0].name == "gini");
  CHECK(made.metrics[0].every == 0);
  CHECK(made.metrics[1].every == 10);
  CHECK(made.metrics[1].parameters == std::vector<double>{0.1});
  CHECK(made.resolved["metrics"].dump() ==
        R"([{"name":"gini"},{"every":10,"level":0.1,"name":"dead"}])");
}

TEST_CASE("plugin: metrics that are no list, come twice or are wrong are refused") {
  CHECK(error_of(minimal("metrics: gini\n")) ==
        "exp.yaml:6:10: metrics is a string 'gini', wanted a list");
  CHECK(error_of(minimal("metrics: [gini, dead, {name: gini}]\n")) ==
        "exp.yaml:6:23: metrics[2] is gini again, first at exp.yaml:6:11, wanted each metric once");
  CHECK(error_of(minimal("metrics: [gini, 3]\n")) ==
        "exp.yaml:6:17: metrics[1] is an integer 3, wanted the name of a metric or a table with "
        "one");
  CHECK(error_of(minimal("metrics: [{name: gini, every: 0}]\n")) ==
        "exp.yaml:6:31: metrics[0].every is 0, wanted 1..1000000000");
  CHECK(error_of(minimal("metrics: [{name: gini, evry: 5}]\n")) ==
        "exp.yaml:6:24: unknown key 'metrics[0].evry' (did you mean 'metrics[0].every'?)");
}

}  // namespace
}  // namespace hebb::config
