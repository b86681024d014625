#include "report/history.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>

#include "base/error.hpp"
#include "base/files.hpp"
#include "data/npy.hpp"
#include "report/image.hpp"
#include "report/weights.hpp"

namespace hebb::report {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "snapshots.after_";
constexpr std::size_t kTimes = 10;
constexpr std::size_t kUnits = 8;

// snapshots.after_250.npy -> 250
std::optional<std::uint64_t> steps_in(const fs::path& file) {
  const std::string stem = file.stem().string();
  if (!stem.starts_with(kPrefix) || file.extension() != ".npy") return std::nullopt;
  const char* const begin = stem.data() + kPrefix.size();
  const char* const end = stem.data() + stem.size();
  std::uint64_t steps = 0;
  const auto read = std::from_chars(begin, end, steps);
  if (read.ptr != end || begin == end) return std::nullopt;
  return steps;
}

std::vector<std::uint64_t> times_of(const RunRecord& run) {
  std::vector<std::uint64_t> times;
  for (const std::string& name : names_in(run.directory / "arrays")) {
    if (const auto steps = steps_in(name)) times.push_back(*steps);
  }
  std::sort(times.begin(), times.end());
  if (times.size() <= kTimes) return times;
  std::vector<std::uint64_t> kept;
  for (std::size_t i = 0; i < kTimes; ++i) {
    kept.push_back(times[i * (times.size() - 1) / (kTimes - 1)]);
  }
  return kept;
}

// The inputs of the layer; 0 where its weights cannot be read.
std::size_t inputs_of(const RunRecord& run) {
  try {
    const data::NpyArray array = data::read_npy(run.directory / "arrays" / "weights.npy");
    return array.shape.size() == 2 ? array.shape[0] : 0;
  } catch (const Error&) {
    return 0;
  }
}

// The first `kept` units, those of the most steps first.
std::vector<std::size_t> busiest(const RunRecord& run, std::size_t kept) {
  const std::vector<double> steps = array_values(run, "gini.step_norms");
  std::vector<std::size_t> units(kept);
  std::iota(units.begin(), units.end(), std::size_t{0});
  if (steps.size() >= kept) {
    std::stable_sort(units.begin(), units.end(),
                     [&steps](std::size_t a, std::size_t b) { return steps[a] > steps[b]; });
  }
  units.resize(std::min(kept, kUnits));
  return units;
}

std::string picture(const std::vector<double>& values, std::size_t unit, std::size_t inputs,
                    const data::ImageShape& shape) {
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>(unit * inputs);
  std::vector<float> weights;
  std::transform(begin, begin + static_cast<std::ptrdiff_t>(inputs), std::back_inserter(weights),
                 [](double w) { return static_cast<float>(w); });
  return png_bytes(weight_picture(weights.data(), static_cast<std::uint32_t>(inputs), 1, shape));
}

}  // namespace

Snapshots snapshots_of(const RunRecord& run) {
  Snapshots found;
  const std::vector<std::uint64_t> times = times_of(run);
  const std::size_t inputs = times.empty() ? 0 : inputs_of(run);
  if (inputs == 0) return found;
  const data::ImageShape shape = picture_shape(run, inputs);
  std::size_t kept = 0;
  for (const std::uint64_t steps : times) {
    const std::vector<double> values =
        array_values(run, std::string(kPrefix) + std::to_string(steps));
    const bool is_finite =
        std::all_of(values.begin(), values.end(), [](double w) { return std::isfinite(w); });
    if (values.empty() || values.size() % inputs != 0 || !is_finite) continue;
    if (kept == 0) {
      kept = values.size() / inputs;
      for (const std::size_t unit : busiest(run, kept)) found.units.push_back({unit, {}});
    }
    if (values.size() != kept * inputs) continue;
    found.steps.push_back(steps);
    for (UnitHistory& unit : found.units) {
      unit.pngs.push_back(picture(values, unit.unit, inputs, shape));
    }
  }
  return found;
}

}  // namespace hebb::report
