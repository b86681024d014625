// survey_test -- what has become of a finished run, also where its files cannot be read.
#include "run/survey.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/error.hpp"
#include "base/files.hpp"

namespace fs = std::filesystem;
using namespace hebb;
using namespace hebb::run;
using Kind = RunState::Kind;

namespace {

// A finished run of no plugins and no data files.
fs::path finished_run(const fs::path& folder) {
  const fs::path run = folder / "0123456789abcdef";
  fs::create_directories(run);
  std::ofstream(run / "run.json") << "{}";
  std::ofstream(run / "summary.json") << "{}";
  return run;
}

RunState state_of(const fs::path& run_directory) {
  FrozenRun run;
  run.id = run_directory.filename();
  run.config = {{"data", {{"name", "bars"}}}};
  Today today({}, "");
  return state_of_finished(run_directory, run, today);
}

}  // namespace

TEST_CASE("survey: a run without its record or its summary is stale") {
  const TemporaryDirectory folder;
  const fs::path run = finished_run(folder.path());
  CHECK(state_of(run).kind == Kind::kDone);
  fs::remove(run / "summary.json");
  CHECK(state_of(run).why == "summary.json is missing");
  std::ofstream(run / "run.json") << "no JSON";
  CHECK(state_of(run).why == "run.json is missing or damaged");
}

TEST_CASE("survey: a run whose files cannot be read is not taken for stale") {
  const TemporaryDirectory folder;
  const fs::path run = finished_run(folder.path());
  SECTION("the record") {
    fs::remove(run / "run.json");
    fs::create_directory(run / "run.json");
    CHECK_THROWS_WITH(state_of(run), run.string() + "/run.json: cannot be read: Is a directory");
  }
  SECTION("the summary") {
    fs::remove(run / "summary.json");
    fs::create_symlink("summary.json", run / "summary.json");
    CHECK_THROWS_WITH(state_of(run), run.string() + "/summary.json: cannot be looked at: " +
                                         "Too many levels of symbolic links");
  }
}
