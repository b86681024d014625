// quick_test -- what --quick changes, and what it cannot.
#include "config/node.hpp"
#include "fixtures.hpp"

namespace hebb::config {
namespace {

std::vector<PlannedRun> quick_runs(const std::string& more) {
  Node root = parse_text(minimal(more), "exp.yaml");
  apply_quick(root);
  return plan(root, find_plugin);
}

std::string quick_error(const std::string& more) {
  return message_of([&more] { (void)quick_runs(more); });
}

TEST_CASE("quick: changes keys, axes and seeds, and nothing where it is not asked for") {
  const std::string more =
      "sweep: {grid: {model.units: [8, 16, 32]}, seeds: 5}\n"
      "quick: {sweep.grid.model.units: [4], sweep.seeds: 2, train.batch: 7}\n";
  const auto runs = quick_runs(more);
  REQUIRE(runs.size() == 2);
  CHECK(runs[1].experiment.model.units == 4);
  CHECK(runs[1].experiment.train.batch == 7);
  CHECK(runs[1].experiment.seed == 2);
  const auto all = plan(parse_text(minimal(more), "exp.yaml"), find_plugin);
  CHECK(all.size() == 15);
  CHECK(plan(parse_text(minimal(), "exp.yaml"), find_plugin)[0].experiment.id ==
        plan(parse_text(minimal("quick: {train.batch: 7}\n"), "exp.yaml"), find_plugin)[0]
            .experiment.id);
}

TEST_CASE("quick: what cannot be changed is refused, with and without --quick") {
  CHECK(quick_error("") ==
        "--quick: the experiment has no quick: table, wanted one with what to change");
  CHECK(quick_error("quick: {}\n") ==
        "--quick: the experiment has no quick: table, wanted one with what to change");
  for (const bool quick : {false, true}) {
    const auto message = [quick](const std::string& more) {
      if (quick) return quick_error(more);
      return message_of(
          [&more] { (void)plan(parse_text(minimal(more), "exp.yaml"), find_plugin); });
    };
    CHECK(message("quick: 3\n") ==
          "exp.yaml:6:8: quick is an integer 3, wanted a table of dotted keys");
    CHECK(message("quick: {include: x}\n") ==
          "exp.yaml:6:9: quick has 'include', wanted a key that -s can set");
  }
  CHECK(quick_error("quick: {model.unit: 3}\n") ==
        "exp.yaml:6:9: unknown key 'model.unit' (did you mean 'model.units'?)");
}

}  // namespace
}  // namespace hebb::config
