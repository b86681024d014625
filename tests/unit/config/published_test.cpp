// published_test -- published: what was printed elsewhere, matched to the runs of a sweep.
#include "config/published.hpp"

#include <catch2/catch.hpp>

#include "config/run_identity.hpp"
#include "fixtures.hpp"

using namespace hebb::config;
using nlohmann::json;

namespace {

const std::string kSweep =
    "sweep:\n"
    "  grid:\n"
    "    rule: [{label: Soft, value: softhebb}, {label: Net, value: {name: hebbnet, sparsity: "
    ".8}}]\n"
    "    model.units: [32, 128]\n"
    "  seeds: 2\n";

// minimal() with the sweep and a table of these cells, the first of which stands in line 15.
std::string with_cells(const std::string& cells, const std::string& keys = "[gini.last]") {
  return minimal(kSweep +
                 "published:\n  source: Paper\n  tables:\n"
                 "    - {name: one, title: Table 1, keys: " +
                 keys + ", rounding: .05, cells: [\n" + cells + "]}\n");
}

json published(const std::string& text) {
  const Node document = parse_text(text, "exp.yaml");
  return read_published(document, plan(document, find_plugin));
}

json cells(const std::string& text, const std::string& keys = "[gini.last]") {
  return published(with_cells(text, keys))["tables"][0]["cells"];
}

std::string published_error(const std::string& text) {
  return message_of([&text] { (void)published(text); });
}

// The group of the sweep's combination with that number.
std::string group(std::size_t index) {
  const auto runs = plan(parse_text(minimal(kSweep), "exp.yaml"), find_plugin);
  return group_id(runs.at(2 * index).experiment.resolved);
}

}  // namespace

TEST_CASE("published: a cell names its runs by label and by value, all seeds together") {
  const json found = cells("{rule: Net, model.units: 128, values: .61}");
  REQUIRE(found.size() == 1);
  CHECK(found[0]["groups"] == json{group(3)});
  CHECK(found[0]["values"] == json{.61});
  CHECK(found[0]["axes"] == json::parse(R"([["rule", "Net"], ["model.units", "128"]])"));
  CHECK(found[0]["keys"] == json{"gini.last"});
}

TEST_CASE("published: a cell that leaves an axis open is compared with each of its groups") {
  CHECK(cells("{model.units: 32, values: 1}")[0]["groups"] == json{group(0), group(2)});
}

TEST_CASE("published: what no axis sets is looked up in the resolved configuration") {
  CHECK(cells("{data: mnist, rule.sparsity: .8, values: 1}")[0]["groups"] ==
        json{group(2), group(3)});
  CHECK(cells("{rule: {name: softhebb, temperature: 1}, values: 1}")[0]["groups"] ==
        json{group(0), group(1)});
}

TEST_CASE("published: a list along one key makes a row of cells, null leaves one out") {
  const json found =
      cells("{rule: Soft, model.units: [32, 128, 2048], values: [[1, 2], null, [5, 6]]}",
            "[gini.at_100, gini.last]");
  REQUIRE(found.size() == 2);
  CHECK(found[0]["values"] == json{1, 2});
  CHECK(found[0]["groups"] == json{group(0)});
  CHECK(found[1]["axes"][1] == json{"model.units", "2048"});
  CHECK(found[1]["groups"] == json::array());
}

TEST_CASE("published: a cell may have keys of its own and a note") {
  const json found = cells("{rule: Soft, keys: [head.gini.last], values: 1, note: a typo}");
  CHECK(found[0]["keys"] == json{"head.gini.last"});
  CHECK(found[0]["note"] == "a typo");
}

TEST_CASE("published: it is no part of a run, and absent it is null") {
  const auto with =
      plan(parse_text(with_cells("{rule: Soft, values: 1}"), "exp.yaml"), find_plugin);
  const auto without = plan(parse_text(minimal(kSweep), "exp.yaml"), find_plugin);
  CHECK(with[0].experiment.id == without[0].experiment.id);
  CHECK_FALSE(with[0].experiment.resolved.contains("published"));
  CHECK(published(minimal(kSweep)).is_null());
}

TEST_CASE("published: faults are shown where they stand") {
  const auto fault = [](const std::string& cell, const std::string& keys = "[gini.last]") {
    return published_error(with_cells(cell, keys));
  };
  CHECK(fault("{rule: Soft}") ==
        "exp.yaml:15:1: published.tables[0].cells[0].values is missing, wanted it");
  CHECK(fault("{values: 1}") ==
        "exp.yaml:15:1: published.tables[0].cells[0] says of no runs, wanted a key of the "
        "experiment");
  CHECK(fault("{rulle: Soft, values: 1}") ==
        "exp.yaml:15:2: unknown key 'rulle' (did you mean 'rule'?)");
  CHECK(fault("{rule: Soft, values: many}") ==
        "exp.yaml:15:22: published.tables[0].cells[0].values is a string 'many', wanted a real "
        "number");
  CHECK(fault("{rule: Soft, values: [1, 2]}", "[a, b, c]") ==
        "exp.yaml:15:22: published.tables[0].cells[0].values has 2 numbers, wanted 3, one for each "
        "key");
  CHECK(fault("{model.units: [32, 128], values: [1]}") ==
        "exp.yaml:15:34: published.tables[0].cells[0].values is a list, wanted a list of 2, as "
        "model.units has");
  CHECK(fault("{model.units: [32, 128], rule: [Soft], values: [1, 2]}") ==
        "exp.yaml:15:48: published.tables[0].cells[0] has two lists, wanted one at most");
  CHECK(published_error(minimal("published: {source: x, table: []}\n")) ==
        "exp.yaml:6:24: unknown key 'published.table' (did you mean 'published.tables'?)");
  const std::string table = "{name: a, title: t, keys: [k], cells: []}";
  CHECK(
      published_error(minimal("published: {source: x, tables: [" + table + ", " + table + "]}")) ==
      "exp.yaml:6:76: published.tables[1].name is a again, first at exp.yaml:6:33, wanted "
      "distinct names");
  CHECK(published_error(minimal("published: {source: x, tables: [{name: A, title: t, keys: [k], "
                                "cells: []}]}")) ==
        "exp.yaml:6:40: published.tables[0].name is 'A', wanted 1 to 32 of a-z 0-9 -");
}
