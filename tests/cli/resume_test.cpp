// resume_test -- a run that is killed at any moment goes on and ends as if nothing had happened.
//
// HEBB_TEST_FULL=1 in the environment makes it the long form: 200 kills instead of 20.
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <iostream>
#include <random>
#include <string>
#include <thread>

#include "support/command.hpp"
#include "support/long_form.hpp"
#include "support/results.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

using Clock = std::chrono::steady_clock;

// Blocks of four batches, a head with states of its own, a conscience, two probes.
const std::string kBlocked = R"(schema: 1
data: {name: digits, train: 400, test: 100}
model: {units: 12}
rule: {name: softhebb, conscience: {gain: 2}}
head: {units: 10, rule: delta, rate: 0.1, dropout: 0.2}
train: {epochs: 6, batch: 8, rate: 0.05, schedule: linear}
engine: {block: 4}
metrics: [gini, {name: wins, every: 7}]
probe: [{name: plain, epochs: 4}, {name: dropped, epochs: 3, dropout: 0.5, batch: 16}]
checkpoint: {minutes: 0, steps: 10}
)";

// One batch at a time, a rule with a state, unit norm.
const std::string kPlain = R"(schema: 1
data: {name: digits, train: 400, test: 100}
model: {units: 12}
rule: {name: hebbnet}
train: {epochs: 12, batch: 16, rate: 0.05}
engine: {block: 1}
metrics: [gini, wins]
probe: {epochs: 8, dropout: 0.3}
checkpoint: {minutes: 0, steps: 10}
)";

// Two layers with a probe on each.
const std::string kTwoLayers = R"(schema: 1
data: {name: digits, train: 400, test: 100}
model: {units: 16}
rule: softhebb
train: {epochs: 5, batch: 8, rate: 0.05}
layers: [{units: 8, rule: liuson}]
metrics: [gini, wins]
probe: [{name: top, epochs: 4}, {name: bottom, layer: 1, epochs: 4}]
checkpoint: {minutes: 0, steps: 10}
)";

// The furthest checkpoint's stage and steps, as its name says them.
struct Progress {
  int stage = 0;
  std::uint64_t steps = 0;
  auto operator<=>(const Progress&) const = default;
};

Progress progress_in(const fs::path& output) {
  Progress furthest;
  std::error_code error;
  for (const auto& run : fs::directory_iterator(output / ".checkpoints", error)) {
    for (const auto& file : fs::directory_iterator(run.path(), error)) {
      const std::string name = file.path().filename().string();
      if (!name.ends_with(".state")) continue;
      furthest =
          std::max(furthest, {std::stoi(name.substr(0, 4)), std::stoull(name.substr(5, 20))});
    }
  }
  return furthest;
}

// True while the run's process writes what it has computed, or later.
bool is_publishing(const fs::path& output) {
  std::error_code error;
  for (const auto& staged : fs::directory_iterator(output / ".staging", error)) {
    if (fs::exists(staged.path() / "arrays", error)) return true;
  }
  for (const auto& item : fs::directory_iterator(output, error)) {
    if (fs::exists(item.path() / "summary.json", error)) return true;
  }
  return false;
}

// When at least so many steps of a stage have been saved, or the run is being published, and a
// little later.
struct Moment {
  Progress after;
  std::chrono::microseconds more{0};
};

// Stages count from 1 in the order in which a run enters them: training of each layer, the head's
// score, then for each layer its features and its probes. No run has 9 of them.
constexpr int kPublishing = 9;

Moment random_moment(std::mt19937& random) {
  constexpr int kStages[] = {1, 1, 2, 4, 5, 7, kPublishing};
  const int stage = kStages[random() % std::size(kStages)];
  return {{stage, random() % 240}, std::chrono::microseconds(random() % 4000)};
}

// Waits for the moment, or for the run's end if it comes first.
void wait_for(const Moment& moment, const fs::path& output) {
  const auto deadline = Clock::now() + std::chrono::seconds(60);
  while (Clock::now() < deadline) {
    const bool published = is_publishing(output);
    if (published || (moment.after.stage < kPublishing && progress_in(output) >= moment.after))
      break;
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  std::this_thread::sleep_for(moment.more);
}

// The stage that a command said it goes on from: "training", "probe", ..; "" if it began anew.
std::string resumed_stage(const Result& result) {
  const std::string mark = "goes on from its checkpoint: ";
  const std::size_t at = result.err.find(mark);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + mark.size();
  return result.err.substr(begin, result.err.find(',', begin) - begin);
}

}  // namespace

TEST_CASE("resume: a run killed at any moment ends byte for byte as one that was left alone",
          "[long]") {
  const int wanted = is_long_form() ? 200 : 20;
  Sandbox sandbox;
  const fs::path experiments[] = {sandbox.write("blocked.yaml", kBlocked),
                                  sandbox.write("plain.yaml", kPlain),
                                  sandbox.write("layers.yaml", kTwoLayers)};
  constexpr std::size_t kExperiments = std::size(experiments);
  std::map<std::string, std::string> calm[kExperiments];
  for (std::size_t i = 0; i < kExperiments; ++i) {
    const std::string out = "calm" + std::to_string(i);
    sandbox.run(experiments[i], out, {"-q"});
    calm[i] = computed(sandbox.only_run(out));
    REQUIRE(calm[i].count("metrics.jsonl") == 1);
    REQUIRE_FALSE(fs::exists(
        sandbox.path(out + "/.checkpoints/" + sandbox.only_run(out).filename().string())));
  }
  std::mt19937 random(11);  // NOLINT: the same moments each time, as far as moments can be
  int kills = 0;
  int identical = 0;
  std::map<std::string, int> resumed;
  for (int attempt = 0; kills < wanted && attempt < 3 * wanted; ++attempt) {
    const std::size_t which = random() % kExperiments;
    const std::string name = "out" + std::to_string(attempt);
    const fs::path out = sandbox.path(name);
    Running running = sandbox.start({"run", experiments[which], "-o", out, "-q"});
    wait_for(random_moment(random), out);
    running.send(SIGKILL);
    if (running.wait().code != -1) continue;  // it had ended
    ++kills;
    const Result result = sandbox.run(experiments[which], name);
    ++resumed[resumed_stage(result)];
    const bool is_same = computed(sandbox.only_run(name)) == calm[which];
    CHECK(is_same);
    identical += is_same ? 1 : 0;
    CHECK_FALSE(fs::exists(out / ".checkpoints" / sandbox.only_run(name).filename()));
    CHECK(tree(out / ".staging").empty());
    fs::remove_all(out);
  }
  std::cout << kills << " kills, " << identical << " identical resumes;";
  for (const auto& [stage, count] : resumed) {
    std::cout << ' ' << count << " from " << (stage.empty() ? "the beginning" : stage) << ',';
  }
  std::cout << " of " << wanted << '\n';
  CHECK(kills == wanted);
  CHECK(identical == wanted);
  CHECK(resumed["training"] > 0);
  CHECK(resumed["training of layer 2"] > 0);
  CHECK(resumed["probe"] > 0);
}
