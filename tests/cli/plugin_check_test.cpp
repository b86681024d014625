// plugin_check_test -- `hebb plugin check`: what it prints, what it refuses, and that every bundled
// plugin passes. What it finds is in tests/zoo.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

std::vector<std::string> libraries_in(const fs::path& folder) {
  std::vector<std::string> files;
  for (const auto& item : fs::directory_iterator(folder)) files.push_back(item.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

nlohmann::json reports(const Result& result) {
  const nlohmann::json parsed = nlohmann::json::parse(result.out, nullptr, false);
  INFO(result.out << result.err);
  REQUIRE(parsed.is_array());
  return parsed;
}

}  // namespace

TEST_CASE("plugin check: every bundled plugin passes every check that is for it", "[long]") {
  Sandbox sandbox;
  Arguments arguments{"plugin", "check", "--json"};
  for (const std::string& file : libraries_in(HEBB_PLUGIN_DIR)) arguments.push_back(file);
  REQUIRE(arguments.size() > 10);
  const Result result = sandbox.hebb(arguments);
  CHECK(result.code == 0);
  CHECK(result.err.empty());
  const nlohmann::json all = reports(result);
  for (const nlohmann::json& report : all) {
    for (const nlohmann::json& finding : report.at("checks")) {
      INFO(report.at("file") << ": " << finding.dump());
      CHECK((finding.at("status") == "pass" || finding.at("status") == "skip"));
    }
    CHECK(report.at("passed") == true);
    CHECK(report.at("checks").size() > 30);
  }
}

TEST_CASE("plugin check: the tests' plugins of every mode pass, and so does one with all modes") {
  Sandbox sandbox;
  Arguments arguments{"plugin", "check", "--json"};
  for (const std::string name : {"rule_hebb_c", "rule_lateral_c", "rule_direct_c", "rule_modes_c",
                                 "metric_all_needs", "metric_aligned_x"}) {
    arguments.push_back((fs::path(HEBB_CONTRACT_DIR) / ("hebb_" + name + ".so")).string());
  }
  const Result result = sandbox.hebb(arguments);
  const nlohmann::json all = reports(result);
  for (const nlohmann::json& report : all) {
    INFO(report.dump(2));
    CHECK(report.at("passed") == true);
    for (const nlohmann::json& finding : report.at("checks")) {
      const bool all_modes = report.at("file").get<std::string>().ends_with("rule_modes_c.so");
      if (finding.at("check") != "claims.modes") continue;
      CHECK(finding.at("status") == (all_modes ? "pass" : "skip"));
    }
  }
  CHECK(result.code == 0);
}

TEST_CASE("plugin check: a line for each check, and what a failure breaks and how it is mended") {
  Sandbox sandbox;
  const Result good = sandbox.hebb({"plugin", "check", bundled("rule_none"), "--only", "entry"});
  CHECK(good.code == 0);
  CHECK_THAT(good.out, Catch::StartsWith(bundled("rule_none").string() + "\n  pass  entry.load "));
  CHECK_THAT(good.out, Contains(" passed, 0 warned, 0 failed, 0 skipped\n"));
  const auto copy = sandbox.write("plugins/hebb_rule_other.so", contents(bundled("rule_none")));
  const Result bad = sandbox.hebb({"plugin", "check", "-q", copy, bundled("rule_none")});
  CHECK(bad.code == 1);
  CHECK_THAT(bad.out,
             Catch::StartsWith(copy.string() +
                               "\n  fail  entry.identity              id is 'none', wanted "
                               "'other' by its file name\n"
                               "        rule: Kind and id of the descriptor are those of the file "
                               "name. (docs/abi.md, Descriptor checks)\n"
                               "        mend: Name file and id alike: "));
  CHECK_THAT(bad.out, !Contains("  pass  "));
}

TEST_CASE("plugin check: what stands on a check that did not pass is skipped and says so") {
  Sandbox sandbox;
  const auto copy = sandbox.write("plugins/hebb_rule_other.so", contents(bundled("rule_none")));
  const Result result = sandbox.hebb({"plugin", "check", "--json", copy});
  CHECK(result.code == 1);
  std::set<std::string> skipped;
  const nlohmann::json report = reports(result).at(0);
  for (const nlohmann::json& finding : report.at("checks")) {
    if (finding.at("status") != "skip") continue;
    CHECK_THAT(finding.at("detail").get<std::string>(),
               Catch::StartsWith("not tried, since ") && Catch::EndsWith(" did not pass"));
    skipped.insert(finding.at("check"));
  }
  CHECK(skipped.count("entry.descriptor") == 1);
  CHECK(skipped.count("step.bounds") == 1);
  CHECK(skipped.count("entry.load") == 0);
}

TEST_CASE("plugin check: a file whose name is no plugin's fails by its name alone") {
  Sandbox sandbox;
  const auto copy = sandbox.write("plugins/librule.so", contents(bundled("rule_none")));
  const Result result = sandbox.hebb({"plugin", "check", "--json", copy});
  CHECK(result.code == 1);
  const nlohmann::json report = reports(result).at(0);
  CHECK(report.at("passed") == false);
  CHECK(report.at("checks").at(0).at("check") == "file.name");
  CHECK(report.at("checks").at(0).at("status") == "fail");
  CHECK(report.at("checks").at(0).at("detail") ==
        "the file is called 'librule.so', wanted hebb_<kind>_<name>.so");
  for (std::size_t i = 1; i < report.at("checks").size(); ++i) {
    CHECK(report.at("checks").at(i).at("status") == "skip");
  }
}

TEST_CASE("plugin check: --only takes groups and checks, and refuses what is neither") {
  Sandbox sandbox;
  const Result some = sandbox.hebb(
      {"plugin", "check", "--json", "--only", "state,step.inputs", bundled("rule_none")});
  CHECK(some.code == 0);
  std::set<std::string> tried;
  const nlohmann::json report = reports(some).at(0);
  for (const nlohmann::json& finding : report.at("checks")) tried.insert(finding.at("check"));
  CHECK(tried == std::set<std::string>{"step.inputs", "state.resume"});
  const Result none = sandbox.hebb({"plugin", "check", "--only", "stat", bundled("rule_none")});
  CHECK(none.code == 2);
  CHECK(none.err ==
        "hebb: plugin check: there is no check or group 'stat'; "
        "`hebb plugin check --list` names them\n");
}

TEST_CASE("plugin check: what it cannot do with its arguments it says") {
  Sandbox sandbox;
  const auto refused = [&](Arguments arguments) {
    arguments.insert(arguments.begin(), {"plugin", "check"});
    const Result result = sandbox.hebb(arguments);
    CHECK(result.out.empty());
    return std::to_string(result.code) + " " + result.err;
  };
  CHECK(refused({}) == "2 hebb: plugin check: got no file, wanted one or more\n");
  CHECK(refused({"/nowhere/hebb_rule_x.so"}) == "3 hebb: /nowhere/hebb_rule_x.so: no such file\n");
  CHECK(refused({"--timeout", "0", bundled("rule_none")}) ==
        "2 hebb: --timeout is 0, wanted 1..86400\n");
  CHECK(refused({"--lang", "c"}) ==
        "2 hebb: plugin: --lang and -o belong to `hebb plugin new KIND NAME`\n");
  const Result elsewhere = sandbox.hebb({"plugin", "list", "--only", "step"});
  CHECK(elsewhere.code == 2);
  CHECK(elsewhere.err ==
        "hebb: plugin: --only, --timeout and --list belong to `hebb plugin check FILE...`\n");
}

TEST_CASE("plugin check: every rule that it names is a section of docs/abi.md") {
  Sandbox sandbox;
  const std::string page = contents(fs::path(HEBB_SOURCE_DIR) / "docs/abi.md");
  const Result list = sandbox.hebb({"plugin", "check", "--list", "--json"});
  CHECK(list.code == 0);
  std::set<std::string> names;
  const nlohmann::json all = reports(list);
  for (const nlohmann::json& check : all) {
    INFO(check.dump());
    CHECK_THAT(page, Contains("\n## " + check.at("section").get<std::string>() + "\n"));
    CHECK_FALSE(check.at("rule").get<std::string>().empty());
    CHECK_FALSE(check.at("mend").get<std::string>().empty());
    CHECK(names.insert(check.at("name")).second);
  }
  CHECK(names.size() > 40);
}
