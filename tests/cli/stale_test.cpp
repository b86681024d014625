// stale_test -- a finished run whose plugin or data have changed since runs again.
#include <catch2/catch.hpp>
#include <string>

#include "base/digest.hpp"
#include "data/npy.hpp"
#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

TEST_CASE("stale: a run whose plugin is another file now runs again, and the old one is kept") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const std::string library = contents(fs::path(HEBB_PLUGIN_DIR) / "hebb_rule_softhebb.so");
  const auto plugin = sandbox.write("plugins/hebb_rule_softhebb.so", library);
  const Arguments options{"--plugin-path", sandbox.path("plugins")};
  sandbox.run(experiment, "out", options);
  const fs::path run = sandbox.only_run("out");
  const std::string id = run.filename();
  const auto before = tree(run);

  fs::remove(plugin);
  sandbox.write("plugins/hebb_rule_softhebb.so", library + "another build");
  const Result again = sandbox.run(experiment, "out", options);
  CHECK_THAT(again.err,
             Catch::Contains("run " + id + " is stale (plugin rule/softhebb has changed)" +
                             ": it is kept under stale/ and runs again\n"));
  CHECK(sandbox.only_run("out") == run);
  CHECK(json_of(run / "run.json").at("plugins").at(0).at("sha256") == hebb::sha256_of_file(plugin));
  CHECK((tree(sandbox.path("out/stale/" + id + "-1")) == before));

  const auto kept = tree(sandbox.path("out"));
  CHECK_THAT(sandbox.run(experiment, "out", options).err, !Catch::Contains("stale"));
  CHECK((tree(sandbox.path("out")) == kept));

  fs::remove(plugin);
  sandbox.write("plugins/hebb_rule_softhebb.so", library + "a third build");
  sandbox.run(experiment, "out", options);
  CHECK(fs::exists(sandbox.path("out/stale/" + id + "-1/summary.json")));
  CHECK(fs::exists(sandbox.path("out/stale/" + id + "-2/summary.json")));
}

TEST_CASE("stale: a run whose data file has changed runs again") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("arrays.yaml",
                                        "schema: 1\n"
                                        "data: {name: npy, train: x.npy}\n"
                                        "model: {units: 4}\n"
                                        "rule: softhebb\n"
                                        "train: {rate: 0.1, batch: 4}\n");
  const auto write_samples = [&](float value) {
    fs::remove(sandbox.path("x.npy"));
    const std::vector<float> samples(12 * 5, value);
    hebb::data::write_npy(sandbox.path("x.npy"), 12, 5, samples.data());
  };
  write_samples(0.5F);
  sandbox.run(experiment, "out");
  const fs::path run = sandbox.only_run("out");
  const auto files = json_of(run / "run.json").at("data").at("files");
  REQUIRE(files.size() == 1);
  CHECK(files[0].at("path") == sandbox.path("x.npy").string());
  CHECK(files[0].at("sha256") == hebb::sha256_of_file(sandbox.path("x.npy")));
  const std::string old_weights = contents(run / "arrays/weights.npy");

  CHECK(sandbox.run(experiment, "out").err.empty());
  write_samples(0.25F);
  const Result again = sandbox.run(experiment, "out");
  CHECK_THAT(again.err, Catch::Contains("is stale (data file " + sandbox.path("x.npy").string() +
                                        " has changed): it is kept under stale/ and runs again\n"));
  CHECK((contents(run / "arrays/weights.npy") != old_weights));
}
