// head_test -- the head.
#include "fixtures.hpp"

namespace hebb::config {
namespace {

TEST_CASE("head: without the key there is none, and nothing is written of it") {
  const Experiment made = experiment(minimal());
  CHECK_FALSE(made.head.has_value());
  CHECK_FALSE(made.resolved.contains("head"));
  CHECK(experiment(minimal("head: ~\n")).id == made.id);
}

TEST_CASE("head: rate, reduction and radius are the layer's where it does not say") {
  const Experiment made = experiment(
      "schema: 1\ndata: mnist\nmodel: {units: 64, init: {radius: 5}}\nrule: softhebb\n"
      "train: {rate: 0.05, reduction: sum}\nhead: {units: 10, rule: hebbnet}\n");
  REQUIRE(made.head.has_value());
  CHECK(made.head->units == 10);
  CHECK(made.head->rule.name == "hebbnet");
  CHECK(made.head->rule.parameters.size() == 3);
  CHECK(made.head->activation.name == "identity");
  CHECK(made.head->rate == 0.05);
  CHECK_FALSE(made.head->mean_reduction);
  CHECK(made.head->dropout == 0);
  CHECK(made.head->init_radius == 5);
  CHECK(made.resolved["head"].dump() ==
        R"({"activation":{"name":"identity"},"dropout":0.0,"init":{"name":"normal","radius":5.0},)"
        R"("rate":0.05,"reduction":"sum","rule":{"name":"hebbnet","sparsity":0.0,)"
        R"("target":{"keep":0.05,"kind":"mean"}},"units":10})");
}

TEST_CASE("head: what is given is taken, and its resolved form gives the same run") {
  const Experiment made = experiment(
      minimal("head: {units: 3, rule: {name: softhebb, temperature: 2}, rate: 0.5, dropout: 0.25, "
              "reduction: sum, activation: {name: triangle, power: 2}, init: {radius: 7}}\n"));
  CHECK(made.head->rate == 0.5);
  CHECK(made.head->dropout == 0.25);
  CHECK_FALSE(made.head->mean_reduction);
  CHECK(made.head->activation.parameters == std::vector<double>{2});
  CHECK(made.head->init_radius == 7);
  CHECK(made.train.mean_reduction);
  CHECK(made.model.init_radius == 1);
  CHECK(experiment(made.resolved.dump()).id == made.id);
}

TEST_CASE("head: what is missing, unknown or out of range is named") {
  CHECK(error_of(minimal("head: {rule: softhebb}\n")) ==
        "exp.yaml:6:7: head.units is missing, wanted an integer 1..1048576");
  CHECK(error_of(minimal("head: {units: 3}\n")) ==
        "exp.yaml:6:7: head.rule is missing, wanted the name of a rule or a table with one");
  CHECK(error_of(minimal("head: {units: 3, rule: softhebb, dropout: 1}\n")) ==
        "exp.yaml:6:43: head.dropout is 1, wanted 0 <= value < 1");
  CHECK(error_of(minimal("head: {units: 3, rule: softhebb, rat: 1}\n")) ==
        "exp.yaml:6:34: unknown key 'head.rat' (did you mean 'head.rate'?)");
  CHECK(error_of(minimal("head: {units: 3, rule: {name: softhebb, temprature: 1}}\n")) ==
        "exp.yaml:6:41: unknown key 'head.rule.temprature' (did you mean "
        "'head.rule.temperature'?)");
  CHECK(error_of(minimal("head: 10\n")) == "exp.yaml:6:7: head is an integer 10, wanted a table");
  CHECK(error_of(minimal("head: {units: 3, rule: {name: softhebb, conscience: {}}}\n")) ==
        "exp.yaml:6:41: unknown key 'head.rule.conscience', wanted one of name, sha256, "
        "temperature, competition, anti_hebbian, rate_power, winners");
}

}  // namespace
}  // namespace hebb::config
