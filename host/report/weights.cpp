#include "report/weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "base/error.hpp"
#include "data/npy.hpp"
#include "report/image.hpp"
#include "train/trainer.hpp"

namespace hebb::report {
namespace {

using Mark = UnitPicture::Mark;

constexpr std::size_t kFewest = 8;
constexpr std::size_t kMost = 64;
constexpr std::size_t kLargestLayer = std::size_t{1} << 30U;  // bytes of weights that are looked at

// inputs x units, each unit's weights contiguous.
struct Layer {
  std::size_t inputs = 0;
  std::size_t units = 0;
  std::vector<float> weights;
};

Layer learned_weights(const RunRecord& run) {
  const data::NpyArray array = data::read_npy(run.directory / "arrays" / "weights.npy");
  if (array.type != "<f4" || array.shape.size() != 2 || !array.fortran_order ||
      array.bytes.size() > kLargestLayer) {
    return {};
  }
  Layer layer{array.shape[0], array.shape[1], std::vector<float>(array.bytes.size() / 4)};
  if (!layer.weights.empty()) {
    std::memcpy(layer.weights.data(), array.bytes.data(), array.bytes.size());
  }
  return layer;
}

// What the run started from: a function of its seed. Empty for initialisations that this does not
// know, and for layers above the first.
std::vector<float> initial_weights(const RunRecord& run, const Layer& layer) {
  const nlohmann::json& config = run.config;
  const auto model = config.find("model");
  if (config.contains("layers") || model == config.end() || !model->is_object()) return {};
  const nlohmann::json init = model->value("init", nlohmann::json::object());
  if (!init.is_object() || init.value("name", "") != "normal" || !init.contains("radius")) {
    return {};
  }
  config::Experiment experiment;
  experiment.seed = run.seed;
  experiment.model.units = static_cast<std::uint32_t>(layer.units);
  experiment.model.init_radius = init["radius"].get<double>();
  const auto weights = train::initial_weights(experiment, layer.inputs);
  return {weights.begin(), weights.end()};
}

// Grey pictures are laid out the same without a shape, if they are square; only colour needs one.
data::ImageShape shape_of(const RunRecord& run, std::size_t inputs) {
  constexpr std::size_t kCifarInputs = 3072;
  const auto data = run.config.find("data");
  const bool is_cifar = data != run.config.end() && data->is_object() &&
                        data->value("name", "") == "cifar-10" && inputs == kCifarInputs;
  return is_cifar ? data::ImageShape{3, 32, 32} : data::ImageShape{};
}

// What is known of each unit; empty where it is not.
struct UnitNumbers {
  std::vector<double> steps;
  std::vector<double> wins;
  std::vector<double> dead;  // 1 or 0
  std::vector<double> p;

  UnitNumbers(const RunRecord& run, std::size_t units)
      : steps(numbers(run, "gini.step_norms", units)),
        wins(numbers(run, "wins.counts", units)),
        dead(numbers(run, "dead.dead", units)),
        p(numbers(run, "dead.p", units)) {}

  [[nodiscard]] Mark mark(std::size_t unit) const {
    if (!dead.empty()) return dead[unit] > 0 ? Mark::kDead : Mark::kLive;
    if (!wins.empty()) return wins[unit] > 0 ? Mark::kLive : Mark::kDead;
    return Mark::kUnknown;
  }

  // Whether the first unit is more alive than the second.
  [[nodiscard]] bool is_livelier(std::size_t a, std::size_t b) const {
    if (mark(a) != mark(b)) return mark(a) == Mark::kLive;
    for (const auto* numbers : {&steps, &wins}) {
      if (!numbers->empty() && (*numbers)[a] != (*numbers)[b]) {
        return (*numbers)[a] > (*numbers)[b];
      }
    }
    if (!p.empty() && p[a] != p[b]) return p[a] < p[b];
    return a < b;
  }

 private:
  static std::vector<double> numbers(const RunRecord& run, const char* name, std::size_t units) {
    std::vector<double> values = array_values(run, name);
    if (values.size() != units) values.clear();
    return values;
  }
};

std::string picture_of(const Layer& layer, const std::vector<float>& initial, std::size_t unit,
                       const data::ImageShape& shape) {
  std::vector<float> columns;
  const auto at = static_cast<std::ptrdiff_t>(unit * layer.inputs);
  const auto size = static_cast<std::ptrdiff_t>(layer.inputs);
  if (!initial.empty()) {
    columns.insert(columns.end(), initial.begin() + at, initial.begin() + at + size);
  }
  columns.insert(columns.end(), layer.weights.begin() + at, layer.weights.begin() + at + size);
  return png_bytes(weight_picture(columns.data(), static_cast<std::uint32_t>(layer.inputs),
                                  initial.empty() ? 1 : 2, shape));
}

// The livest and the deadest, if not all.
std::vector<std::size_t> chosen(const std::vector<std::size_t>& order, std::size_t count) {
  if (count >= order.size()) return order;
  std::vector<std::size_t> units(order.begin(),
                                 order.begin() + static_cast<std::ptrdiff_t>((count + 1) / 2));
  units.insert(units.end(), order.end() - static_cast<std::ptrdiff_t>(count / 2), order.end());
  return units;
}

WeightPictures drawn(const RunRecord& run, std::size_t budget) {
  const Layer layer = learned_weights(run);
  const bool is_finite = std::all_of(layer.weights.begin(), layer.weights.end(),
                                     [](float w) { return std::isfinite(w); });
  WeightPictures result;
  if (layer.weights.empty() || !is_finite) return result;
  const std::vector<float> initial = initial_weights(run, layer);
  const UnitNumbers numbers(run, layer.units);
  const data::ImageShape shape = shape_of(run, layer.inputs);
  result.units = layer.units;
  result.has_initial = !initial.empty();
  if (!numbers.dead.empty()) {
    result.mark_from = "metric dead";
  } else if (!numbers.wins.empty()) {
    result.mark_from = "metric wins: dead has never won a sample";
  }
  std::vector<std::size_t> order(layer.units);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&numbers](std::size_t a, std::size_t b) { return numbers.is_livelier(a, b); });
  const double total = std::accumulate(numbers.steps.begin(), numbers.steps.end(), 0.0);
  const std::size_t size = picture_of(layer, initial, order.front(), shape).size();
  for (const std::size_t unit :
       chosen(order, std::clamp(budget / std::max<std::size_t>(size, 1), kFewest, kMost))) {
    UnitPicture picture{
        .unit = unit, .mark = numbers.mark(unit), .png = picture_of(layer, initial, unit, shape)};
    if (total > 0) picture.share = numbers.steps[unit] / total;
    if (!numbers.wins.empty()) picture.wins = numbers.wins[unit];
    if (!numbers.p.empty()) picture.p = numbers.p[unit];
    result.pictures.push_back(std::move(picture));
  }
  return result;
}

}  // namespace

WeightPictures weight_pictures(const RunRecord& run, std::size_t budget) {
  try {
    return drawn(run, budget);
  } catch (const Error&) {
    return {};  // no weights, or none that can be read
  } catch (const nlohmann::json::exception&) {
    return {};  // a configuration that is none of ours
  }
}

data::ImageShape picture_shape(const RunRecord& run, std::size_t inputs) {
  return shape_of(run, inputs);
}

}  // namespace hebb::report
