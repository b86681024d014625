// checkpoint_test -- what a run goes on from, what it refuses, and what it says.
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <functional>
#include <string>
#include <thread>

#include "base/state_file.hpp"
#include "data/npy.hpp"
#include "support/command.hpp"
#include "support/results.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

// Two seconds of training, however fast the machine: a checkpoint every 8 steps of 10 ms.
const std::string kSlow = R"(schema: 1
data: {name: bars, train: 200, test: 4}
model: {units: 4}
rule: slow
train: {rate: 0.01, batch: 1}
engine: {block: 8}
metrics: [{name: wins, every: 1}]
checkpoint: {minutes: 0, steps: 8}
)";

// The checkpoints of the only run that has some, the furthest first.
std::vector<fs::path> checkpoints(const fs::path& output) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& run : fs::directory_iterator(output / ".checkpoints", error)) {
    for (const auto& file : fs::directory_iterator(run.path(), error)) {
      if (file.path().extension() == ".state") found.push_back(file.path());
    }
  }
  std::sort(found.rbegin(), found.rend());
  return found;
}

// Ends a run by a signal when it has two checkpoints at least.
Result interrupt(Sandbox& sandbox, const Arguments& arguments, int signal) {
  Running running = sandbox.start(arguments);
  REQUIRE(comes_true([&] { return checkpoints(sandbox.path("out")).size() >= 2; }));
  running.send(signal);
  return running.wait();
}

std::map<std::string, std::string> undisturbed(Sandbox& sandbox, const fs::path& experiment) {
  sandbox.run(experiment, "calm", {"-q", "--plugin-path", HEBB_ZOO_DIR});
  return computed(sandbox.only_run("calm"));
}

void alter(const fs::path& file, const std::function<void(std::string&)>& change) {
  std::string bytes = contents(file);
  change(bytes);
  hebb::write_file_atomically(file, bytes);
}

// Writes a checkpoint anew with another `about`, as a program that knows the form could.
void forge(const fs::path& file, const std::function<void(nlohmann::json& about)>& change) {
  const std::string bytes = contents(file);
  hebb::StateWriter writer;
  for (const auto& [name, block] : hebb::checked_state_blocks(bytes)) {
    nlohmann::json about;
    if (name == "about") change(about = nlohmann::json::parse(block));
    writer.add(name, name == "about" ? about.dump() : std::string(block));
  }
  writer.write(file);
}

// A run that was killed when it had two checkpoints, and what it should come to.
struct Killed {
  Sandbox sandbox;
  fs::path experiment = sandbox.write("slow.yaml", kSlow);
  std::map<std::string, std::string> wanted = undisturbed(sandbox, experiment);
  Arguments arguments = run_with_zoo(sandbox, experiment);
  std::vector<fs::path> files;

  Killed() {
    REQUIRE(interrupt(sandbox, arguments, SIGKILL).code == -1);
    files = checkpoints(sandbox.path("out"));
    REQUIRE(files.size() == 2);
  }

  // Runs it to its end, which must be the right one; returns what it said.
  std::string finish() {
    const Result result = sandbox.hebb(arguments);
    INFO(result.err);
    REQUIRE(result.code == 0);
    CHECK((computed(sandbox.only_run("out")) == wanted));
    CHECK(checkpoints(sandbox.path("out")).empty());
    return result.err;
  }

  [[nodiscard]] std::string id() const { return files[0].parent_path().filename().string(); }
};

std::string steps_of(const fs::path& checkpoint) {
  return std::to_string(std::stoull(checkpoint.filename().string().substr(5, 20)));
}

}  // namespace

TEST_CASE(
    "checkpoint: two are kept, each in proportion to the model, and gone with the run's end") {
  Killed killed;
  CHECK(fs::file_size(killed.files[0]) < 64 * 4 * 4 + 8000);
  CHECK_THAT(killed.finish(),
             Contains("run " + killed.id() + ": goes on from its checkpoint: training, step " +
                      steps_of(killed.files[0]) + "\n"));
  const auto resumed = json_of(killed.sandbox.only_run("out") / "run.json").at("resumed");
  REQUIRE(resumed.size() == 1);
  CHECK(resumed[0].at("stage") == "training");
  CHECK(std::to_string(resumed[0].at("steps").get<int>()) == steps_of(killed.files[0]));
  CHECK_THAT(contents(killed.sandbox.only_run("out") / "log.txt"),
             Contains("goes on from its checkpoint: training, step"));
}

TEST_CASE("checkpoint: of one that is torn the user is told, and the one before it is used") {
  Killed killed;
  const std::size_t size = fs::file_size(killed.files[0]);
  fs::resize_file(killed.files[0], size / 2);
  const std::string said = killed.finish();
  CHECK_THAT(said, Contains("checkpoint " + killed.files[0].string() +
                            " is damaged and removed: " + std::to_string(size / 2) +
                            " bytes long, wanted " + std::to_string(size) + " as byte 16 says\n"));
  CHECK_THAT(said, Contains("goes on from its checkpoint: training, step " +
                            steps_of(killed.files[1]) + "\n"));
}

TEST_CASE("checkpoint: of one with an altered byte the user is told, and the one before is used") {
  Killed killed;
  alter(killed.files[0], [](std::string& bytes) { bytes[bytes.size() - 200] ^= 1; });
  const std::string said = killed.finish();
  CHECK_THAT(said, Contains("is damaged and removed: its SHA-256 is not the one at its end\n"));
  CHECK_THAT(said, Contains("training, step " + steps_of(killed.files[1]) + "\n"));
}

TEST_CASE("checkpoint: where both are damaged the run begins anew, and says so") {
  Killed killed;
  for (const fs::path& file : killed.files) fs::resize_file(file, 10);
  const std::string said = killed.finish();
  CHECK_THAT(said, Contains(killed.files[1].string() +
                            " is damaged and removed: byte 8: the version has 4 bytes, 2 are "
                            "there\n"));
  CHECK_THAT(said, Contains("run " + killed.id() + ": the run begins anew\n"));
}

TEST_CASE("checkpoint: metrics that are not those it was made with make it a damaged one") {
  Killed killed;
  const fs::path journal = killed.files[0].parent_path() / "metrics.jsonl";
  alter(journal, [](std::string& bytes) { bytes[3] = '?'; });
  const std::string said = killed.finish();
  CHECK_THAT(said, Contains("metrics.jsonl: its first "));
  CHECK_THAT(said, Contains(" bytes are not those that the checkpoint was made with\n"));
  CHECK_THAT(said, Contains("the run begins anew\n"));
}

TEST_CASE("checkpoint: metrics that are too short are noticed, and the one before may still do") {
  Killed killed;
  const fs::path journal = killed.files[0].parent_path() / "metrics.jsonl";
  const std::string bytes = contents(journal);
  fs::resize_file(journal, bytes.size() - 1);
  const std::string said = killed.finish();
  CHECK_THAT(said, Contains("metrics.jsonl: " + std::to_string(bytes.size() - 1) +
                            " bytes long, wanted " + std::to_string(bytes.size())));
  CHECK_THAT(said, Contains("training, step " + steps_of(killed.files[1]) + "\n"));
}

TEST_CASE("checkpoint: one of another configuration, ABI or program is refused and kept") {
  const std::pair<std::function<void(nlohmann::json&)>, std::string> cases[] = {
      {[](nlohmann::json& about) { about["origin"]["config"]["train"]["rate"] = 0.5; },
       "train.rate is 0.01, was 0.5"},
      {[](nlohmann::json& about) { about["origin"]["abi"]["rule/slow"]["minor"] = 7; },
       "the ABI of plugin rule/slow is "},
      {[](nlohmann::json& about) { about["origin"]["hebb"]["version"] = "0.0.1"; },
       "hebb's version is "}};
  Killed killed;
  const auto kept = tree(killed.sandbox.path("out"));
  int number = 0;
  for (const auto& [change, message] : cases) {
    fs::remove_all(killed.sandbox.path("out") / killed.id());
    fs::create_directories(killed.files[0].parent_path());
    for (const auto& [name, bytes] : kept) {
      if (name.find(".checkpoints/" + killed.id() + "/") == std::string::npos) continue;
      killed.sandbox.write("out/" + name, bytes);
    }
    forge(killed.files[0], change);
    const std::string said = killed.finish();
    const std::string folder =
        "out/stale/" + killed.id() + "-checkpoint-" + std::to_string(++number);
    CHECK_THAT(said, Contains("run " + killed.id() +
                              ": it cannot go on from its checkpoint, which is kept in " +
                              killed.sandbox.path(folder).string() + ": " + message));
    CHECK_THAT(said, Contains("the run begins anew\n"));
    CHECK(fs::exists(killed.sandbox.path(folder) / killed.files[0].filename()));
  }
}

TEST_CASE("checkpoint: one of another plugin is refused") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("slow.yaml", kSlow);
  const std::string library = contents(fs::path(HEBB_ZOO_DIR) / "hebb_rule_slow.so");
  const auto plugin = sandbox.write("plugins/hebb_rule_slow.so", library);
  const Arguments arguments{
      "run", experiment, "-o", sandbox.path("out"), "--plugin-path", sandbox.path("plugins")};
  REQUIRE(interrupt(sandbox, arguments, SIGKILL).code == -1);
  fs::remove(plugin);
  sandbox.write("plugins/hebb_rule_slow.so", library + "another build");
  const Result result = sandbox.hebb(arguments);
  CHECK(result.code == 0);
  CHECK_THAT(result.err, Contains(": plugin rule/slow is version "));
  CHECK_THAT(result.err, Contains("the run begins anew\n"));
}

TEST_CASE("checkpoint: one of other data is refused") {
  Sandbox sandbox;
  const std::string bars = "data: {name: bars, train: 200, test: 4}";
  std::string yaml = kSlow;
  yaml.replace(yaml.find(bars), bars.size(), "data: {name: npy, train: x.npy}");
  const auto experiment = sandbox.write("slow.yaml", yaml);
  const auto write_samples = [&](float value) {
    fs::remove(sandbox.path("x.npy"));
    const std::vector<float> samples(200 * 5, value);
    hebb::data::write_npy(sandbox.path("x.npy"), 200, 5, samples.data());
  };
  write_samples(0.5F);
  const Arguments arguments = run_with_zoo(sandbox, experiment);
  REQUIRE(interrupt(sandbox, arguments, SIGKILL).code == -1);
  write_samples(0.25F);
  const Result result = sandbox.hebb(arguments);
  CHECK(result.code == 0);
  CHECK_THAT(result.err, Contains(": data file x.npy is one with sha256 "));
  CHECK_THAT(result.err, Contains("the run begins anew\n"));
}

TEST_CASE("checkpoint: a state that does not fit the model ends the run with the file's name") {
  Killed killed;
  const std::string bytes = contents(killed.files[0]);
  hebb::StateWriter writer;
  for (const auto& [name, block] : hebb::checked_state_blocks(bytes)) {
    writer.add(name, name == "stage/engine/weights/w" ? "short" : std::string(block));
  }
  writer.write(killed.files[0]);
  const Result result = killed.sandbox.hebb(killed.arguments);
  CHECK(result.code == 1);
  CHECK_THAT(result.err, Contains("checkpoint " + killed.files[0].string() +
                                  ": block 'stage/engine/weights/w' has 5 bytes, wanted "));
}

TEST_CASE("checkpoint: SIGINT and SIGTERM save a run, which then goes on from there") {
  Sandbox sandbox;
  std::string yaml = kSlow;
  // Of 200 steps: only one checkpoint is due, so the second comes from the signal.
  yaml.replace(yaml.find("steps: 8"), 8, "steps: 100");
  const auto experiment = sandbox.write("slow.yaml", yaml);
  const auto wanted = undisturbed(sandbox, experiment);
  const Arguments arguments = run_with_zoo(sandbox, experiment);
  for (const int signal : {SIGINT, SIGTERM}) {
    fs::remove_all(sandbox.path("out"));
    Running running = sandbox.start(arguments);
    REQUIRE(comes_true([&] { return !checkpoints(sandbox.path("out")).empty(); }));
    running.send(signal);
    CHECK(running.wait().code == 75);
    CHECK(checkpoints(sandbox.path("out")).size() == 2);
    CHECK(sandbox.runs("out").empty());
    CHECK(tree(sandbox.path("out/.staging")).empty());
    CHECK_THAT(sandbox.hebb({"status", sandbox.path("out")}).out,
               Contains("1 missing\n") && Contains(": goes on from a checkpoint\n"));
    const Result result = sandbox.hebb(arguments);
    CHECK(result.code == 0);
    CHECK_THAT(result.err, Contains("goes on from its checkpoint: training, step "));
    CHECK((computed(sandbox.only_run("out")) == wanted));
  }
}

TEST_CASE("checkpoint: without them a stopped run begins anew and leaves nothing") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("slow.yaml", kSlow);
  const Arguments arguments = run_with_zoo(sandbox, experiment, {"-s", "checkpoint.steps=0"});
  Running running = sandbox.start(arguments);
  REQUIRE(comes_true([&] {
    std::error_code error;
    for (const auto& staged : fs::directory_iterator(sandbox.path("out/.staging"), error)) {
      if (fs::exists(staged.path() / "metrics.jsonl", error)) return true;
    }
    return false;
  }));
  running.send(SIGINT);
  CHECK(running.wait().code == 75);
  CHECK(checkpoints(sandbox.path("out")).empty());
}

TEST_CASE("checkpoint: how often does not change a run's id") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  sandbox.run(experiment, "out", {"-q"});
  const Result again =
      sandbox.run(experiment, "out", {"-s", "checkpoint.minutes=0.5", "-s", "checkpoint.steps=3"});
  CHECK(sandbox.runs("out").size() == 1);
  CHECK(again.err.empty());
}

TEST_CASE("checkpoint: one that cannot be written costs a warning, not the run") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  fs::create_directories(sandbox.path("out"));
  sandbox.write("out/.checkpoints", "a file where a folder should be");
  sandbox.run(experiment, "out",
              {"-s", "checkpoint.steps=1", "-s", "engine.block=1", "-s", "train.batch=1"});
  CHECK_THAT(contents(sandbox.only_run("out") / "log.txt"),
             Contains("warning: no checkpoint could be written: "));
}

TEST_CASE("checkpoint: what a run logged before it was killed is in its log at the end") {
  Killed killed;
  for (const fs::path& file : killed.files) {
    const std::string bytes = contents(file);
    hebb::StateWriter writer;
    for (const auto& [name, block] : hebb::checked_state_blocks(bytes)) {
      writer.add(name, name == "log" ? "warning: said before\n" : std::string(block));
    }
    writer.write(file);
  }
  (void)killed.finish();
  CHECK_THAT(contents(killed.sandbox.only_run("out") / "log.txt"),
             Contains("warning: said before\n"));
}
