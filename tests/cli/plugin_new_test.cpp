// plugin_new_test -- `hebb plugin new`: what it writes, and what it refuses without writing.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

// The languages that a kind has templates for, as the message about an unknown one lists them.
const std::map<std::string, std::string> kLanguages{
    {"rule", "c, c++, fortran, rust"}, {"activation", "c, c++"}, {"metric", "c, c++"}};

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& item : fs::directory_iterator(folder)) names.insert(item.path().filename());
  return names;
}

// `hebb plugin new ARGUMENTS...` in the folder "here", which stays empty, is refused.
void check_refused(const Arguments& arguments, int code, const std::string& message) {
  Sandbox sandbox;
  fs::create_directories(sandbox.path("here"));
  Arguments all{"plugin", "new"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  for (std::string& argument : all) {
    if (argument.starts_with("@")) argument = sandbox.path("here" + argument.substr(1));
  }
  const Result result = sandbox.hebb(all);
  CHECK(result.code == code);
  CHECK(result.out.empty());
  std::string wanted = message;
  if (const auto at = wanted.find('@'); at != std::string::npos) {
    wanted.replace(at, 1, sandbox.path("here").string());
  }
  CHECK_THAT(result.err, Catch::StartsWith("hebb: " + wanted));
  CHECK(fs::is_empty(sandbox.path("here")));
}

}  // namespace

TEST_CASE("plugin new: the folder has the plugin, its test, an experiment and how to go on") {
  Sandbox sandbox;
  const fs::path folder = sandbox.path("mine");
  const Result result = sandbox.hebb({"plugin", "new", "rule", "my-rule", "-o", folder});
  CHECK(result.code == 0);
  CHECK(result.err.empty());
  CHECK_THAT(result.out, Catch::StartsWith(folder.string() + " has "));
  CHECK_THAT(result.out, Contains("\n  hebb plugin check build/plugins/*.so\n"));
  CHECK_THAT(result.out,
             Contains("\n  hebb run my-rule.yaml --plugin-path build/plugins -o runs\n"));
  CHECK(names_in(folder) == std::set<std::string>{".gitignore", "CMakeLists.txt", "README.md",
                                                  "my-rule.cpp", "my-rule.yaml", "test.sh"});
  CHECK(names_in(folder.parent_path()).count("mine") == 1);
  CHECK_THAT(contents(folder / "my-rule.cpp"), Contains("HEBB_RULE(MyRule);"));
  CHECK_THAT(contents(folder / "README.md"), Contains("| `my-rule.cpp` |"));
  for (const auto& [name, text] : tree(folder)) {
    INFO(name);
    CHECK_THAT(text, !Contains("example_", Catch::CaseSensitive::No));
    CHECK_THAT(text, !Contains("ExampleName"));
  }
}

TEST_CASE("plugin new: every kind has its languages, each with files that fit the name") {
  Sandbox sandbox;
  const std::map<std::string, std::string> sources{
      {"c", "x9.c"}, {"c++", "x9.cpp"}, {"rust", "x9.rs"}, {"fortran", "x9.F90"}};
  for (const auto& [kind, languages] : kLanguages) {
    for (const auto& [language, source] : sources) {
      if ((languages + ",").find(language + ",") == std::string::npos) continue;
      INFO(kind << " in " << language);
      const fs::path folder = sandbox.path(kind + "-" + language);
      const Result result =
          sandbox.hebb({"plugin", "new", kind, "x9", "--lang", language, "-o", folder, "--json"});
      REQUIRE(result.code == 0);
      CHECK(nlohmann::json::parse(result.out).at("folder") == folder.string());
      CHECK(names_in(folder).count(source) == 1);
      CHECK_THAT(contents(folder / "CMakeLists.txt"),
                 Contains("hebb_add_plugin(" + kind + " x9 " + source + ")"));
    }
  }
}

TEST_CASE("plugin new: a name that starts with a digit gives a class that does not") {
  Sandbox sandbox;
  REQUIRE(sandbox.hebb({"plugin", "new", "rule", "3_factor", "-o", sandbox.path("f")}).code == 0);
  CHECK_THAT(contents(sandbox.path("f/3_factor.cpp")), Contains("class Plugin3Factor {"));
}

TEST_CASE("plugin new: an unknown kind, name or language is refused, and nothing is written") {
  check_refused({"ruel", "x", "-o", "@/x"}, 2,
                "plugin new: kind is 'ruel', wanted rule, activation or metric\n");
  for (const std::string& name :
       std::vector<std::string>{"X", "", "a/b", "..", "_a", std::string(65, 'a')}) {
    check_refused({"rule", name, "-o", "@/x"}, 2,
                  "plugin new: name is '" + name +
                      "', wanted 1 to 64 of a-z 0-9 _ -, with a letter or digit first\n");
  }
  for (const auto& [kind, languages] : kLanguages) {
    for (const std::string language : {"go", "common", "", "../rule/c"}) {
      check_refused({kind, "x", "--lang", language, "-o", "@/x"}, 2,
                    "plugin new: --lang is '" + language + "', wanted for this kind one of " +
                        languages + "\n");
    }
  }
  check_refused({"activation", "x", "--lang", "rust", "-o", "@/x"}, 2,
                "plugin new: --lang is 'rust', wanted for this kind one of c, c++\n");
  check_refused({"rule"}, 2, "plugin: usage: hebb plugin list | ");
}

TEST_CASE("plugin new: a folder that exists, or whose parent does not, is refused") {
  check_refused({"rule", "x", "-o", "@"}, 2,
                "plugin new: @ is there already, wanted a new folder; -o DIR names another\n");
  check_refused({"rule", "x", "-o", "@/"}, 2, "plugin new: @ is there already");
  check_refused({"rule", "x", "-o", "@/none/x"}, 2, "plugin new: @/none is not a directory");

  Sandbox sandbox;
  const fs::path file = sandbox.write("file", "kept");
  CHECK(sandbox.hebb({"plugin", "new", "rule", "x", "-o", file}).code == 2);
  CHECK(contents(file) == "kept");
  fs::create_symlink("/nowhere", sandbox.path("link"));
  CHECK(sandbox.hebb({"plugin", "new", "rule", "x", "-o", sandbox.path("link")}).code == 2);
  CHECK(fs::read_symlink(sandbox.path("link")) == "/nowhere");
}

TEST_CASE("plugin new: its options are refused where they mean nothing") {
  Sandbox sandbox;
  const Result result = sandbox.hebb({"plugin", "list", "--lang", "c"});
  CHECK(result.code == 2);
  CHECK(result.err == "hebb: plugin: --lang and -o belong to `hebb plugin new KIND NAME`\n");
}

TEST_CASE("plugin new: a program without its templates says where they should be") {
  Sandbox sandbox;
  fs::create_directories(sandbox.path("lone/bin"));
  fs::copy_file(HEBB_BINARY, sandbox.path("lone/bin/hebb"));
  const hebb::Descriptor err(
      ::open(sandbox.path("err").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
  hebb::SpawnOptions options;
  options.standard_error = hebb::SpawnOptions::Stream::descriptor_of(err.get());
  auto child = hebb::ChildProcess::spawn(
      sandbox.path("lone/bin/hebb"),
      {"hebb", "plugin", "new", "rule", "x", "-o", sandbox.path("x")}, options);
  CHECK(child.wait().code == 3);
  CHECK(contents(sandbox.path("err")) ==
        "hebb: plugin new: no templates in " +
            sandbox.path("lone/share/hebb/templates/rule").string() +
            "; is the SDK of this program installed?\n");
  CHECK_FALSE(fs::exists(sandbox.path("x")));
}
