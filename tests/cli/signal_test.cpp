// signal_test -- stopping and killing a run: what is left, and how it goes on.
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

// Three seconds of training, however fast the machine.
const std::string kLong =
    "schema: 1\n"
    "data: {name: bars, train: 300, test: 4}\n"
    "model: {units: 4}\n"
    "rule: slow\n"
    "train: {rate: 0.01, batch: 1}\n"
    "metrics: [wins]\n";

std::vector<fs::path> staged(const Sandbox& sandbox) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(sandbox.path("out/.staging"), error)) {
    found.push_back(item.path());
  }
  return found;
}

// The metrics' file appears when the child begins to train.
bool is_training(const Sandbox& sandbox) {
  for (const fs::path& run : staged(sandbox)) {
    if (fs::exists(run / "metrics.jsonl")) return true;
  }
  return false;
}

// The third and fourth fields of /proc/ID/stat: state and parent; the second may hold anything in
// parentheses.
bool is_running(pid_t id, pid_t& parent) {
  std::ifstream file("/proc/" + std::to_string(id) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const std::size_t end = text.rfind(')');
  if (end == std::string::npos) return false;
  parent = static_cast<pid_t>(std::stol(text.substr(end + 4)));
  return text[end + 2] != 'Z';
}

std::vector<pid_t> children_of(pid_t id) {
  std::vector<pid_t> found;
  for (const auto& item : fs::directory_iterator("/proc")) {
    const std::string name = item.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const auto candidate = static_cast<pid_t>(std::stol(name));
    pid_t parent = 0;
    if (is_running(candidate, parent) && parent == id) found.push_back(candidate);
  }
  return found;
}

}  // namespace

TEST_CASE(
    "signal: SIGINT and SIGTERM stop a run with code 75 and leave nothing; it then finishes") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("long.yaml", kLong);
  const Arguments arguments = run_with_zoo(sandbox, experiment);
  for (const int signal : {SIGINT, SIGTERM}) {
    Running running = sandbox.start(arguments);
    REQUIRE(comes_true([&] { return is_training(sandbox); }));
    running.send(signal);
    const Result result = running.wait();
    CHECK(result.code == 75);
    CHECK_THAT(result.err, Catch::Contains("stopping; once more to stop at once\n"));
    CHECK_THAT(result.err, Catch::Contains("stopped  "));
    CHECK(result.out == "1 of 1 runs are missing\n");
    CHECK(sandbox.runs("out").empty());
    CHECK(staged(sandbox).empty());
    CHECK_FALSE(fs::exists(sandbox.path("out/failed")));
  }
  const Result result = sandbox.hebb(arguments);
  CHECK(result.code == 0);
  CHECK(sandbox.runs("out").size() == 1);
}

TEST_CASE("signal: of a sweep that is stopped, the finished runs stay and are not run again") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("long.yaml", kLong);
  const Arguments arguments =
      run_with_zoo(sandbox, experiment, {"--sweep", "train.epochs=0,1", "-j", "1"});
  Running running = sandbox.start(arguments);
  REQUIRE(comes_true([&] { return sandbox.runs("out").size() == 1 && is_training(sandbox); }));
  running.send(SIGINT);
  CHECK(running.wait().code == 75);
  const fs::path kept = sandbox.only_run("out");
  CHECK(json_of(kept / "summary.json").at("train.steps") == 0);
  const auto before = fs::last_write_time(kept / "summary.json");
  CHECK(sandbox.hebb(arguments).code == 0);
  CHECK(sandbox.runs("out").size() == 2);
  CHECK(fs::last_write_time(kept / "summary.json") == before);
}

TEST_CASE("signal: a plugin that hangs does not keep the second SIGINT from ending all") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  Running running = sandbox.start(run_with_zoo(sandbox, experiment, {"-s", "rule=step_hangs"}));
  REQUIRE(comes_true([&] { return is_training(sandbox); }));
  running.send(SIGINT);
  REQUIRE(comes_true(
      [&] { return contents(sandbox.path("stderr.1")).find("stopping") != std::string::npos; }));
  running.send(SIGINT);
  CHECK(running.wait().code == 75);
  CHECK(staged(sandbox).empty());
}

TEST_CASE("signal: when the command is killed its run's process dies too; the next one cleans up") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  Running running = sandbox.start(run_with_zoo(sandbox, experiment, {"-s", "rule=step_hangs"}));
  REQUIRE(comes_true([&] { return is_training(sandbox); }));
  const std::vector<pid_t> children = children_of(running.id());
  REQUIRE(children.size() == 1);
  running.send(SIGKILL);
  CHECK(running.wait().code == -1);
  pid_t parent = 0;
  const bool died = comes_true([&] { return !is_running(children.front(), parent); });
  CHECK(died);
  if (!died) ::kill(children.front(), SIGKILL);  // it would hang for ever
  CHECK(sandbox.runs("out").empty());
  CHECK(staged(sandbox).size() == 1);

  sandbox.run(experiment, "out");
  CHECK(staged(sandbox).empty());
  CHECK(sandbox.runs("out").size() == 1);
}

TEST_CASE("signal: a second command leaves the staging of one that still runs alone") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("long.yaml", kLong);
  // With a sanitizer the second command takes longer too.
  const std::string epochs = std::string("train.epochs=") + (kIsSanitized ? "10" : "1");
  Running running = sandbox.start(run_with_zoo(sandbox, experiment, {"-s", epochs}));
  REQUIRE(comes_true([&] { return is_training(sandbox); }));
  sandbox.run(sandbox.write("bars.yaml", kBars), "out");
  CHECK(staged(sandbox).size() == 1);
  CHECK(running.wait().code == 0);
  CHECK(sandbox.runs("out").size() == 2);
}
