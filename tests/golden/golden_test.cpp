// golden -- every bundled plugin against numbers that were committed with it. Plugins are found by
// their files: adding one asks for a golden file and edits nothing here. HEBB_GOLDEN_WRITE=1 writes
// the files; look at what changed before committing them.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/training.hpp"

using namespace hebb::test;
using hebb::plugin::Kind;

namespace {

constexpr double kTolerance = 1e-4;  // kernels of other processors sum in another order

// The head that a rule which needs a third factor cannot do without; "" for other rules.
std::string head_of(const std::string& name) {
  const auto& file = library(Kind::kRule, name);
  const hebb::plugin::Rule rule(file, setup_of({4, 3, 2, name}, file, {}));
  return rule.needs(HEBB_NEED_THIRD) ? "head: {units: 10, rule: delta}\n" : "";
}

// A few steps of a rule with its defaults on drawn digits, or what a metric says of some.
nlohmann::json numbers_of(const std::string& rule, const std::string& metrics) {
  Training training(
      "schema: 1\ndata: {name: digits, train: 80, test: 10}\nmodel: {units: 8}\nrule: " + rule +
      "\ntrain: {epochs: 1, batch: 16, rate: 0.01}\nmetrics: " + metrics + "\n" + head_of(rule));
  const auto trained = training.run();
  nlohmann::json found{{"weights", nlohmann::json::array()}, {"summary", trained.summary}};
  found["summary"].erase("train.seconds");
  for (std::size_t i = 400; i < trained.weights.size(); i += 97) {
    found["weights"].push_back(trained.weights[i]);
  }
  return found;
}

nlohmann::json activities_of(const std::string& name) {
  const auto& file = library(Kind::kActivation, name);
  Layer layer{1, 6, 3, ""};
  hebb::plugin::Activation activation(file, setup_of(layer, file, {}));
  const auto u = numbers(18, 31);
  std::vector<float> y(18);
  activation.forward(3, u.data(), y.data());
  nlohmann::json found{{"y", y}};
  if (activation.has_gradient()) {
    const auto v = numbers(18, 32);
    std::vector<float> out(18);
    activation.gradient(3, u.data(), y.data(), v.data(), out.data());
    found["gradient"] = out;
  }
  return found;
}

nlohmann::json measure(const hebb::plugin::Entry& entry) {
  switch (entry.kind) {
    case Kind::kRule:
      return numbers_of(entry.name, "[gini]");
    case Kind::kActivation:
      return activities_of(entry.name);
    default:
      return numbers_of("softhebb", "[" + entry.name + "]");
  }
}

void compare(const nlohmann::json& got, const nlohmann::json& wanted, const std::string& where) {
  INFO(where);
  REQUIRE(got.type_name() == std::string(wanted.type_name()));
  if (wanted.is_number()) {
    CHECK(got.get<double>() == Approx(wanted.get<double>()).epsilon(kTolerance).margin(kTolerance));
  } else if (wanted.is_structured()) {
    REQUIRE(got.size() == wanted.size());
    for (const auto& [key, value] : wanted.items()) {
      compare(wanted.is_array() ? got.at(std::stoul(key)) : got.at(key), value, where + "/" + key);
    }
  } else {
    CHECK(got == wanted);
  }
}

}  // namespace

TEST_CASE("every bundled plugin gives the numbers of its golden file") {
  const hebb::plugin::Catalog bundled({HEBB_PLUGIN_DIR});
  std::size_t count = 0;
  for (const auto& entry : bundled.entries()) {
    if (entry.file.parent_path() != std::filesystem::canonical(HEBB_PLUGIN_DIR)) continue;
    const std::string id = std::string(hebb::plugin::word(entry.kind)) + "_" + entry.name;
    DYNAMIC_SECTION(id) {
      const auto golden = std::filesystem::path(HEBB_SOURCE_DIR) / "tests/golden" / (id + ".json");
      const nlohmann::json found = nlohmann::json::parse(measure(entry).dump());
      if (std::getenv("HEBB_GOLDEN_WRITE") != nullptr)
        std::ofstream(golden) << found.dump(1) << "\n";
      INFO("golden file " << golden << "; make it with HEBB_GOLDEN_WRITE=1");
      REQUIRE(std::filesystem::exists(golden));
      compare(found, nlohmann::json::parse(std::ifstream(golden)), id);
    }
    ++count;
  }
  CHECK(count >= 9);
}
