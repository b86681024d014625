// zoo_test -- broken plugins: each says in its source what the command must answer.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
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

// What `hebb plugin check` finds: a check that fails, and what it says; ".." stands for anything.
struct Finding {
  std::string check;
  std::string detail;
};

struct Animal {
  fs::path source;
  std::string kind = "rule";
  std::string name;

  // A script makes its file when it is called; all others are built.
  [[nodiscard]] bool is_script() const { return source.extension() == ".sh"; }
  [[nodiscard]] fs::path folder() const {
    static const hebb::TemporaryDirectory made(fs::temp_directory_path(), "hebb-zoo-");
    return is_script() ? made.path() : fs::path(HEBB_ZOO_DIR);
  }
  [[nodiscard]] fs::path library() const {
    return folder() / ("hebb_" + kind + "_" + name + ".so");
  }
  [[nodiscard]] bool is_there() const {
    return fs::symlink_status(library()).type() != fs::file_type::not_found;
  }
};

std::vector<Animal> animals() {
  std::vector<Animal> found;
  for (const auto& item : fs::directory_iterator(fs::path(HEBB_SOURCE_DIR) / "tests/zoo")) {
    const std::string extension = item.path().extension();
    const std::string stem = item.path().stem();
    if (stem.ends_with("_test") || extension == ".h") continue;
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

// The paragraphs of the first comment that begin with the word, which is left out.
std::vector<std::string> paragraphs(const fs::path& source, const std::string& word) {
  std::ifstream file(source);
  const std::string mark = source.extension() == ".sh" ? "# " : "// ";
  std::vector<std::string> found;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#!")) continue;
    if (!line.starts_with(mark)) break;
    const std::string words = line.substr(mark.size());
    const std::size_t colon = words.find(": ");
    const bool begins = colon != std::string::npos && words.find(' ') == colon + 1;
    if (begins) {
      inside = words.substr(0, colon) == word;
      if (inside) found.push_back(words.substr(colon + 2));
    } else if (inside && words.starts_with("not under a sanitizer")) {
      inside = false;
    } else if (inside) {
      found.back() += " " + words;
    }
  }
  return found;
}

bool is_left_out(const Animal& animal) {
  return kIsSanitized &&
         contents(animal.source).find("\n// not under a sanitizer\n") != std::string::npos;
}

// "expect: COMMAND CODE MESSAGE".
std::optional<Expectation> expectation(const fs::path& source) {
  const auto found = paragraphs(source, "expect");
  if (found.size() != 1) return std::nullopt;
  std::istringstream words(found.front());
  Expectation expected;
  if (!(words >> expected.command >> expected.code)) return std::nullopt;
  std::getline(words >> std::ws, expected.message);
  return expected;
}

// "finds: CHECK DETAIL" or "finds: nothing".
std::vector<Finding> findings(const fs::path& source) {
  std::vector<Finding> found;
  for (const std::string& paragraph : paragraphs(source, "finds")) {
    if (paragraph == "nothing") continue;
    const std::size_t space = std::min(paragraph.find(' '), paragraph.size());
    found.push_back(
        {paragraph.substr(0, space), space < paragraph.size() ? paragraph.substr(space + 1) : ""});
  }
  return found;
}

// True where the text is the pattern, in which ".." stands for anything.
bool is_like(const std::string& text, const std::string& pattern) {
  const std::size_t gap = pattern.find("..");
  if (gap == std::string::npos || text == pattern) return text == pattern;
  if (!text.starts_with(pattern.substr(0, gap))) return false;
  const std::string rest = pattern.substr(gap + 2);
  for (std::size_t at = gap; at <= text.size(); ++at) {
    if (is_like(text.substr(at), rest)) return true;
  }
  return false;
}

void make(const Animal& animal) {
  if (!animal.is_script() || animal.is_there()) return;
  const fs::path sound = fs::path(HEBB_PLUGIN_DIR) / "hebb_rule_none.so";
  hebb::ChildProcess child = hebb::ChildProcess::spawn(
      "/bin/sh", {"sh", animal.source.string(), animal.library().string(), sound.string()}, {});
  REQUIRE(child.wait().is_success());
}

// A plugin that calls exit leaves the host's memory as it is, which is no leak to report.
const Environment kNoLeaks{{"ASAN_OPTIONS", std::string(kSanitizerOptions) + ":detect_leaks=0"}};

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

Arguments command_line(const Sandbox& sandbox, const fs::path& folder, const std::string& command,
                       const std::string& expected) {
  Arguments arguments{command, sandbox.path("zoo.yaml").string(), "--plugin-path", folder};
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
    const Result result =
        sandbox.hebb(command_line(sandbox, animal.folder(), command, expected.message));
    CHECK(result.code == expected.code);
    INFO(result.err);
    CHECK(is_like(result.err, "hebb: " + message + "\n"));
    CHECK(result.out.empty());
    if (expected.message.find(" within ") != std::string::npos) break;  // once is slow enough
  }
  CHECK_FALSE(fs::exists(sandbox.path("out")));
}

void check_run(Sandbox& sandbox, const Animal& animal, const Expectation& expected) {
  const Result check = sandbox.hebb(command_line(sandbox, animal.folder(), "check", ""));
  CHECK(check.err.empty());
  CHECK(check.code == 0);
  const Result result =
      sandbox.hebb(command_line(sandbox, animal.folder(), "run", expected.message), kNoLeaks);
  INFO(result.err);
  CHECK(result.code == expected.code);
  CHECK(fs::is_empty(sandbox.path("out/.staging")));
  CHECK(sandbox.runs("out").size() == (expected.code == 0 ? 1U : 0U));
  if (expected.code == 0) {
    CHECK_FALSE(fs::exists(sandbox.path("out/failed")));
    return;
  }
  const std::string message = with_file(expected.message, animal.library());
  CHECK(is_like(result.err, "..: " + message + "\n.."));
  std::vector<fs::path> failed;
  for (const auto& item : fs::directory_iterator(sandbox.path("out/failed"))) {
    failed.push_back(item.path());
  }
  REQUIRE(failed.size() == 1);
  const nlohmann::json failure = json_of(failed.front() / "failure.json");
  CHECK(is_like(failure.at("message"), message));
  CHECK(failure.at("code") == expected.code);
}

// Sanitizers export symbols of their own.
bool is_blurred(const std::string& check) { return kIsSanitized && check == "file.symbols"; }

void check_found(const Animal& animal, const nlohmann::json& report) {
  INFO(animal.source.string() << ": wanted '// finds: CHECK DETAIL' in the comment");
  CHECK_FALSE(paragraphs(animal.source, "finds").empty());
  std::vector<Finding> expected = findings(animal.source);
  std::erase_if(expected, [](const Finding& one) { return is_blurred(one.check); });
  bool has_passed = true;
  for (const auto& finding : report.at("checks")) {
    has_passed = has_passed && finding.at("status") != "fail";
    if (finding.at("status") != "fail" || is_blurred(finding.at("check"))) continue;
    const auto same = [&](const Finding& one) {
      return one.check == finding.at("check") &&
             is_like(finding.at("detail"), with_file(one.detail, animal.library()));
    };
    INFO("found: " << finding.dump());
    CHECK(std::any_of(expected.begin(), expected.end(), same));
    std::erase_if(expected, same);
  }
  CHECK(report.at("passed") == has_passed);
  for (const Finding& missing : expected) {
    FAIL_CHECK("not found: " << missing.check << " " << missing.detail);
  }
}

// One `hebb plugin check` of them all.
void check_findings(const std::vector<Animal>& group, const Arguments& options) {
  Sandbox sandbox;
  Arguments arguments{"plugin", "check", "--json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  for (const Animal& animal : group) arguments.push_back(animal.library().string());
  const Result result = sandbox.hebb(arguments, kNoLeaks);
  CHECK(result.code == 1);
  const nlohmann::json reports = nlohmann::json::parse(result.out, nullptr, false);
  REQUIRE(reports.size() == group.size());
  for (std::size_t i = 0; i < group.size(); ++i) check_found(group[i], reports[i]);
}

}  // namespace

TEST_CASE("a broken plugin costs what its source says, with the message that it says") {
  const std::vector<Animal> all = animals();
  REQUIRE(all.size() >= 30);
  for (const Animal& animal : all) {
    if (is_left_out(animal)) continue;
    make(animal);
    DYNAMIC_SECTION(animal.source.filename().string()) {
      const auto expected = expectation(animal.source);
      INFO(animal.source.string() + ": wanted '// expect: check|run CODE MESSAGE' in the comment");
      REQUIRE(expected.has_value());
      REQUIRE((expected->command == "check" || expected->command == "run"));
      REQUIRE((expected->code == 0) == expected->message.empty());
      REQUIRE(animal.is_there());
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

TEST_CASE("plugin check finds in a broken plugin what its source says, and nothing else") {
  std::vector<Animal> quick = animals();
  std::erase_if(quick, is_left_out);
  std::vector<Animal> hanging;
  for (const Animal& animal : quick) {
    make(animal);
    if (contents(animal.source).find(" within 4 s") != std::string::npos) hanging.push_back(animal);
  }
  std::erase_if(quick, [&](const Animal& animal) {
    return std::any_of(hanging.begin(), hanging.end(),
                       [&](const Animal& other) { return other.source == animal.source; });
  });
  CHECK(hanging.size() >= 2);
  check_findings(quick, {});
  check_findings(hanging, {"--timeout", "4"});
}

TEST_CASE("plugin check has no check that finds nothing in the whole zoo") {
  Sandbox sandbox;
  const Result list = sandbox.hebb({"plugin", "check", "--list", "--json"});
  std::set<std::string> tried;
  for (const auto& check : nlohmann::json::parse(list.out)) tried.insert(check.at("name"));
  for (const Animal& animal : animals()) {
    for (const Finding& finding : findings(animal.source)) tried.erase(finding.check);
  }
  CHECK(tried == std::set<std::string>{"file.name"});  // such a file is in plugin_check_test
}
