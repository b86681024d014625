// Training and probes that are saved at any block and go on in a new instance of everything: every
// rule and every metric, found by their files.
#include <catch2/catch.hpp>

#include "base/files.hpp"
#include "base/state_file.hpp"
#include "support/training.hpp"
#include "train/features.hpp"
#include "train/probe.hpp"

using namespace hebb::test;
namespace train = hebb::train;

namespace {

struct Saved {};

// Saves at pass number `at` and ends there.
class SavingAt final : public train::Checkpoints {
 public:
  SavingAt(int at, std::filesystem::path file) : at_(at), file_(std::move(file)) {}
  void carry(const Visit& visit) override { visit_ = visit; }
  void pass() override {
    if (visit_ == nullptr || ++passed_ < at_) return;
    hebb::StateWriter writer;
    visit_(writer);
    writer.write(file_);
    throw Saved{};
  }

 private:
  int at_;
  std::filesystem::path file_;
  int passed_ = 0;
  Visit visit_;
};

class GoingOn final : public train::Checkpoints {
 public:
  explicit GoingOn(const std::filesystem::path& file) : file_(hebb::read_file(file)) {}
  void carry(const Visit& visit) override {
    const hebb::StateBlocks blocks = hebb::checked_state_blocks(file_);
    hebb::StateReader reader(blocks);
    visit(reader);
  }

 private:
  std::string file_;
};

std::vector<std::string> names_of(hebb::plugin::Kind kind) {
  std::vector<std::string> names;
  for (const auto& entry : catalog().entries()) {
    if (entry.kind == kind && entry.name != "replay") names.push_back(entry.name);
  }
  return names;
}

// All metrics report after every step, so that some report is before the save.
std::string experiment_with(const std::string& rule, const std::vector<std::string>& metrics,
                            const std::string& block, int samples) {
  std::string list;
  for (const std::string& name : metrics) {
    list += (list.empty() ? "" : ", ") + ("{every: 1, name: " + name + "}");
  }
  return "schema: 1\ndata: {name: digits, train: " + std::to_string(samples) +
         ", test: 20}\nmodel: {units: 10}\nrule: " + rule +
         "\nhead: {units: 10, rule: delta, rate: 0.1, dropout: 0.2}\n"
         "train: {epochs: 2, batch: 8, rate: 0.02, schedule: linear}\nengine: {block: " +
         block + "}\nmetrics: [" + list + "]\nprobe: {epochs: 3, dropout: 0.2}\n";
}

nlohmann::json without_times(nlohmann::json summary) {
  for (const char* key : {"train.seconds", "seconds"}) summary.erase(key);
  return summary;
}

using Lines = std::vector<nlohmann::ordered_json>;

void check_same(const train::Trained& resumed, const train::Trained& whole) {
  CHECK(resumed.weights == whole.weights);
  CHECK(resumed.head_weights == whole.head_weights);
  CHECK(without_times(resumed.summary) == without_times(whole.summary));
  CHECK(resumed.vectors == whole.vectors);
}

// Saved at the first block or the second, for blocks of one batch and of two.
void check_going_on(const std::string& rule, const std::vector<std::string>& metrics) {
  const hebb::TemporaryDirectory folder;
  for (const std::string block : {"1", "2"}) {
    Training training(experiment_with(rule, metrics, block, 64));
    const train::Trained whole = training.run();
    const Lines lines = std::exchange(training.lines, {});
    for (const int at : {1, 2}) {
      CAPTURE(rule, metrics, block, at);
      const auto sink = [&](const nlohmann::ordered_json& line) { training.lines.push_back(line); };
      SavingAt saving(at, folder.path() / "state");
      CHECK_THROWS_AS(
          train::train(training.settings, training.dataset, training.plugins, sink, saving), Saved);
      GoingOn going_on(folder.path() / "state");
      check_same(
          train::train(training.settings, training.dataset, training.plugins, sink, going_on),
          whole);
      CHECK(std::exchange(training.lines, {}) == lines);
    }
  }
}

}  // namespace

TEST_CASE("resume: training goes on bit for bit from any block, for every rule") {
  for (const std::string& rule : names_of(hebb::plugin::Kind::kRule)) {
    check_going_on(rule, {"gini", "wins"});
  }
}

TEST_CASE("resume: training goes on bit for bit from any block, with every metric") {
  check_going_on("softhebb", names_of(hebb::plugin::Kind::kMetric));
}

TEST_CASE("resume: a probe goes on bit for bit from any batch, and while it is scored") {
  const hebb::TemporaryDirectory folder;
  Training training(experiment_with("softhebb", {}, "0", 120));
  const train::Trained trained = training.run();
  const auto probe = [&](Lines& lines, train::Checkpoints& checkpoints) {
    train::Features features(training.settings, training.dataset, training.plugins, trained.weights,
                             0, checkpoints);
    return without_times(train::run_probe(
        training.settings, training.settings.probes[0], 0, features, 10,
        [&](const nlohmann::ordered_json& line) { lines.push_back(line); }, checkpoints));
  };
  Lines lines;
  const nlohmann::json whole = probe(lines, train::Checkpoints::none());
  for (const int at : {1, 2, 7, 9, 10, 11, 12, 13, 20, 33}) {
    CAPTURE(at);
    Lines parts;
    SavingAt saving(at, folder.path() / "state");
    CHECK_THROWS_AS(probe(parts, saving), Saved);
    GoingOn going_on(folder.path() / "state");
    CHECK(probe(parts, going_on) == whole);
    CHECK(parts == lines);
  }
}
