// What a plugin logs goes into log.txt of its run, a bounded part of it.
#include <catch2/catch.hpp>

#include "support/command.hpp"

using namespace hebb::test;

TEST_CASE("a plugin that logs without end fills no disk") {
  Sandbox sandbox;
  sandbox.write("flood.yaml",
                "schema: 1\ndata: {name: bars, train: 64, test: 1}\nmodel: {units: 4}\n"
                "rule: logs_flood\ntrain: {batch: 16, rate: 0.1}\n");
  const Result result = sandbox.hebb({"run", sandbox.path("flood.yaml").string(), "--plugin-path",
                                      HEBB_ZOO_DIR, "-o", sandbox.path("out").string()});
  INFO(result.err);
  REQUIRE(result.code == 0);
  const auto runs = sandbox.runs("out");
  REQUIRE(runs.size() == 1);
  const std::string log = contents(runs.front() / "log.txt");
  CHECK(log.find("logs_flood: aaaa") != std::string::npos);
  CHECK(log.find("logs_flood: has logged 1000 lines; what follows is left out") !=
        std::string::npos);
  CHECK(log.size() < 2100000);  // 1000 lines of 2 kB
}
