// conscience_test -- the conscience of a rule.
#include "fixtures.hpp"

namespace hebb::config {
namespace {

TEST_CASE("conscience: a table beside the rule's parameters, with defaults") {
  CHECK_FALSE(experiment(minimal()).conscience.has_value());
  const Experiment made =
      experiment(with_line(4, "rule: {name: softhebb, temperature: 2, conscience: {gain: 3}}"));
  REQUIRE(made.conscience.has_value());
  CHECK(made.conscience->gain == 3);
  CHECK(made.conscience->rate == 1e-3);
  CHECK(made.resolved["rule"]["conscience"].dump() == R"({"gain":3.0,"rate":0.001})");
  CHECK(made.rule.parameters[0] == 2);
  CHECK(experiment(made.resolved.dump()).id == made.id);
  CHECK(experiment(with_line(4, "rule: {name: softhebb, conscience: {}}")).conscience->gain == 10);
}

TEST_CASE("conscience: what is unknown or out of range is named") {
  CHECK(error_of(with_line(4, "rule: {name: softhebb, conscience: {rate: 0}}")) ==
        "exp.yaml:4:43: rule.conscience.rate is 0, wanted 0 < value <= 1");
  CHECK(error_of(with_line(4, "rule: {name: softhebb, conscience: {gian: 1}}")) ==
        "exp.yaml:4:37: unknown key 'rule.conscience.gian' (did you mean "
        "'rule.conscience.gain'?)");
  CHECK(error_of(with_line(4, "rule: {name: softhebb, conscience: 3}")) ==
        "exp.yaml:4:36: rule.conscience is an integer 3, wanted a table");
}

}  // namespace
}  // namespace hebb::config
