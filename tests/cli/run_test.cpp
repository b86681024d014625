// run_test -- `hebb run`: what a run leaves behind, and what is not run again.
#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <set>
#include <string>
#include <tuple>

#include "base/digest.hpp"
#include "data/npy.hpp"
#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

std::set<std::string> paths_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& [name, content] : tree(folder)) names.insert(name);
  return names;
}

nlohmann::json summary_of(Sandbox& sandbox, const fs::path& experiment, const std::string& output,
                          const Arguments& options = {}) {
  sandbox.run(experiment, output, options);
  return json_of(sandbox.only_run(output) / "summary.json");
}

// What changes when a file or folder is written or replaced.
std::map<std::string, std::tuple<ino_t, std::int64_t, std::int64_t>> identities(
    const fs::path& folder) {
  std::map<std::string, std::tuple<ino_t, std::int64_t, std::int64_t>> found;
  auto names = paths_in(folder);
  names.insert(".");
  for (const std::string& name : names) {
    struct stat status {};
    REQUIRE(::stat((folder / name).c_str(), &status) == 0);
    found[name] = {status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
  }
  return found;
}

}  // namespace

TEST_CASE("run: a run's folder holds the promised files and no other") {
  Sandbox sandbox;
  const Result result = sandbox.run(sandbox.write("small.yaml", kDigits), "out");
  const fs::path run = sandbox.only_run("out");
  CHECK(paths_in(run) == std::set<std::string>{"arrays", "arrays/gini.step_norms.npy",
                                               "arrays/weights.npy", "arrays/wins.counts.npy",
                                               "config.json", "images", "images/weights.png",
                                               "log.txt", "metrics.jsonl", "run.json",
                                               "summary.json"});
  CHECK(paths_in(sandbox.path("out")).count("failed") == 0);
  CHECK(fs::is_empty(sandbox.path("out/.staging")));
  CHECK_THAT(contents(run / "images/weights.png"), Catch::StartsWith("\x89PNG\r\n\x1a\n"));
  CHECK_THAT(result.out, Contains("weights: " + (run / "images/weights.png").string()));
  CHECK_THAT(result.out, Contains("run:     " + run.string()));
  CHECK_THAT(result.err, Contains("done    " + run.filename().string() + " seed=1"));
}

TEST_CASE("run: the summary has the fixed names, with numbers in their ranges") {
  Sandbox sandbox;
  const auto summary = summary_of(sandbox, sandbox.write("small.yaml", kDigits), "out");
  for (const char* name : {"gini.last", "wins.never"}) {
    INFO(name);
    REQUIRE(summary.contains(name));
    CHECK(summary[name].get<double>() >= 0);
    CHECK(summary[name].get<double>() <= 1);
  }
  for (const char* name :
       {"probe.test_accuracy", "probe.test_accuracy_last", "probe.test_accuracy_max"}) {
    INFO(name);
    REQUIRE(summary.contains(name));
    CHECK(summary[name].get<double>() >= 0);
    CHECK(summary[name].get<double>() <= 100);
  }
  CHECK(summary.at("probe.test_accuracy_max") >= summary.at("probe.test_accuracy"));
  CHECK(summary.at("probe.test_accuracy_max") >= summary.at("probe.test_accuracy_last"));
  CHECK(summary.at("train.seconds").get<double>() > 0);
  CHECK(summary.at("probe.seconds").get<double>() > 0);
  CHECK(summary.at("train.steps") == 10);
  for (const auto& [name, value] : summary.items()) {
    INFO(name);
    CHECK((value.is_number() || value.is_null()));  // flat
  }
}

TEST_CASE("run: without a probe, or with one of no epochs, the summary has no probe numbers") {
  Sandbox sandbox;
  const auto bars = summary_of(sandbox, sandbox.write("bars.yaml", kBars), "bars");
  const auto digits = summary_of(sandbox, sandbox.write("digits.yaml", kDigits), "digits",
                                 {"-s", "probe.epochs=0"});
  for (const auto& summary : {bars, digits}) {
    for (const auto& [name, value] : summary.items()) {
      INFO(name);
      CHECK(name.find("probe") == std::string::npos);
    }
    CHECK(summary.contains("gini.last"));
  }
}

TEST_CASE("run: gini.at_100 is there from the hundredth update on, whatever `every` is") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const Arguments one_by_one{"-s", "train.batch=1", "-s", "metrics=[{name: gini, every: 7}]"};
  const auto with_samples = [&](const std::string& count) {
    Arguments options = one_by_one;
    options.insert(options.end(), {"-s", "data.train=" + count});
    return summary_of(sandbox, experiment, "out" + count, options);
  };
  CHECK_FALSE(with_samples("99").contains("gini.at_100"));
  const auto at_the_end = with_samples("100");
  CHECK(at_the_end.at("gini.at_100") == at_the_end.at("gini.last"));

  const auto before = with_samples("120");
  bool found = false;
  for (const auto& text : lines_of(contents(sandbox.only_run("out120") / "metrics.jsonl"))) {
    const auto line = nlohmann::json::parse(text);
    if (line.at("step") != 100) continue;
    found = true;
    CHECK(line.at("gini") == before.at("gini.at_100"));
  }
  CHECK(found);
}

TEST_CASE("run: gini.last is null where nothing moves") {
  Sandbox sandbox;
  const auto summary = summary_of(sandbox, sandbox.write("bars.yaml", kBars), "out",
                                  {"-s", "rule=none", "-s", "train.batch=1"});
  REQUIRE(summary.contains("gini.last"));
  CHECK(summary["gini.last"].is_null());
  REQUIRE(summary.contains("gini.at_100"));
  CHECK(summary["gini.at_100"].is_null());
  CHECK(summary.at("wins.never").is_number());
}

TEST_CASE("run: the weights are a float32 array of inputs x units in Fortran order, all finite") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("small.yaml", kDigits), "out");
  const auto array = hebb::data::read_npy(sandbox.only_run("out") / "arrays/weights.npy");
  CHECK(array.type == "<f4");
  CHECK(array.shape == std::vector<std::size_t>{784, 8});
  CHECK(array.fortran_order);
  std::vector<float> weights(array.bytes.size() / sizeof(float));
  REQUIRE(weights.size() == 784 * 8);
  std::memcpy(weights.data(), array.bytes.data(), array.bytes.size());
  CHECK(std::all_of(weights.begin(), weights.end(), [](float w) { return std::isfinite(w); }));
  CHECK(std::any_of(weights.begin(), weights.end(), [](float w) { return w != 0.0F; }));
}

TEST_CASE("run: with a rate of 0 the weights are the initial ones, those of rule none") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const auto weights_of = [&](const std::string& output, const Arguments& options) {
    sandbox.run(experiment, output, options);
    return contents(sandbox.only_run(output) / "arrays/weights.npy");
  };
  const std::string none = weights_of("none", {"-s", "rule=none"});
  CHECK(weights_of("still", {"-s", "train.rate=0"}) == none);
  CHECK(weights_of("moved", {}) != none);
}

TEST_CASE("run: run.json says what made the numbers") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("small.yaml", kDigits);
  sandbox.run(experiment, "out", {"-s", "threads=3"});
  const fs::path run = sandbox.only_run("out");
  const auto record = json_of(run / "run.json");
  CHECK(record.at("id") == run.filename().string());
  CHECK(record.at("seed") == 1);
  CHECK(record.at("threads") == 3);
  CHECK_THAT(record.at("hebb").at("version").get<std::string>(),
             Catch::Matches("\\d+\\.\\d+\\.\\d+"));
  CHECK_FALSE(record.at("hebb").at("commit").get<std::string>().empty());
  CHECK_FALSE(record.at("hebb").at("compiler").get<std::string>().empty());
  CHECK_FALSE(record.at("blas").at("kernel").get<std::string>().empty());
  CHECK(record.at("data").at("name") == "digits");
  CHECK(record.at("command") == "hebb run " + experiment.string() + " -o " +
                                    sandbox.path("out").string() + " -s threads=3");
  std::set<std::string> plugins;
  for (const auto& plugin : record.at("plugins")) {
    const std::string kind = plugin.at("kind");
    const std::string name = plugin.at("name");
    plugins.insert(kind + "/" + name);
    const fs::path file = plugin.at("file").get<std::string>();
    CHECK(file == fs::canonical(fs::path(HEBB_PLUGIN_DIR) / ("hebb_" + kind + "_" + name + ".so")));
    CHECK(plugin.at("sha256") == hebb::sha256_of_file(file));
    CHECK(plugin.at("abi").at("major") == 1);
  }
  CHECK(plugins ==
        std::set<std::string>{"rule/softhebb", "activation/relu", "metric/gini", "metric/wins"});
}

TEST_CASE("run: every line of metrics.jsonl is JSON, with steps that rise to the last one") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("small.yaml", kDigits), "out");
  std::int64_t last = 0;
  std::int64_t epochs = 0;
  std::vector<std::int64_t> with_wins;
  for (const std::string& text : lines_of(contents(sandbox.only_run("out") / "metrics.jsonl"))) {
    const auto line = nlohmann::json::parse(text, nullptr, false);
    INFO(text);
    REQUIRE(line.is_object());
    if (line.contains("probe")) {
      CHECK(line.at("epoch") == ++epochs);
      continue;
    }
    CHECK(epochs == 0);
    CHECK(line.at("step").get<std::int64_t>() > last);
    last = line.at("step");
    if (line.contains("wins.never")) with_wins.push_back(last);
  }
  CHECK(last == 10);
  CHECK(epochs == 2);
  CHECK(with_wins == std::vector<std::int64_t>{3, 6, 9, 10});  // every: 3, and the last
}

TEST_CASE("run: a finished run is not run again, and its folder is not touched") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("small.yaml", kDigits);
  const Result first = sandbox.run(experiment, "out");
  const fs::path run = sandbox.only_run("out");
  const auto before = identities(run);
  const Result second = sandbox.run(experiment, "out");
  CHECK(second.err.empty());
  CHECK(second.out == first.out);
  CHECK(identities(run) == before);
  CHECK(sandbox.only_run("out") == run);
}

TEST_CASE(
    "run: a saved config.json runs again into a folder of the same name, with the same bits") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("small.yaml", kDigits), "out", {"-s", "rule.temperature=0.3"});
  const fs::path first = sandbox.only_run("out");
  sandbox.run(first / "config.json", "again");
  const fs::path second = sandbox.only_run("again");
  CHECK(second.filename() == first.filename());
  for (const char* file : {"config.json", "metrics.jsonl", "arrays/weights.npy"}) {
    INFO(file);
    CHECK(contents(second / file) == contents(first / file));
  }
}

TEST_CASE("run: --json prints the results as JSON, and -q no messages") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("small.yaml", kDigits);
  const Result result = sandbox.run(experiment, "out", {"--json", "-q"});
  CHECK(result.err.empty());
  const auto list = nlohmann::json::parse(result.out, nullptr, false);
  REQUIRE(list.is_array());
  REQUIRE(list.size() == 1);
  const fs::path run = sandbox.only_run("out");
  CHECK(list[0].at("id") == run.filename().string());
  CHECK(list[0].at("state") == "done");
  CHECK(list[0].at("directory") == run.string());
  CHECK(list[0].at("seed") == 1);
  CHECK(list[0].at("summary") == json_of(run / "summary.json"));
}

TEST_CASE("run: the name, the seed and -s change the run's identity, threads do not") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const auto id_with = [&](const Arguments& options) {
    Arguments arguments{"plan", experiment.string()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Result plan = sandbox.hebb(arguments);
    REQUIRE(plan.code == 0);
    return plan.out.substr(0, plan.out.find(' '));
  };
  const std::string plain = id_with({});
  CHECK(plain.size() == 16);
  CHECK(id_with({"-s", "threads=5"}) == plain);
  CHECK(id_with({"-s", "seed=2"}) != plain);
  CHECK(id_with({"-s", "rule.temperature=2"}) != plain);
  CHECK(id_with({"-s", "rule.temperature=1"}) == plain);  // the default, spelled out
}
