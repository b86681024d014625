#include "run/liveness_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "base/error.hpp"
#include "data/npy.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

struct Source {
  const char* name;  // of the array
  const char* meaning;
  double sign;  // -1 where a large value is dead
};

constexpr Source kSources[] = {
    // Of one rank with the p-values, which are 0 for all units that are far from random.
    {"dead.share", "what the test of the metric dead goes by, the smallest the deadest", 1},
    {"dead.p", "p-value of the metric dead, the largest the deadest", -1},
    {"gini.step_norms", "mean step norm, the smallest the deadest", 1},
    {"wins.counts", "samples won, the fewest the deadest", 1},
};

template <class Number>
void append(const data::NpyArray& array, std::vector<double>& values) {
  std::vector<Number> numbers(array.bytes.size() / sizeof(Number));
  std::memcpy(numbers.data(), array.bytes.data(), array.bytes.size());
  values.assign(numbers.begin(), numbers.end());
}

std::vector<double> read_values(const fs::path& file, std::size_t units) {
  const data::NpyArray array = data::read_npy(file);
  std::vector<double> values;
  if (array.type == "<f8") append<double>(array, values);
  if (array.type == "<i8") append<std::int64_t>(array, values);
  const bool is_finite =
      std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  if (values.size() != units || !is_finite) {
    throw Error(ExitCode::kMissing, fmt::format("{}: wanted a finite number for each of {} units",
                                                file.string(), units));
  }
  return values;
}

std::vector<double> distances(const train::Layer& layer) {
  const std::size_t inputs = layer.dataset.train.inputs;
  const auto initial = train::initial_weights(layer.settings, inputs);
  std::vector<double> moved(layer.settings.model.units);
  for (std::size_t j = 0; j < moved.size(); ++j) {
    for (std::size_t i = j * inputs; i < (j + 1) * inputs; ++i) {
      const double step = static_cast<double>(layer.weights[i]) - static_cast<double>(initial[i]);
      moved[j] += step * step;
    }
    moved[j] = std::sqrt(moved[j]);
  }
  return moved;
}

}  // namespace

LivenessOrder liveness_order(const fs::path& run, const train::Layer& layer) {
  LivenessOrder order;
  const std::string prefix = train::layer_prefix(layer.settings.layer);
  for (const Source& source : kSources) {
    const fs::path file = run / "arrays" / (prefix + source.name + ".npy");
    if (!order.source.empty() || !fs::exists(file)) continue;
    order.source = prefix + source.name;
    order.meaning = source.meaning;
    order.values = read_values(file, layer.settings.model.units);
    for (double& value : order.values) value *= source.sign;
  }
  if (order.source.empty()) {
    order.source = "moved";
    order.meaning = "distance from the initial weights, the smallest the deadest";
    order.values = distances(layer);
  }
  order.units.resize(order.values.size());
  std::iota(order.units.begin(), order.units.end(), 0U);
  std::stable_sort(order.units.begin(), order.units.end(), [&](std::uint32_t a, std::uint32_t b) {
    return order.values[a] < order.values[b];
  });
  return order;
}

}  // namespace hebb::run
