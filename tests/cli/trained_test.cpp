// trained_test -- what can be asked of a finished run: its features, and other probes.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <string>

#include "data/npy.hpp"
#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

std::vector<float> floats(const fs::path& file) {
  const hebb::data::NpyArray array = hebb::data::read_npy(file);
  REQUIRE(array.type == "<f4");
  std::vector<float> values(array.bytes.size() / sizeof(float));
  std::memcpy(values.data(), array.bytes.data(), array.bytes.size());
  return values;
}

double largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
  REQUIRE(a.size() == b.size());
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double off = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
    largest = std::isnan(off) ? 1e300 : std::max(largest, off);
  }
  return largest;
}

// hebb with these arguments, which must succeed.
Result good(Sandbox& sandbox, const Arguments& arguments) {
  Result result = sandbox.hebb(arguments);
  INFO(result.err);
  REQUIRE(result.code == 0);
  return result;
}

}  // namespace

TEST_CASE("features: a second layer trained by hand on them is the run's second layer") {
  Sandbox sandbox;
  const std::string layers = "layers: [{units: 6, train: {batch: 50, rate: 0.3}}]\n";
  sandbox.run(sandbox.write("deep.yaml", kDigits + layers), "deep");
  const fs::path deep = sandbox.only_run("deep");
  const std::string file = sandbox.path("train.npy").string();
  const Result written = good(sandbox, {"features", deep.string(), "--layer", "1", "-o", file,
                                        "--labels", sandbox.path("labels.npy").string()});
  CHECK(written.out == file + ": 300 samples x 8 units of layer 1\n");
  good(sandbox,
       {"features", deep.string(), "--layer", "1", "--split", "test", "-o",
        sandbox.path("test.npy").string(), "--labels", sandbox.path("test_labels.npy").string()});
  CHECK(contents(file).find("'fortran_order': False, 'shape': (300, 8)") != std::string::npos);

  const std::string seed = json_of(deep / "run.json").at("layer_seeds").at("2").dump();
  sandbox.run(sandbox.write("hand.yaml",
                            "schema: 1\nname: small\n"
                            "data: {name: npy, train: train.npy, train_labels: labels.npy, test: "
                            "test.npy, test_labels: test_labels.npy}\n"
                            "model: {units: 6}\nrule: softhebb\n"
                            "train: {batch: 50, rate: 0.3}\nmetrics: [gini]\nprobe: {epochs: 2}\n"
                            "seed: " +
                                seed + "\n"),
              "hand");
  const fs::path hand = sandbox.only_run("hand");
  CHECK(largest_difference(floats(deep / "arrays/layer2.weights.npy"),
                           floats(hand / "arrays/weights.npy")) < 1e-6);
  const nlohmann::json ours = json_of(deep / "summary.json");
  const nlohmann::json theirs = json_of(hand / "summary.json");
  CHECK(ours.at("layer2.gini.last").get<double>() ==
        Approx(theirs.at("gini.last").get<double>()).epsilon(1e-5));
  CHECK(ours.at("probe.test_accuracy") == theirs.at("probe.test_accuracy"));
}

TEST_CASE("features: other data are normalised as the run's, and leave the run as it was") {
  Sandbox sandbox;
  std::string text = kDigits;
  text.replace(text.find("test: 100}"), 10, "test: 100, normalize: [0.1, 0.3]}");
  sandbox.run(sandbox.write("small.yaml", text), "runs");
  const fs::path run = sandbox.only_run("runs");
  const auto before = tree(sandbox.path("runs"));
  const auto features = [&](const std::string& name, const Arguments& more) {
    Arguments arguments{"features", run.string(), "-o", sandbox.path(name).string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    good(sandbox, arguments);
    return floats(sandbox.path(name));
  };
  const auto own = features("own.npy", {});
  CHECK(own == features("same.npy", {"--data", "{name: digits, train: 300}"}));
  CHECK(own.size() == 300 * 8);
  CHECK(features("plain.npy", {"--data", "{name: digits, train: 300, normalize: [0, 1]}"}) != own);
  CHECK(features("seed.npy", {"--data", "{name: digits, train: 300, seed: 4}"}) != own);
  CHECK(tree(sandbox.path("runs")) == before);
}

TEST_CASE("features: what cannot be is refused, and no file is left") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("small.yaml", kDigits), "runs");
  const std::string run = sandbox.only_run("runs").string();
  const std::string file = sandbox.path("f.npy").string();
  const auto refused = [&](Arguments arguments, int code) {
    arguments.insert(arguments.begin(), "features");
    const Result result = sandbox.hebb(arguments);
    CHECK(result.code == code);
    CHECK_FALSE(fs::exists(file));
    return result.err;
  };
  CHECK_THAT(refused({run}, 2), Catch::Contains("-o is missing"));
  CHECK_THAT(refused({run, "-o", file, "--split", "all"}, 2),
             Catch::Contains("--split is 'all', wanted train or test"));
  CHECK_THAT(refused({run, "-o", file, "--layer", "2"}, 2),
             Catch::Contains("--layer is 2, but the run has 1 layer"));
  CHECK_THAT(refused({run, "-o", file, "--data", "bars"}, 2),
             Catch::Contains("the data 'bars' have 64 inputs, wanted 784 as the run"));
  CHECK_THAT(refused({run, "-o", file, "--data", "{name: digits, trian: 3}"}, 2),
             Catch::Contains("unknown key 'data.trian' (did you mean 'data.train'?)"));
  CHECK_THAT(refused({run, "-o", file, "--data", "nowhere.npy"}, 3),
             Catch::Contains("nowhere.npy"));
  CHECK_THAT(refused({sandbox.path("runs/0123").string(), "-o", file}, 2),
             Catch::Contains("no run's id begins with '0123'"));
}

TEST_CASE("probe: without -s it finds what the run found, to the last digit") {
  Sandbox sandbox;
  const std::string layers = "layers: [{units: 6}]\n";
  std::string text = kDigits + layers;
  text.replace(text.find("probe: {epochs: 2}"), 18,
               "probe: [{name: top, epochs: 2, dropout: 0.2}, {name: low, layer: 1, epochs: 1}]");
  sandbox.run(sandbox.write("deep.yaml", text), "runs");
  const fs::path run = sandbox.only_run("runs");
  const auto before = tree(sandbox.path("runs"));
  const Result result = good(sandbox, {"probe", run.string(), "--json"});
  const nlohmann::json found = nlohmann::json::parse(result.out).at("summary");
  const nlohmann::json summary = json_of(run / "summary.json");
  std::size_t compared = 0;
  for (const auto& [key, value] : summary.items()) {
    if (!key.starts_with("probe.") || key.ends_with(".seconds")) continue;
    INFO(key);
    CHECK(found.at(key) == value);
    ++compared;
  }
  CHECK(compared == found.size() - 4);  // seconds of two probes and of two layers' features
  CHECK(tree(sandbox.path("runs")) == before);
}

TEST_CASE("probe: -s changes the probe and nothing else, and the run's number stands beside") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("small.yaml", kDigits), "runs");
  const fs::path run = sandbox.only_run("runs");
  const auto before = tree(sandbox.path("runs"));
  const Result result =
      good(sandbox, {"probe", run.filename().string(), "-o", sandbox.path("runs").string(), "-s",
                     "probe.epochs=7", "-s", "probe.validation=0"});
  CHECK_THAT(result.out, Catch::Contains("probe.epochs                 7  (the run: 2)\n") ||
                             Catch::Contains("7  (the run: 2)"));
  CHECK(tree(sandbox.path("runs")) == before);

  const auto refused = [&](const std::string& setting) {
    const Result answer = sandbox.hebb({"probe", run.string(), "-s", setting});
    CHECK(answer.code == 2);
    return answer.err;
  };
  CHECK_THAT(refused("train.rate=1"), Catch::Contains("-s train.rate=1: train.rate is settled by "
                                                      "the training, wanted a key of probe:"));
  CHECK_THAT(refused("probe.epoch=1"),
             Catch::Contains("unknown key 'probe.epoch' (did you mean 'probe.epochs'?)"));
  CHECK_THAT(refused("probe.layer=2"), Catch::Contains("probe.layer is 2, but there is one layer"));
  CHECK_THAT(refused("probe.epochs=0"), Catch::Contains("no probe is left"));
}

TEST_CASE("probe: a run without one gets the default probe; data without labels are refused") {
  Sandbox sandbox;
  std::string text = kDigits;
  text.erase(text.find("probe: {epochs: 2}\n"), 19);
  sandbox.run(sandbox.write("small.yaml", text), "runs");
  const Result result =
      good(sandbox, {"probe", sandbox.only_run("runs").string(), "-s", "probe.epochs=1", "--json"});
  CHECK(nlohmann::json::parse(result.out).at("summary").contains("probe.test_accuracy"));
  CHECK(nlohmann::json::parse(result.out).at("probe").at("batch") == 32);

  sandbox.run(sandbox.write("bars.yaml", kBars), "bars");
  const Result refused = sandbox.hebb({"probe", sandbox.only_run("bars").string()});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Catch::Contains("have no labels"));
}
