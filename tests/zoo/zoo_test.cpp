// zoo_test -- broken plugins: each says in its source what the command must answer.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

struct Expectation {
  std::string command;
  int code = -1;
  std::string message;  // FILE stands for the library
};

struct Animal {
  fs::path source;
  std::string kind = "rule";
  std::string name;

  [[nodiscard]] fs::path library() const {
    return fs::path(HEBB_ZOO_DIR) / ("hebb_" + kind + "_" + name + ".so");
  }
};

std::vector<Animal> animals() {
  std::vector<Animal> found;
  for (const auto& item : fs::directory_iterator(fs::path(HEBB_SOURCE_DIR) / "tests/zoo")) {
    const std::string extension = item.path().extension();
    const std::string stem = item.path().stem();
    if ((extension != ".c" && extension != ".cpp") || stem.ends_with("_test")) continue;
    Animal animal{item.path(), "rule", stem};
    for (const std::string kind : {"metric", "activation"}) {
      if (!stem.starts_with(kind + "_")) continue;
      animal.kind = kind;
      animal.name = stem.substr(kind.size() + 1);
    }
    found.push_back(animal);
  }
  std::sort(found.begin(), found.end(),
            [](const Animal& a, const Animal& b) { return a.source < b.source; });
  return found;
}

// The last paragraph of the first comment: "expect: COMMAND CODE MESSAGE".
std::optional<Expectation> expectation(const fs::path& source) {
  std::ifstream file(source);
  std::string text;
  for (std::string line; std::getline(file, line) && line.starts_with("// ");) {
    const std::string words = line.substr(3);
    if (words.starts_with("expect: ")) {
      text = words.substr(8);
    } else if (!text.empty()) {
      text += " " + words;
    }
  }
  std::istringstream words(text);
  Expectation expected;
  if (!(words >> expected.command >> expected.code)) return std::nullopt;
  std::getline(words >> std::ws, expected.message);
  return expected;
}

// A plugin that calls exit leaves the host's memory as it is, which is no leak to report.
const Environment kNoLeaks{{"ASAN_OPTIONS", "handle_segv=0:handle_abort=0:detect_leaks=0"}};

std::string with_file(std::string message, const fs::path& file) {
  for (std::size_t at = 0; (at = message.find("FILE", at)) != std::string::npos;) {
    message.replace(at, 4, file.string());
    at += file.string().size();
  }
  return message;
}

// Four steps. The animal's name stands last in its line, where the message points.
std::string experiment_with(const Animal& animal) {
  const auto or_else = [&](const char* kind, const char* name) {
    return animal.kind == kind ? animal.name : std::string(name);
  };
  return "schema: 1\nname: zoo\ndata: {name: bars, train: 64, test: 1}\n"
         "train: {batch: 16, rate: 0.1}\nmodel:\n  units: 4\n  activation: " +
         or_else("activation", "relu") + "\nrule: " + or_else("rule", "none") + "\nmetrics:\n  - " +
         or_else("metric", "wins") + "\n";
}

// "7:15", where the experiment names the animal.
std::string place_of(const Animal& animal, const std::string& experiment) {
  const std::size_t at = experiment.find(" " + animal.name + "\n") + 1;
  const std::size_t line_start = experiment.rfind('\n', at) + 1;
  const auto line =
      std::count(experiment.begin(), experiment.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  return std::to_string(line + 1) + ":" + std::to_string(at - line_start + 1);
}

Arguments command_line(const Sandbox& sandbox, const std::string& command,
                       const std::string& expected) {
  Arguments arguments{command, sandbox.path("zoo.yaml").string(), "--plugin-path", HEBB_ZOO_DIR};
  if (command == "run") arguments.insert(arguments.end(), {"-o", sandbox.path("out").string()});
  // Short only for those that hang, so that a busy machine makes nobody else look as if it did.
  if (expected.find(" within 2 s") != std::string::npos) {
    arguments.insert(arguments.end(), {"--plugin-timeout", "2"});
  }
  return arguments;
}

void check_refusal(Sandbox& sandbox, const Animal& animal, const Expectation& expected,
                   const std::string& experiment) {
  const std::string message = sandbox.path("zoo.yaml").string() + ":" +
                              place_of(animal, experiment) + ": " + animal.library().string() +
                              ": " + with_file(expected.message, animal.library());
  for (const std::string command : {"check", "run"}) {
    const Result result = sandbox.hebb(command_line(sandbox, command, expected.message));
    CHECK(result.code == expected.code);
    CHECK(result.err == "hebb: " + message + "\n");
    CHECK(result.out.empty());
    if (expected.message.find(" within ") != std::string::npos) break;  // once is slow enough
  }
  CHECK_FALSE(fs::exists(sandbox.path("out")));
}

void check_run(Sandbox& sandbox, const Animal& animal, const Expectation& expected) {
  const Result check = sandbox.hebb(command_line(sandbox, "check", ""));
  CHECK(check.err.empty());
  CHECK(check.code == 0);
  const Result result = sandbox.hebb(command_line(sandbox, "run", expected.message), kNoLeaks);
  INFO(result.err);
  CHECK(result.code == expected.code);
  CHECK(fs::is_empty(sandbox.path("out/.staging")));
  CHECK(sandbox.runs("out").size() == (expected.code == 0 ? 1U : 0U));
  if (expected.code == 0) {
    CHECK_FALSE(fs::exists(sandbox.path("out/failed")));
    return;
  }
  const std::string message = with_file(expected.message, animal.library());
  CHECK(result.err.find(": " + message + "\n") != std::string::npos);
  std::vector<fs::path> failed;
  for (const auto& item : fs::directory_iterator(sandbox.path("out/failed"))) {
    failed.push_back(item.path());
  }
  REQUIRE(failed.size() == 1);
  const nlohmann::json failure = json_of(failed.front() / "failure.json");
  CHECK(failure.at("message") == message);
  CHECK(failure.at("code") == expected.code);
}

}  // namespace

TEST_CASE("a broken plugin costs what its source says, with the message that it says") {
  const std::vector<Animal> all = animals();
  REQUIRE(all.size() >= 15);
  for (const Animal& animal : all) {
    DYNAMIC_SECTION(animal.source.filename().string()) {
      const auto expected = expectation(animal.source);
      INFO(animal.source.string() + ": wanted '// expect: check|run CODE MESSAGE' in the comment");
      REQUIRE(expected.has_value());
      REQUIRE((expected->command == "check" || expected->command == "run"));
      REQUIRE((expected->code == 0) == expected->message.empty());
      REQUIRE(fs::exists(animal.library()));
      Sandbox sandbox;
      const std::string experiment = experiment_with(animal);
      sandbox.write("zoo.yaml", experiment);
      if (expected->command == "check") {
        check_refusal(sandbox, animal, *expected, experiment);
      } else {
        check_run(sandbox, animal, *expected);
      }
    }
  }
}
