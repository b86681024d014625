// kill_test -- a sweep survives anything: workers and runs killed, two commands at once, a full
// disk, a disk that cannot be written. At the end every run is there, once, whole, and the same.
//
// HEBB_TEST_FULL=1 in the environment makes it the long form: 200 runs and 20 kills instead of 40
// and 6.
#include <sys/mount.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "support/command.hpp"
#include "support/long_form.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

std::string sweep_of(int runs) {
  return std::string(kBars) + "sweep: {seeds: " + std::to_string(runs) + "}\n";
}

// Everything that a run computed, without the times, which differ.
std::map<std::string, std::string> results_in(const fs::path& output) {
  std::map<std::string, std::string> results;
  for (const auto& item : fs::directory_iterator(output)) {
    const std::string id = item.path().filename().string();
    if (id.size() != 16 || !item.is_directory()) continue;
    for (auto [name, content] : tree(item.path())) {
      if (name == "run.json") {
        REQUIRE(json_of(item.path() / name).at("id") == id);
        content = "";
      }
      if (name == "summary.json") {
        auto summary = json_of(item.path() / name);
        REQUIRE(summary.erase("train.seconds") == 1);
        content = summary.dump();
      }
      results[id + "/" + name] = content;
    }
  }
  return results;
}

std::set<std::string> ids_in(const std::map<std::string, std::string>& results) {
  std::set<std::string> ids;
  for (const auto& [name, content] : results) ids.insert(name.substr(0, name.find('/')));
  return ids;
}

// Nothing is left of the killed: no claim, no entry, no staging, no failure.
void check_clean(const fs::path& output) {
  CHECK(tree(output / ".staging").empty());
  CHECK(tree(output / ".claims").empty());
  CHECK(tree(output / "failed").empty());
}

void check_plan(const fs::path& output, std::size_t runs) {
  std::set<std::string> ids;
  const auto lines = lines_of(contents(output / "plan.jsonl"));
  for (const std::string& line : lines) ids.insert(nlohmann::json::parse(line).at("id"));
  CHECK(lines.size() == runs);
  CHECK(ids.size() == runs);
}

// A tmpfs of its own, where the user may mount one.
class SmallDisk {
 public:
  SmallDisk(const fs::path& folder, const std::string& options) : folder_(folder) {
    fs::create_directories(folder);
    is_there_ = ::mount("none", folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  ~SmallDisk() {
    if (is_there_) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  [[nodiscard]] bool is_there() const { return is_there_; }
  void remount(unsigned long flags, const std::string& options) const {
    REQUIRE(::mount("none", folder_.c_str(), "tmpfs", MS_REMOUNT | flags, options.c_str()) == 0);
  }

  // Nothing more can be written, until empty().
  void fill() const {
    std::ofstream file(folder_ / "filler");
    const std::string zeros(4096, '0');
    while (file.write(zeros.data(), 4096) && file.flush()) {
    }
  }
  void empty() const { fs::remove(folder_ / "filler"); }

 private:
  fs::path folder_;
  bool is_there_ = false;
};

}  // namespace

TEST_CASE("kill: workers killed at random moments cost nothing but time") {
  const int runs = is_long_form() ? 200 : 40;
  const int kills = is_long_form() ? 20 : 6;
  Sandbox sandbox;
  const auto experiment = sandbox.write("sweep.yaml", sweep_of(runs));
  sandbox.run(experiment, "calm", {"-j", "2", "-q"});
  const auto wanted = results_in(sandbox.path("calm"));
  REQUIRE(ids_in(wanted).size() == static_cast<std::size_t>(runs));

  const fs::path out = sandbox.path("out");
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(sandbox.hebb({"run", experiment, "-o", out, "--plan-only"}).code == 0);
  check_plan(out, static_cast<std::size_t>(runs));
  std::mt19937 random(5);  // NOLINT: the same moments each time, as far as moments can be
  for (int kill = 0; kill < kills; ++kill) {
    Running worker = sandbox.start({"worker", out, "-j", "2", "-q"});
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 400));
    worker.send(SIGKILL);
    (void)worker.wait();
    INFO(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    for (const std::string& id : ids_in(results_in(out))) {
      CHECK(fs::exists(out / id / "arrays/weights.npy"));
    }
  }
  const Result last = sandbox.hebb({"worker", out, "-j", "2", "-q"});
  INFO(last.err);
  CHECK(last.code == 0);
  CHECK((results_in(out) == wanted));
  check_clean(out);
}

TEST_CASE("kill: one sweep through killed commands, a full disk and one that can only be read") {
  const int runs = is_long_form() ? 200 : 30;
  const int kills = is_long_form() ? 20 : 4;
  Sandbox sandbox;
  const auto experiment = sandbox.write("sweep.yaml", sweep_of(runs));
  sandbox.run(experiment, "calm", {"-j", "2", "-q"});
  const auto wanted = results_in(sandbox.path("calm"));
  const SmallDisk disk(sandbox.path("disk"), "size=64m");
  if (!disk.is_there()) WARN("no full and no read-only disk: this user may not mount a tmpfs");
  const fs::path out = sandbox.path("disk/out");
  const Arguments run{"run", experiment, "-o", out, "-j", "2", "-q"};
  std::mt19937 random(7);  // NOLINT: as above
  const auto kill_some = [&](int count) {
    for (int i = 0; i < count; ++i) {
      Running first = sandbox.start(run);
      Running second = sandbox.start(run);
      std::this_thread::sleep_for(std::chrono::milliseconds(50 + random() % 500));
      first.send(SIGKILL);
      (void)first.wait();
      second.send(SIGKILL);
      (void)second.wait();
    }
  };
  kill_some(kills / 4);
  if (disk.is_there()) {
    disk.fill();
    const Result full = sandbox.hebb(run);
    CHECK(full.code == 1);
    CHECK_THAT(full.err, Contains("o space"));
    disk.remount(MS_RDONLY, "");
    const Result unwritable = sandbox.hebb(run);
    CHECK(unwritable.code == 2);
    CHECK_THAT(unwritable.err, Contains("cannot be written: Read-only file system\n"));
    disk.remount(0, "size=64m");
    disk.empty();
  }
  kill_some(kills / 4);
  Running first = sandbox.start(run);
  Running second = sandbox.start(run);
  for (Running* command : {&first, &second}) {
    const Result result = command->wait();
    INFO(result.err);
    CHECK(result.code == 0);
  }
  const auto found = results_in(out);
  CHECK(ids_in(found).size() == static_cast<std::size_t>(runs));
  CHECK((found == wanted));
  CHECK_FALSE(fs::exists(out / "stale"));
  check_plan(out, static_cast<std::size_t>(runs));
  check_clean(out);
}

TEST_CASE("kill: two commands at once share the work, and each sees all of it done") {
  constexpr int kRuns = 24;
  Sandbox sandbox;
  const auto experiment = sandbox.write("sweep.yaml", sweep_of(kRuns));
  const Arguments arguments{"run", experiment, "-o", sandbox.path("out"), "-j", "1"};
  Running first = sandbox.start(arguments);
  Running second = sandbox.start(arguments);
  std::size_t worked_on = 0;
  for (Running* command : {&first, &second}) {
    const Result result = command->wait();
    INFO(result.err);
    CHECK(result.code == 0);
    const auto lines = lines_of(result.err);
    const auto done = std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
      return line.rfind("done ", 0) == 0;
    });
    CHECK(done > 0);
    worked_on += static_cast<std::size_t>(done);
    CHECK_THAT(result.out, Contains("\n  24 "));  // the table counts all runs
  }
  CHECK(worked_on == kRuns);
  CHECK(sandbox.runs("out").size() == kRuns);
  check_plan(sandbox.path("out"), kRuns);
  check_clean(sandbox.path("out"));
}

TEST_CASE("kill: a run whose process is killed from outside is tried once more and succeeds") {
  Sandbox sandbox;
  const auto experiment =
      sandbox.write("slow.yaml",
                    "schema: 1\ndata: {name: bars, train: 100, test: 4}\nmodel: {units: 4}\n"
                    "rule: slow\ntrain: {rate: 0.01, batch: 1}\nmetrics: [wins]\n");
  Running running =
      sandbox.start({"run", experiment, "-o", sandbox.path("out"), "--plugin-path", HEBB_ZOO_DIR});
  pid_t child = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  const fs::path children = "/proc/" + std::to_string(running.id()) + "/task/" +
                            std::to_string(running.id()) + "/children";
  while (child == 0 && std::chrono::steady_clock::now() < deadline) {
    for (const auto& item : tree(sandbox.path("out/.staging"))) {
      if (item.first.find("metrics.jsonl") == std::string::npos) continue;
      child = static_cast<pid_t>(std::atoi(contents(children).c_str()));
    }
  }
  REQUIRE(child > 0);
  REQUIRE(::kill(child, SIGKILL) == 0);
  const Result result = running.wait();
  CHECK(result.code == 0);
  CHECK_THAT(result.err, Contains("was killed by SIGKILL") && Contains("hebb_rule_slow.so") &&
                             Contains("; trying once more\n"));
  CHECK(sandbox.runs("out").size() == 1);
  check_clean(sandbox.path("out"));
}

TEST_CASE("kill: a full disk stops the sweep with a message, and space lets it go on") {
  constexpr int kRuns = 40;  // some 40 kB each
  Sandbox sandbox;
  const auto experiment = sandbox.write("sweep.yaml", sweep_of(kRuns));
  sandbox.run(experiment, "calm", {"-q"});
  const SmallDisk disk(sandbox.path("disk"), "size=1m");
  if (!disk.is_there()) {
    WARN("left out: this user may not mount a tmpfs");
    return;
  }
  const Arguments arguments{"run", experiment, "-o", sandbox.path("disk/out"), "-q"};
  const Result full = sandbox.hebb(arguments);
  INFO(full.err);
  CHECK(full.code == 1);
  CHECK_THAT(full.err, Contains("o space"));
  CHECK(tree(sandbox.path("disk/out/failed")).empty());
  const auto some = results_in(sandbox.path("disk/out"));
  CHECK(ids_in(some).size() < kRuns);
  disk.remount(0, "size=64m");
  const Result rest = sandbox.hebb(arguments);
  INFO(rest.err);
  CHECK(rest.code == 0);
  CHECK((results_in(sandbox.path("disk/out")) == results_in(sandbox.path("calm"))));
  check_clean(sandbox.path("disk/out"));
}

TEST_CASE("kill: a folder that can only be read is refused before anything runs") {
  Sandbox sandbox;
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const SmallDisk disk(sandbox.path("disk"), "size=8m");
  if (!disk.is_there()) {
    WARN("left out: this user may not mount a tmpfs");
    return;
  }
  sandbox.run(experiment, "disk/out");
  disk.remount(MS_RDONLY, "");
  const Result result =
      sandbox.hebb({"run", experiment, "-o", sandbox.path("disk/out"), "-s", "seed=2"});
  CHECK(result.code == 2);
  CHECK(result.err == "hebb: output directory " + sandbox.path("disk/out").string() +
                          " cannot be written: Read-only file system\n");
  CHECK(sandbox.runs("disk/out").size() == 1);
}
