// schedule_test -- parameters that change over training.
#include "fixtures.hpp"

namespace hebb::config {
namespace {

TEST_CASE("schedule: a schedulable parameter of a rule may be a table with from and to") {
  const Experiment made =
      experiment(with_line(4, "rule: {name: softhebb, temperature: {from: 2, to: 0.5}}"));
  REQUIRE(made.rule.schedules.size() == 1);
  CHECK(made.rule.schedules[0].parameter == 0);
  CHECK(made.rule.schedules[0].from == 2);
  CHECK(made.rule.schedules[0].to == 0.5);
  CHECK(made.rule.parameters[0] == 2);
  CHECK(made.rule.parameters.size() == 5);
  CHECK(made.resolved["rule"]["temperature"].dump() == R"({"from":2.0,"to":0.5})");
  CHECK(experiment(made.resolved.dump()).id == made.id);
  CHECK(experiment(minimal()).rule.schedules.empty());
}

TEST_CASE("schedule: both ends are there, in range, and there is nothing else") {
  CHECK(rule_error("{name: softhebb, temperature: {from: 2}}") ==
        "exp.yaml:4:37: rule.temperature.to is missing, wanted {from: .., to: ..}");
  CHECK(rule_error("{name: softhebb, temperature: {from: 2, to: 0}}") ==
        "exp.yaml:4:51: rule.temperature.to is 0, wanted > 0");
  CHECK(rule_error("{name: softhebb, temperature: {from: x, to: 1}}") ==
        "exp.yaml:4:44: rule.temperature.from is a string 'x', wanted a real number");
  CHECK(rule_error("{name: softhebb, temperature: {from: 2, too: 1}}") ==
        "exp.yaml:4:47: unknown key 'rule.temperature.too' (did you mean 'rule.temperature.to'?)");
}

TEST_CASE("schedule: other parameters are one value") {
  CHECK(rule_error("{name: softhebb, rate_power: {from: 0, to: 1}}") ==
        "exp.yaml:4:36: rule.rate_power is a table, wanted a real number");
  CHECK(error_of(with_line(
            3, "model: {units: 64, activation: {name: triangle, power: {from: 1, to: 2}}}")) ==
        "exp.yaml:3:56: model.activation.power is a table, wanted a real number");
}

}  // namespace
}  // namespace hebb::config
