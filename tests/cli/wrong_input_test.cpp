// wrong_input_test -- experiments and options that are wrong: each has its message, and none
// writes.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

const std::string kSound =
    "schema: 1\n"
    "data: {name: bars, train: 64, test: 4}\n"
    "model: {units: 4}\n"
    "rule: softhebb\n"
    "train: {rate: 0.1}\n";

std::string with(std::string text, const std::string& old, const std::string& now) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), now);
}

struct Case {
  std::string what;
  std::string experiment;
  Arguments options;
  std::string message;  // after "hebb: "; FILE stands for the experiment
  int code = 2;
};

std::vector<Case> faulty_experiments() {
  return {
      {"an unknown key, with a suggestion",
       kSound + "tran: {rate: 1}\n",
       {},
       "FILE:6:1: unknown key 'tran' (did you mean 'train'?)"},
      {"an unknown key in a table",
       with(kSound, "rate: 0.1", "rat: 0.1"),
       {},
       "FILE:5:9: unknown key 'train.rat' (did you mean 'train.rate'?)"},
      {"an unknown parameter of the rule",
       with(kSound, "softhebb", "{name: softhebb, temprature: 2}"),
       {},
       "FILE:4:24: unknown key 'rule.temprature' (did you mean 'rule.temperature'?)"},
      {"a duplicate key",
       kSound + "rule: none\n",
       {},
       "FILE:6:1: duplicate key 'rule', first in line 4"},
      {"a string for an integer",
       with(kSound, "units: 4", "units: four"),
       {},
       "FILE:3:16: model.units is a string 'four', wanted an integer"},
      {"a list for a table",
       with(kSound, "{units: 4}", "[4]"),
       {},
       "FILE:3:8: model is a list, wanted a table"},
      {"an integer with a leading zero",
       with(kSound, "units: 4", "units: 010"),
       {},
       "FILE:3:16: 010 has a leading zero, wanted a decimal number or a quoted string"},
      {"a number that is none",
       with(kSound, "rate: 0.1", "rate: .nan"),
       {},
       "FILE:5:15: .nan is not finite, wanted a finite number or a quoted string"},
      {"units out of range",
       with(kSound, "units: 4", "units: 0"),
       {},
       "FILE:3:16: model.units is 0, wanted 1..1048576"},
      {"a parameter out of range",
       with(kSound, "softhebb", "{name: softhebb, temperature: -1}"),
       {},
       "FILE:4:37: rule.temperature is -1, wanted > 0"},
      {"a missing key",
       with(kSound, "{units: 4}", "{}"),
       {},
       "FILE:3:8: model.units is missing, wanted an integer 1..1048576"},
      {"a schema of the future",
       with(kSound, "schema: 1", "schema: 2"),
       {},
       "FILE:1:9: schema is 2, wanted 1"},
      {"no YAML", "[1, 2\n", {}, "FILE:2:1: yaml: end of sequence flow not found"},
      {"an empty file", "", {}, "FILE:1:1: the document is empty, wanted a table of keys"},
      {"a probe on data without labels",
       kSound + "probe: {epochs: 1}\n",
       {},
       "FILE:2:7: probe: the data 'bars' have no labels, which a probe needs"},
  };
}

std::vector<Case> faulty_options() {
  const auto refused = [](const std::string& what, const Arguments& options,
                          const std::string& message) {
    return Case{what, kSound, options, message};
  };
  return {
      refused("-s without =", {"-s", "train.rate"}, "-s train.rate: has no '=', wanted KEY=VALUE"),
      refused("-s without a key", {"-s", "=1"},
              "-s =1: '' is no key, wanted one such as train.rate"),
      refused("-s without a value", {"-s", "train.rate="},
              "-s train.rate=: has no value, wanted KEY=VALUE"),
      refused("-s with an unknown key", {"-s", "train.rte=1"},
              "-s train.rte=1: unknown key 'train.rte' (did you mean 'train.rate'?)"),
      refused("-s with a wrong type", {"-s", "model.units=x"},
              "-s model.units=x: model.units is a string 'x', wanted an integer"),
      refused("-s with half a list", {"-s", "train.rate=[1"},
              "-s train.rate=[1: yaml: end of sequence flow not found"),
      refused("--sweep without =", {"--sweep", "train.rate"},
              "--sweep train.rate: has no '=', wanted KEY=VALUE,VALUE"),
      refused("--sweep with a wrong type", {"--sweep", "train.rate=1,x"},
              "--sweep train.rate=1,x: train.rate is a string 'x', wanted a real number (in run 2 "
              "of 2: train.rate=x)"),
      refused("a negative number of jobs", {"-j", "-1"}, "--jobs is -1, wanted 0 or more"),
      refused("jobs that are no number", {"-j", "two"},
              "the argument ('two') for option '--jobs' is no whole number in range"),
      refused("a timeout of 0", {"--plugin-timeout", "0"},
              "--plugin-timeout is 0, wanted 1..86400"),
      refused("an option without its value", {"-j"},
              "the required argument for option '--jobs' is missing"),
      refused("a plugin path that is not there", {"--plugin-path", "/nowhere"},
              "--plugin-path: /nowhere is not a directory: No such file or directory"),
      {"a data folder that is not there",
       kSound,
       {"--data-dir", "/nowhere"},
       "--data-dir: /nowhere is not a directory: No such file or directory",
       3},
  };
}

void check_refused(const Case& wrong) {
  Sandbox sandbox;
  const auto experiment = sandbox.write("wrong.yaml", wrong.experiment);
  const auto before = tree(sandbox.path(""));
  Arguments arguments{"run", experiment, "-o", sandbox.path("out")};
  arguments.insert(arguments.end(), wrong.options.begin(), wrong.options.end());
  const Result result = sandbox.hebb(arguments);
  std::string message = wrong.message;
  if (message.starts_with("FILE")) message.replace(0, 4, experiment.string());
  CHECK(result.code == wrong.code);
  CHECK(result.err == "hebb: " + message + "\n");
  CHECK(result.out.empty());
  CHECK_FALSE(fs::exists(sandbox.path("out")));
  fs::remove_all(sandbox.path(".cache"));  // what plugins' files were digested to
  CHECK(tree(sandbox.path("")).size() == before.size() + 2);  // standard output and error
}

}  // namespace

TEST_CASE("wrong input: a faulty experiment is refused with file, line and column") {
  for (const Case& wrong : faulty_experiments()) {
    DYNAMIC_SECTION(wrong.what) { check_refused(wrong); }
  }
}

TEST_CASE("wrong input: a faulty option is refused by its name") {
  for (const Case& wrong : faulty_options()) {
    DYNAMIC_SECTION(wrong.what) { check_refused(wrong); }
  }
}

TEST_CASE("wrong input: the sound experiment beside the faulty ones runs") {
  Sandbox sandbox;
  sandbox.run(sandbox.write("sound.yaml", kSound), "out");
  CHECK(sandbox.runs("out").size() == 1);
}

TEST_CASE("wrong input: a fault in one run of a sweep is found before any run starts") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("wrong.yaml", kSound);
  const Result result = sandbox.hebb(
      {"run", experiment, "-o", sandbox.path("out"), "--sweep", "rule.temperature=1,2,-3"});
  CHECK(result.code == 2);
  CHECK(result.err ==
        "hebb: --sweep rule.temperature=1,2,-3: rule.temperature is -3, wanted > 0 (in run 3 of 3: "
        "rule.temperature=-3)\n");
  CHECK_FALSE(fs::exists(sandbox.path("out")));
}

TEST_CASE("wrong input: an experiment that is not there, or is a folder, cannot be read") {
  Sandbox sandbox;
  const Result missing = sandbox.hebb({"run", "/nowhere/x.yaml", "-o", sandbox.path("out")});
  CHECK(missing.code == 2);
  CHECK(missing.err ==
        "hebb: /nowhere/x.yaml: cannot be read (No such file or directory), wanted a YAML file\n");
  const Result folder = sandbox.hebb({"run", "/proc", "-o", sandbox.path("out")});
  CHECK(folder.code == 2);
  CHECK(folder.err == "hebb: /proc: is a folder, wanted a YAML file\n");
  // As root, permissions forbid nothing; this file opens and refuses to be read.
  const Result unreadable = sandbox.hebb({"run", "/proc/self/mem", "-o", sandbox.path("out")});
  CHECK(unreadable.code == 2);
  CHECK(unreadable.err ==
        "hebb: /proc/self/mem: cannot be read (Input/output error), wanted a YAML file\n");
  CHECK_FALSE(fs::exists(sandbox.path("out")));
}

TEST_CASE("wrong input: an output folder that cannot be written is refused before any run") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("sound.yaml", kSound);
  const auto file = sandbox.write("file", "in the way");
  const auto refusal = [&](const fs::path& output) {
    const Result result = sandbox.hebb({"run", experiment, "-o", output});
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    return result.err;
  };
  CHECK(refusal(file / "out") == "hebb: output directory " + (file / "out").string() +
                                     " cannot be written: Not a directory\n");
  CHECK(refusal(file) ==
        "hebb: output directory " + file.string() + " cannot be written: Not a directory\n");
  CHECK(refusal("/proc/hebb-runs") ==
        "hebb: output directory /proc/hebb-runs cannot be written: No such file or directory\n");
  CHECK(refusal("") == "hebb: --output is empty, wanted a folder\n");
  CHECK(contents(file) == "in the way");
}

TEST_CASE("wrong input: check finds what run finds, and says good where nothing is wrong") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("sound.yaml", kSound);
  const Result good = sandbox.hebb({"check", experiment, "--sweep", "seed=1,2"});
  CHECK(good.code == 0);
  CHECK(good.out == experiment.string() + ": good, 2 runs\n");
  CHECK(good.err.empty());
  const Result bad = sandbox.hebb({"check", experiment, "-s", "model.units=0"});
  CHECK(bad.code == 2);
  CHECK(bad.out.empty());
  CHECK(bad.err == "hebb: -s model.units=0: model.units is 0, wanted 1..1048576\n");
}
