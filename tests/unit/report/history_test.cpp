// history_test -- pictures of features over training.
#include "report/history.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <span>

#include "data/npy.hpp"
#include "fake_results.hpp"

using namespace hebb::report;

namespace {

constexpr std::size_t kInputs = 16;

// A finished run of 12 units with snapshots of the first `kept`, one each 100 steps.
class FakeHistory {
 public:
  FakeHistory(std::size_t kept, int times)
      : directory_(results_.finish(FakeResults::config("oja", 12, 1), nlohmann::json::object())) {
    std::filesystem::create_directories(directory_ / "arrays");
    const std::vector<float> weights(kInputs * 12, 1.0F);
    hebb::data::write_npy(directory_ / "arrays/weights.npy", kInputs, 12, weights.data());
    for (int i = 1; i <= times; ++i) {
      array("snapshots.after_" + std::to_string(100 * i), std::vector<double>(kInputs * kept, i));
    }
  }

  void array(const std::string& name, const std::vector<double>& values) const {
    hebb::data::write_npy(directory_ / ("arrays/" + name + ".npy"), std::span(values));
  }

  [[nodiscard]] Snapshots read() const { return snapshots_of(read_folder(directory_).runs[0]); }

 private:
  FakeResults results_;
  std::filesystem::path directory_;
};

}  // namespace

TEST_CASE("history: of many times ten are drawn, the first and the last among them, in order") {
  const Snapshots found = FakeHistory(3, 30).read();
  REQUIRE(found.steps.size() == 10);
  CHECK(found.steps.front() == 100);
  CHECK(found.steps.back() == 3000);
  CHECK(std::is_sorted(found.steps.begin(), found.steps.end()));
  REQUIRE(found.units.size() == 3);
  for (const UnitHistory& unit : found.units) CHECK(unit.pngs.size() == 10);
}

TEST_CASE("history: the units of the most steps are drawn, at most eight") {
  const FakeHistory history(10, 2);
  history.array("gini.step_norms", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  const Snapshots found = history.read();
  REQUIRE(found.units.size() == 8);
  CHECK(found.units[0].unit == 9);
  CHECK(found.units[7].unit == 2);
}

TEST_CASE("history: arrays of another size, or not finite, are left out") {
  const FakeHistory history(2, 2);
  history.array("snapshots.after_300", std::vector<double>(kInputs * 2 + 1, 1.0));
  history.array("snapshots.after_400", std::vector<double>(kInputs * 3, 1.0));
  history.array("snapshots.after_500", std::vector<double>(kInputs * 2, NAN));
  history.array("snapshots.after_x", std::vector<double>(kInputs * 2, 1.0));
  CHECK(history.read().steps == std::vector<std::uint64_t>{100, 200});
  CHECK(FakeHistory(2, 0).read().units.empty());
}
