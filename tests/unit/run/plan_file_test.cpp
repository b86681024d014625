// plan_file_test -- the frozen plan: whole lines, each run once, whoever writes.
#include "run/plan_file.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "base/files.hpp"

namespace fs = std::filesystem;
using namespace hebb;
using namespace hebb::run;
using Catch::Contains;

namespace {

// "ab" is run 00000000000000ab.
std::string id_of(const std::string& digits) {
  return std::string(16 - digits.size(), '0') + digits;
}

FrozenRun run_called(const std::string& digits) {
  FrozenRun run;
  run.id = id_of(digits);
  run.axes = {{"z", "1"}, {"a", "two, three"}};
  run.seed = 9007199254740992;
  run.config = {{"rule", {{"name", "oja"}}}};
  run.plugin_path = {"/some/where"};
  run.data_dir = "/data";
  return run;
}

std::size_t append(const fs::path& folder, const std::vector<FrozenRun>& runs) {
  Claims claims(folder, std::chrono::hours(1));
  return append_plan(folder, runs, claims);
}

}  // namespace

TEST_CASE("plan file: runs come back as they were, axes in order") {
  const TemporaryDirectory folder;
  CHECK(read_plan(folder.path()).empty());
  CHECK(append(folder.path(), {run_called("a")}) == 1);
  const auto plan = read_plan(folder.path());
  REQUIRE(plan.size() == 1);
  const FrozenRun wanted = run_called("a");
  CHECK(plan[0].id == wanted.id);
  CHECK(plan[0].axes == wanted.axes);
  CHECK(plan[0].seed == wanted.seed);
  CHECK(plan[0].config == wanted.config);
  CHECK(plan[0].plugin_path == wanted.plugin_path);
  CHECK(plan[0].data_dir == wanted.data_dir);
  CHECK(plan[0].label() == "z=1 a=two, three seed=9007199254740992");
}

TEST_CASE("plan file: what is planned already is not written again") {
  const TemporaryDirectory folder;
  CHECK(append(folder.path(), {run_called("a"), run_called("b")}) == 2);
  CHECK(append(folder.path(), {run_called("b"), run_called("c"), run_called("c")}) == 1);
  std::vector<std::string> ids;
  for (const FrozenRun& run : read_plan(folder.path())) ids.push_back(run.id);
  CHECK(ids == std::vector<std::string>{id_of("a"), id_of("b"), id_of("c")});
}

TEST_CASE("plan file: a last line that a crash has torn is not read, and cut off by the next") {
  const TemporaryDirectory folder;
  append(folder.path(), {run_called("a")});
  std::ofstream(folder.path() / "plan.jsonl", std::ios::app) << R"({"id":"b","ax)";
  CHECK(read_plan(folder.path()).size() == 1);
  CHECK(append(folder.path(), {run_called("c")}) == 1);
  const auto plan = read_plan(folder.path());
  REQUIRE(plan.size() == 2);
  CHECK(plan[1].id == id_of("c"));
}

TEST_CASE("plan file: a line that is no run is an error with its number") {
  const TemporaryDirectory folder;
  append(folder.path(), {run_called("a")});
  std::ofstream(folder.path() / "plan.jsonl", std::ios::app) << "{\"id\":\"b\"}\n";
  CHECK_THROWS_WITH(read_plan(folder.path()), Contains("plan.jsonl:2: not a run of a plan: "));
}

TEST_CASE("plan file: an id that is none must not become the name of a file") {
  for (const std::string id : {"../../escape", "", "0123456789abcde", "0123456789ABCDEF"}) {
    const TemporaryDirectory folder;
    std::ofstream(folder.path() / "plan.jsonl")
        << R"({"id":")" + id + R"(","axes":{},"seed":1,"config":{}})" + "\n";
    CHECK_THROWS_WITH(read_plan(folder.path()),
                      Contains("plan.jsonl:1: not a run of a plan: its id is '" + id +
                               "', wanted 16 hex digits"));
  }
}

TEST_CASE(
    "plan file: a line that nests deeper than a stack, and one without a table, are no runs") {
  const std::string id = R"({"id":"0123456789abcdef","axes":{},"seed":1,"config":)";
  const std::pair<std::string, const char*> cases[] = {
      {std::string(1'000'000, '['), "no JSON object, or one nested too deep"},
      {id + std::string(100'000, '[') + std::string(100'000, ']') + "}",
       "no JSON object, or one nested too deep"},
      {id + "[1]}", "its config is no object"},
      {R"({"id":"0123456789abcdef","axes":{},"seed":-1.5,"config":{}})",
       "its seed is no whole number"}};
  for (const auto& [line, why] : cases) {
    const TemporaryDirectory folder;
    std::ofstream(folder.path() / "plan.jsonl") << line << "\n";
    CHECK_THROWS_WITH(read_plan(folder.path()), Contains(why));
  }
}

TEST_CASE("plan file: a folder without a plan is refused with the command that makes one") {
  const TemporaryDirectory folder;
  CHECK_THROWS_WITH(require_plan(folder.path()),
                    Contains("no plan.jsonl, wanted a folder that `hebb run FILE.yaml -o DIR`"));
}

TEST_CASE("plan file: writers at once leave every run, each once") {
  const TemporaryDirectory folder;
  std::vector<std::thread> threads;
  for (int writer = 0; writer < 4; ++writer) {
    threads.emplace_back([&folder, writer] {
      for (int i = 0; i < 5; ++i) {
        (void)append(folder.path(), {run_called("f" + std::to_string(i)),
                                     run_called(std::to_string(writer) + std::to_string(i))});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::ifstream file(folder.path() / "plan.jsonl");
  std::multiset<std::string> ids;
  for (std::string line; std::getline(file, line);) {
    ids.insert(nlohmann::json::parse(line).at("id").get<std::string>());
  }
  CHECK(ids.size() == 25);
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 25);
}
