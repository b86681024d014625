// weights_test -- the weights of a run, unit by unit.
#include "report/weights.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "data/npy.hpp"
#include "fake_results.hpp"

using namespace hebb::report;
using Mark = UnitPicture::Mark;

namespace {

constexpr std::size_t kLayerInputs = 16;

// A finished run with `units` units, and the given steps and wins.
class FakeLayer {
 public:
  FakeLayer(std::size_t units, const std::vector<double>& steps, const std::vector<double>& wins)
      : config_(FakeResults::config("oja", static_cast<int>(units), 1)) {
    config_["model"]["init"] = {{"name", "normal"}, {"radius", 1.0}};
    directory_ = results_.finish(config_, nlohmann::json::object());
    std::filesystem::create_directories(directory_ / "arrays");
    std::vector<float> weights(kLayerInputs * units);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(i % 5);
    hebb::data::write_npy(directory_ / "arrays/weights.npy", kLayerInputs, units, weights.data());
    array("gini.step_norms", steps);
    array("wins.counts", wins);
  }

  void array(const std::string& name, const std::vector<double>& values) const {
    if (values.empty()) return;
    hebb::data::write_npy(directory_ / ("arrays/" + name + ".npy"), std::span(values));
  }

  [[nodiscard]] WeightPictures pictures(std::size_t budget = 1000000) const {
    return weight_pictures(read_folder(directory_).runs[0], budget);
  }

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

 private:
  FakeResults results_;
  nlohmann::json config_;
  std::filesystem::path directory_;
};

std::vector<std::size_t> order(const WeightPictures& weights) {
  std::vector<std::size_t> units;
  for (const UnitPicture& picture : weights.pictures) units.push_back(picture.unit);
  return units;
}

}  // namespace

TEST_CASE("weights: units are sorted by their share of the steps, the first has most") {
  const WeightPictures weights = FakeLayer(4, {1, 5, 0, 4}, {}).pictures();
  CHECK(order(weights) == std::vector<std::size_t>{1, 3, 0, 2});
  CHECK(*weights.pictures[0].share == Approx(0.5));
  CHECK(*weights.pictures[3].share == 0);
  CHECK(weights.pictures[0].mark == Mark::kUnknown);
  CHECK(weights.has_initial);
}

TEST_CASE(
    "weights: a unit that never wins is dead and last, unless the metric dead says otherwise") {
  const FakeLayer layer(4, {1, 5, 0, 4}, {7, 0, 1, 9});
  const WeightPictures by_wins = layer.pictures();
  CHECK(order(by_wins) == std::vector<std::size_t>{3, 0, 2, 1});
  CHECK(by_wins.pictures[3].mark == Mark::kDead);
  CHECK(by_wins.mark_from == "metric wins: dead has never won a sample");
  CHECK(by_wins.pictures[0].wins == 9);
  CHECK_FALSE(by_wins.pictures[0].p);
  layer.array("dead.dead", {1, 0, 1, 0});
  layer.array("dead.p", {0.5, 0, 0.25, 0.001});
  const WeightPictures by_test = layer.pictures();
  CHECK(order(by_test) == std::vector<std::size_t>{1, 3, 0, 2});
  CHECK(by_test.pictures[1].mark == Mark::kLive);
  CHECK(by_test.pictures[2].mark == Mark::kDead);
  CHECK(by_test.mark_from == "metric dead");
  CHECK(by_test.pictures[2].p == 0.5);
}

TEST_CASE("weights: of many units the livest and the deadest are drawn, within the budget") {
  std::vector<double> steps(100);
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = static_cast<double>(i);
  const FakeLayer layer(100, steps, {});
  const WeightPictures all = layer.pictures();
  CHECK(all.units == 100);
  CHECK(all.pictures.size() == 64);
  CHECK(all.pictures[31].unit == 68);
  CHECK(all.pictures[32].unit == 31);
  CHECK(layer.pictures(1).pictures.size() == 8);
}

TEST_CASE("weights: arrays of another length say nothing, and without weights there is nothing") {
  const WeightPictures weights = FakeLayer(4, {1, 5}, {}).pictures();
  CHECK(order(weights) == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK_FALSE(weights.pictures[0].share.has_value());
  const FakeLayer layer(4, {}, {});
  FakeResults::write(layer.directory() / "arrays/weights.npy", "torn");
  CHECK(layer.pictures().pictures.empty());
}
