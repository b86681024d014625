// trust_test -- what everybody may write to is not loaded, wherever it is named.
#include <catch2/catch.hpp>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

constexpr fs::perms kEverybody = fs::perms::all;
constexpr fs::perms kOwner = fs::perms(0755);

fs::path put_plugin(const Sandbox& sandbox, const std::string& folder, const std::string& name) {
  const fs::path source = fs::path(HEBB_PLUGIN_DIR) / "hebb_rule_softhebb.so";
  return sandbox.write(folder + "/" + name, contents(source));
}

void check_distrusted(const Result& result, const std::string& message) {
  CHECK(result.code == 3);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, Catch::StartsWith("hebb: ") && Catch::Contains(message));
}

}  // namespace

TEST_CASE("trust: a folder of the search path that everybody may write to is an error") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path folder = sandbox.path("plugins");
  const fs::path users = sandbox.path("xdg/hebb/plugins");
  put_plugin(sandbox, "plugins", "hebb_rule_softhebb.so");
  fs::create_directories(users);
  const Arguments check{"check", experiment};
  const Environment variable{{"HEBB_PLUGIN_PATH", folder}};
  const Environment xdg{{"XDG_DATA_HOME", sandbox.path("xdg")}};
  for (const fs::perms mode : {kEverybody, kEverybody | fs::perms::sticky_bit}) {
    fs::permissions(folder, mode);
    fs::permissions(users, mode);
    check_distrusted(sandbox.hebb({"check", experiment, "--plugin-path", folder}),
                     folder.string() +
                         ": plugins are not looked for in this folder: everybody may "
                         "write to it (mode ");
    check_distrusted(sandbox.hebb({"plugin", "list"}, variable), folder.string() + ": plugins are");
    check_distrusted(sandbox.hebb({"run", experiment, "-o", sandbox.path("out")}, xdg),
                     users.string() + ": plugins are");
    CHECK_FALSE(fs::exists(sandbox.path("out")));
  }
  fs::permissions(folder, kOwner);
  fs::permissions(users, kOwner);
  CHECK(sandbox.hebb(check, variable).code == 0);
  CHECK(sandbox.hebb(check, xdg).code == 0);
}

TEST_CASE("trust: a library that everybody may write to is not loaded") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path library = put_plugin(sandbox, "plugins", "hebb_rule_softhebb.so");
  fs::permissions(library, kEverybody);
  const Arguments check{"check", experiment, "--plugin-path", sandbox.path("plugins")};
  check_distrusted(sandbox.hebb(check),
                   library.string() + ": not loaded: everybody may write to the file (mode 777)");
  fs::permissions(library, kOwner);
  CHECK(sandbox.hebb(check).code == 0);
}

TEST_CASE("trust: a link does not lead into a folder that everybody may write to") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const fs::path library = put_plugin(sandbox, "shared", "softhebb-1.0.so");
  fs::create_directories(sandbox.path("plugins"));
  fs::create_symlink(library, sandbox.path("plugins/hebb_rule_softhebb.so"));
  fs::permissions(sandbox.path("shared"), kEverybody);
  const Arguments check{"check", experiment, "--plugin-path", sandbox.path("plugins")};
  check_distrusted(sandbox.hebb(check),
                   library.string() + ": not loaded: everybody may write to its folder (mode 777)");
  fs::permissions(sandbox.path("shared"), kOwner);
  CHECK(sandbox.hebb(check).code == 0);
}
