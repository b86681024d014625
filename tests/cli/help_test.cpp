// help_test -- help, the version, and words that the command does not know.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "support/command.hpp"

using namespace hebb::test;
using Catch::Contains;

namespace {

// The names under "Commands:" in the general help.
std::vector<std::string> listed_commands(const std::string& help) {
  std::vector<std::string> names;
  bool inside = false;
  for (const std::string& line : lines_of(help)) {
    if (inside && line.empty()) break;
    if (inside) names.push_back(line.substr(2, line.find(' ', 2) - 2));
    if (line == "Commands:") inside = true;
  }
  return names;
}

}  // namespace

TEST_CASE("help: the general help and that of every command go to standard output, with code 0") {
  Sandbox sandbox;
  const Result general = sandbox.hebb({"--help"});
  CHECK(general.code == 0);
  CHECK(general.err.empty());
  CHECK_THAT(general.out, Contains("Usage: hebb COMMAND [options]"));
  CHECK_THAT(general.out, Contains("75 stopped, the same command goes on"));
  CHECK(sandbox.hebb({"-h"}).out == general.out);

  const std::vector<std::string> commands = listed_commands(general.out);
  CHECK(commands.size() >= 6);
  for (const std::string& command : commands) {
    INFO(command);
    const Result help = sandbox.hebb({command, "--help"});
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    CHECK_THAT(help.out, Contains("Usage: hebb " + command));
    CHECK_THAT(help.out, Contains("Examples:\n  hebb " + command));
    CHECK_THAT(help.out, Contains("--plugin-path"));
  }
}

TEST_CASE("help: help asked for after arguments is help still, and nothing runs") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("small.yaml", kBars);
  const Result help = sandbox.hebb({"run", experiment, "-o", sandbox.path("out"), "--help"});
  CHECK(help.code == 0);
  CHECK_THAT(help.out, Contains("--fail-fast"));
  CHECK_FALSE(std::filesystem::exists(sandbox.path("out")));
}

TEST_CASE("help: the version is one line on standard output") {
  Sandbox sandbox;
  const Result version = sandbox.hebb({"--version"});
  CHECK(version.code == 0);
  CHECK(version.err.empty());
  CHECK(lines_of(version.out).size() == 1);
  CHECK_THAT(version.out, Catch::Matches("hebb \\d+\\.\\d+\\.\\d+ \\(.+\\)\n"));
}

TEST_CASE("help: without a command the help goes to standard error, with code 2") {
  Sandbox sandbox;
  const Result result = sandbox.hebb({});
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(result.err == sandbox.hebb({"--help"}).out);
}

TEST_CASE("help: unknown commands and options are refused by their name") {
  Sandbox sandbox;
  check_refused(sandbox.hebb({"train"}), "unknown command 'train'; `hebb --help` lists them");
  check_refused(sandbox.hebb({"--bogus"}), "unknown option '--bogus'; `hebb --help` lists them");
  check_refused(sandbox.hebb({"run", "x.yaml", "--bogus"}), "unrecognised option '--bogus'");
  check_refused(sandbox.hebb({"explain", "-z"}), "unrecognised option '-z'");
}

TEST_CASE("help: abbreviated options are refused, of the command and global ones") {
  Sandbox sandbox;
  check_refused(sandbox.hebb({"run", "x.yaml", "--outp", "out"}), "unrecognised option '--outp'");
  check_refused(sandbox.hebb({"plugin", "list", "--jso"}), "unrecognised option '--jso'");
}

TEST_CASE("help: a command says how it is used where its arguments do not fit") {
  Sandbox sandbox;
  check_refused(sandbox.hebb({"check"}),
                "check: got 0 arguments; usage: hebb check FILE.yaml [-s key=value]... "
                "[--sweep key=a,b]");
  check_refused(
      sandbox.hebb({"plugin", "frob"}),
      "plugin: usage: hebb plugin list | hebb plugin show KIND/NAME | hebb plugin new KIND "
      "NAME | hebb plugin check FILE...");
  check_refused(
      sandbox.hebb({"data", "frob"}),
      "data: unknown action 'frob'; usage: hebb data list | fetch NAME... | verify NAME... | "
      "path NAME...");
}
