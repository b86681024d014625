// watch_test -- `hebb status --watch`: what becomes of a sweep, until nothing is left to do.
#include <catch2/catch.hpp>
#include <string>

#include "support/command.hpp"

using namespace hebb::test;

TEST_CASE("watch: it tells every change it sees and ends with the last run") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const auto out = sandbox.path("out");
  REQUIRE(sandbox.hebb({"run", experiment, "-o", out, "--plan-only", "--sweep", "seed=1,2"}).code ==
          0);
  Running watching = sandbox.start({"status", out, "--watch", "--every", "1"});
  CHECK(sandbox.hebb({"worker", out}).code == 0);
  const Result watched = watching.wait();
  CHECK(watched.code == 0);
  CHECK(watched.err.empty());
  const auto lines = lines_of(watched.out);
  REQUIRE_FALSE(lines.empty());
  CHECK(lines.back() == "2 runs: 2 done");
  CHECK(watched.out.find('\033') == std::string::npos);
}

TEST_CASE("watch: of a sweep that is done it says so once") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("bars.yaml", kBars), "out");
  const Result watched = sandbox.hebb({"status", sandbox.path("out"), "--watch"});
  CHECK(watched.code == 0);
  CHECK(watched.out == "1 run: 1 done\n");
}

TEST_CASE("watch: what cannot be watched is refused") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("bars.yaml", kBars), "out");
  const auto out = sandbox.path("out");
  const auto fault = [&](Arguments more) {
    more.insert(more.begin(), {"status", out});
    const Result result = sandbox.hebb(more);
    CHECK(result.code == 2);
    return result.err;
  };
  CHECK(fault({"--watch", "--json"}) == "hebb: --watch and --json are given, wanted one of them\n");
  CHECK(fault({"--watch", "--every", "0"}) == "hebb: --every is 0, wanted 1..3600\n");
}
