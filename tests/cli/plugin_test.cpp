// plugin_test -- plugins by name: where they are looked for, and `hebb plugin`.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "base/digest.hpp"
#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

// Puts a library into a folder of the sandbox; with `extra` bytes behind it, it is another file
// that does the same.
fs::path put(const Sandbox& sandbox, const fs::path& library, const std::string& folder,
             const std::string& extra = "") {
  return sandbox.write(folder + "/" + library.filename().string(), contents(library) + extra);
}

}  // namespace

TEST_CASE("plugin: an unknown one says what is there and where it was looked for") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  fs::create_directories(sandbox.path("empty"));
  const auto refusal = [&](const std::string& assignment) {
    const Result result = sandbox.hebb({"run", experiment, "-o", sandbox.path("out"), "-s",
                                        assignment, "--plugin-path", sandbox.path("empty")});
    CHECK(result.code == 3);
    CHECK_FALSE(fs::exists(sandbox.path("out")));
    return result.err;
  };
  const std::string rule = refusal("rule=sofhebb");
  CHECK_THAT(rule, Catch::StartsWith("hebb: -s rule=sofhebb: unknown rule 'sofhebb'; there are "));
  CHECK_THAT(rule, Contains(" hebb, hebbnet, krotov_hopfield, liuson, none, oja, "));
  CHECK_THAT(rule, Contains("; looked for hebb_rule_sofhebb.so in " +
                            sandbox.path("empty").string() + ", "));
  CHECK_THAT(rule, Contains(fs::path(HEBB_PLUGIN_DIR).string() + "\n"));
  CHECK_THAT(refusal("model.activation=softhebb"), Contains("unknown activation 'softhebb'"));
  CHECK_THAT(refusal("metrics=[gnni]"), Contains("unknown metric 'gnni'"));
}

TEST_CASE("plugin: a file that is none is named with what it is") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const auto refusal = [&](const std::string& text) {
    const auto file = sandbox.write("plugins/hebb_rule_x.so", text);
    const Result result = sandbox.hebb({"run", experiment, "-o", sandbox.path("out"), "-s",
                                        "rule=x", "--plugin-path", sandbox.path("plugins")});
    CHECK(result.code == 3);
    CHECK_FALSE(fs::exists(sandbox.path("out")));
    const std::string place = "hebb: -s rule=x: " + file.string() + ": ";
    REQUIRE_THAT(result.err, Catch::StartsWith(place));
    return result.err.substr(place.size());
  };
  CHECK(refusal("print('a plugin?')\n") == "not a plugin: not an ELF shared library\n");
  CHECK(refusal("") == "not a plugin: not an ELF shared library\n");
  const std::string library = contents(bundled("rule_none"));
  CHECK(refusal(library.substr(0, 4096)) ==
        "not a plugin: the ELF file is truncated at 4096 bytes\n");
  CHECK_THAT(refusal(contents(HEBB_BINARY)), Contains("cannot be loaded: "));
}

TEST_CASE("plugin: a link to nowhere is named, not skipped") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  fs::create_directories(sandbox.path("plugins"));
  fs::create_symlink("/nowhere/x.so", sandbox.path("plugins/hebb_rule_x.so"));
  const Result result =
      sandbox.hebb({"check", experiment, "-s", "rule=x", "--plugin-path", sandbox.path("plugins")});
  CHECK(result.code == 3);
  CHECK(result.err == "hebb: -s rule=x: " + sandbox.path("plugins/hebb_rule_x.so").string() +
                          ": No such file or directory\n");
}

TEST_CASE("plugin: a folder that cannot be listed is not taken for an empty one") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path loop = sandbox.path("loop");
  fs::create_symlink(loop, loop);
  const Result result = sandbox.hebb({"check", experiment}, {{"HEBB_PLUGIN_PATH", loop}});
  CHECK(result.code == 3);
  CHECK(result.err ==
        "hebb: " + loop.string() + ": cannot be listed: Too many levels of symbolic links\n");
}

TEST_CASE("plugin: names are looked up, never paths, and only whole file names count") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const Result path = sandbox.hebb({"check", experiment, "-s", "rule=../hebb_rule_none.so"});
  CHECK(path.code == 2);
  CHECK_THAT(path.err, Contains("rule.name is '../hebb_rule_none.so', wanted 1 to 64 of "
                                "a-z 0-9 _ -, with a letter or digit first"));
  put(sandbox, bundled("rule_none"), "plugins");
  fs::rename(sandbox.path("plugins/hebb_rule_none.so"), sandbox.path("plugins/rule_odd.so"));
  const Result other = sandbox.hebb(
      {"check", experiment, "-s", "rule=odd", "--plugin-path", sandbox.path("plugins")});
  CHECK(other.code == 3);
  CHECK_THAT(other.err, Contains("unknown rule 'odd'"));
}

TEST_CASE("plugin: --plugin-path goes before HEBB_PLUGIN_PATH, and that before the user's folder") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path none = bundled("rule_none");
  const fs::path by_option = put(sandbox, none, "option", "1");
  const fs::path by_variable = put(sandbox, none, "variable", "2");
  const fs::path by_user = put(sandbox, none, "xdg/hebb/plugins", "3");
  const auto used = [&](const Arguments& options, const Environment& environment) {
    Arguments arguments{"plugin", "show", "rule/none", "--json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Result result = sandbox.hebb(arguments, environment);
    CHECK(result.code == 0);
    return fs::path(nlohmann::json::parse(result.out).at("file").get<std::string>());
  };
  const Environment both{{"HEBB_PLUGIN_PATH", sandbox.path("variable")},
                         {"XDG_DATA_HOME", sandbox.path("xdg")}};
  CHECK(used({}, {}) == fs::canonical(none));
  CHECK(used({}, {{"XDG_DATA_HOME", sandbox.path("xdg")}}) == by_user);
  CHECK(used({}, both) == by_variable);
  CHECK(used({"--plugin-path", sandbox.path("option")}, both) == by_option);
}

TEST_CASE("plugin: one that hides a different file is warned of and recorded; a copy is no news") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path none = bundled("rule_none");
  const fs::path other = put(sandbox, none, "plugins", "x");
  const Arguments options{"-s", "rule=none", "--plugin-path", sandbox.path("plugins")};
  const Result result = sandbox.run(experiment, "out", options);
  CHECK_THAT(result.err, Contains("warning: " + other.string() + " shadows " +
                                  fs::canonical(none).string() + ", a different file\n"));
  const auto record = json_of(sandbox.only_run("out") / "run.json").at("plugins").at(0);
  CHECK(record.at("file") == other.string());
  CHECK(record.at("sha256") == hebb::sha256_of_file(other));
  CHECK(record.at("shadowed") == nlohmann::json{fs::canonical(none).string()});

  put(sandbox, none, "plugins");
  CHECK_THAT(sandbox.run(experiment, "copy", options).err, !Contains("shadows"));
}

TEST_CASE("plugin: a pinned library is refused when its hash is another") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const std::string hash = hebb::sha256_of_file(bundled("rule_softhebb"));
  const std::string other(64, 'a');
  CHECK(sandbox.hebb({"check", experiment, "-s", "rule.sha256='" + hash + "'"}).code == 0);
  const Result refused = sandbox.hebb({"check", experiment, "-s", "rule.sha256=" + other});
  CHECK(refused.code == 3);
  CHECK(refused.err == "hebb: -s rule.sha256=" + other + ": rule.sha256 is " + other +
                           ", but the library of rule/softhebb has " + hash + "\n");
}

TEST_CASE("plugin: list shows every plugin, and a faulty one with its fault") {
  Sandbox sandbox;
  const Result sound = sandbox.hebb({"plugin", "list"});
  CHECK(sound.code == 0);
  for (const char* name :
       {"rule/softhebb", "rule/hebbnet", "rule/liuson", "rule/none", "activation/relu",
        "activation/triangle", "metric/gini", "metric/wins"}) {
    CHECK_THAT(sound.out, Contains(name));
  }
  CHECK_THAT(sound.err, Contains("searched: "));
  const auto broken =
      put(sandbox, fs::path(HEBB_ZOO_DIR) / "hebb_rule_constructor_exits.so", "plugins");
  const Result faulty = sandbox.hebb({"plugin", "list", "--plugin-path", sandbox.path("plugins")});
  CHECK(faulty.code == 3);
  CHECK_THAT(faulty.out, Contains("rule/constructor_exits   faulty   " + broken.string() +
                                  ": the plugin ended the process that loaded it\n"));
  CHECK_THAT(faulty.out, Contains("rule/softhebb"));
  const Result json =
      sandbox.hebb({"plugin", "list", "--json", "--plugin-path", sandbox.path("plugins")});
  std::set<std::string> faults;
  for (const auto& entry : nlohmann::json::parse(json.out)) {
    if (entry.contains("fault")) faults.insert(entry.at("id").get<std::string>());
  }
  CHECK(faults == std::set<std::string>{"constructor_exits"});
}

TEST_CASE("plugin: show says parameters with range, default and meaning, and the citation") {
  Sandbox sandbox;
  const Result text = sandbox.hebb({"plugin", "show", "rule/softhebb"});
  CHECK(text.code == 0);
  CHECK(text.err.empty());
  CHECK_THAT(text.out, Contains("rule/softhebb 1.0.0\n"));
  CHECK_THAT(text.out, Contains("cite:   "));
  CHECK_THAT(text.out, Contains("sha256: " + hebb::sha256_of_file(bundled("rule_softhebb"))));
  CHECK_THAT(text.out, Contains("  temperature = 1  (real > 0"));
  const Result unknown = sandbox.hebb({"plugin", "show", "rule/nothing"});
  CHECK(unknown.code == 3);
  CHECK_THAT(unknown.err, Catch::StartsWith("hebb: unknown rule 'nothing'; there are "));
  const Result no_kind = sandbox.hebb({"plugin", "show", "softhebb"});
  CHECK(no_kind.code == 2);
  CHECK(no_kind.err ==
        "hebb: plugin show: got 'softhebb', wanted KIND/NAME with KIND rule, "
        "activation or metric\n");
}

TEST_CASE("plugin: a folder whose name has a colon is searched by runs, too") {
  Sandbox sandbox;
  const auto folder = sandbox.path("a:b c");
  sandbox.write("a:b c/hebb_rule_moody.so",
                contents(fs::path(HEBB_ZOO_DIR) / "hebb_rule_moody.so"));
  sandbox.run(sandbox.write("bars.yaml", kBars), "out",
              {"-s", "rule=moody", "--plugin-path", folder});
  CHECK(json_of(sandbox.only_run("out") / "run.json").at("plugins").at(0).at("file") ==
        (folder / "hebb_rule_moody.so").string());
}
