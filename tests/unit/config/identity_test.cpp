// identity_test -- what makes two runs the same, and config.json read again.
#include "base/digest.hpp"
#include "fixtures.hpp"

namespace hebb::config {
namespace {

std::string id(const std::string& text) { return experiment(text).id; }

// As `hebb run config.json` would read it.
Experiment again(const Experiment& first) {
  return resolve(parse_text(first.resolved.dump(2), "config.json"), find_plugin);
}

const std::string kEverything =
    "schema: 1\nname: all\nseed: 9007199254740992\nthreads: 2\n"
    "data: {name: mnist, root: some/where, train: 10, normalize: [0.1307, 0.3081]}\n"
    "model: {units: 3, activation: {name: triangle, power: 1e-05}, init: {radius: 1e22}}\n"
    "rule: {name: hebbnet, sparsity: 0.1, target: {keep: 5e-324, kind: ema}}\n"
    "train: {rate: 1e-300, epochs: 3, schedule: linear}\n"
    "metrics: [{name: dead, every: 10}, gini]\n"
    "probe: [{name: a}, {name: b, epochs: 3, early_stop: 0.001}]\n";

TEST_CASE(
    "identity: 16 hex digits of the hash of the resolved form without what changes no number") {
  nlohmann::json identity = experiment(kEverything).resolved;
  CHECK(identity["data"].erase("root") == 1);
  CHECK(identity.erase("threads") == 1);
  CHECK(identity.erase("checkpoint") == 1);
  CHECK(id(kEverything) == sha256(identity.dump()).substr(0, 16));
}

TEST_CASE("identity: root and threads do not change it, all else does") {
  const std::string first = id(minimal());
  CHECK(id(minimal("threads: 3\n")) == first);
  CHECK(id(with_line(2, "data: {name: mnist, root: x}")) == first);
  CHECK(id(minimal("seed: 2\n")) != first);
  CHECK(id(minimal("name: other\n")) != first);
  CHECK(id(minimal("metrics: [gini]\n")) != first);
  CHECK(id(with_line(2, "data: {name: mnist, train: 5}")) != first);
  CHECK(id(with_line(4, "rule: {name: softhebb, temperature: 1.5}")) != first);
}

TEST_CASE("identity: defaults written out, other spellings and another order are the same run") {
  const std::string first = id(minimal());
  CHECK(id(minimal("seed: 1\nname: experiment\nmetrics: []\n")) == first);
  CHECK(id(with_line(5, "train: {shuffle: true, rate: 5e-2, batch: 32}")) == first);
  CHECK(id(with_line(4, "rule: {temperature: 1, name: softhebb}")) == first);
  CHECK(id(with_line(4, "rule: {name: softhebb, temperature: 1.0}")) == first);
  CHECK(id(with_line(3, "model: {activation: relu, units: 64}")) == first);
  CHECK(id(with_line(2, "data: {name: mnist, normalize: [-0.0, 1]}")) == first);
}

TEST_CASE("identity: an integer for a real key is the same run as the real") {
  const Experiment made = experiment(with_line(5, "train: {rate: 1}"));
  CHECK(made.resolved["train"]["rate"].dump() == "1.0");
  CHECK(made.id == id(with_line(5, "train: {rate: 1.0}")));
}

TEST_CASE("identity: config.json read again is the same run") {
  for (const std::string& text :
       {minimal(), minimal("probe: {}\n"), kEverything, with_line(5, "train: {epochs: 0}"),
        with_line(2, "data: {name: npy, train: \"a b/\xC3\xA9'\\\"#.npy\"}")}) {
    INFO(text);
    const Experiment first = experiment(text);
    const Experiment second = again(first);
    CHECK(second.id == first.id);
    CHECK(second.resolved.dump(2) == first.resolved.dump(2));
  }
}

TEST_CASE("identity: reals keep their last bit through config.json") {
  const Experiment second = again(experiment(kEverything));
  CHECK(second.train.rate == 1e-300);
  CHECK(second.model.init_radius == 1e22);
  CHECK(second.model.activation.parameters == std::vector<double>{1e-05});
  CHECK(second.rule.parameters == std::vector<double>{0.1, 1, 5e-324});
  CHECK(again(experiment(with_line(5, "train: {rate: 0.30000000000000004}"))).train.rate ==
        0.30000000000000004);
}

}  // namespace
}  // namespace hebb::config
