// snapshots_test -- the metric snapshots keeps weights as they were.
#include <catch2/catch.hpp>

#include "support/training.hpp"

using namespace hebb::test;

namespace {

hebb::train::Trained trained(const std::string& metrics, int samples) {
  return Training("schema: 1\ndata: {name: digits, train: " + std::to_string(samples) +
                  ", test: 10}\nmodel: {units: 6}\nrule: softhebb\ntrain: {batch: 10, rate: 0.05, "
                  "shuffle: false}\nmetrics: [" +
                  metrics + "]\n")
      .run();
}

}  // namespace

TEST_CASE("snapshots: a snapshot is what shorter training ends with, of the first units") {
  const auto whole = trained("{name: snapshots, units: 4, every: 3}", 80);
  const auto part = trained("", 60);
  const auto& at_six = whole.vectors.at("snapshots.after_6");
  const std::size_t inputs = part.weights.size() / 6;
  REQUIRE(at_six.size() == 4 * inputs);
  for (std::size_t i = 0; i < at_six.size(); ++i) {
    REQUIRE(at_six[i] == Approx(static_cast<double>(part.weights[i])).margin(1e-6));
  }
  CHECK(whole.vectors.count("snapshots.after_8") == 1);
  CHECK(whole.vectors.size() == 3);
}

TEST_CASE("snapshots: of a layer with fewer units all are kept") {
  const auto whole = trained("{name: snapshots, units: 100}", 20);
  CHECK(whole.vectors.at("snapshots.after_2").size() == whole.weights.size());
}
