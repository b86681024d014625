#include "data/synthetic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "data/samples.hpp"

namespace hebb::data {
namespace {

constexpr std::size_t kTileSamples = 64;

Samples samples_of(AlignedVector<std::uint8_t> bytes, std::size_t inputs) {
  return byte_samples(std::move(bytes), inputs);
}
Samples samples_of(AlignedVector<float> values, std::size_t inputs) {
  return float_samples(std::move(values), inputs);
}

void check_count(const std::string& split, std::uint64_t count, std::uint64_t bytes) {
  if (count > kMadeLimit) {
    throw Error(ExitCode::kUsage,
                fmt::format("{}: {} samples, wanted at most {}", split, count, kMadeLimit));
  }
  if (count * bytes > kMadeBytes) {
    throw Error(ExitCode::kUsage, fmt::format("{}: {} samples of {} bytes, wanted at most {} bytes",
                                              split, count, bytes, kMadeBytes));
  }
}

template <class Value>
Samples make(
    const std::string& split, std::size_t count, std::size_t inputs,
    const std::function<std::int32_t(const std::string&, std::uint64_t, Value*)>& generator) {
  AlignedVector<Value> values(count * inputs);
  std::vector<std::int32_t> labels(count);
  parallel_tiles((count + kTileSamples - 1) / kTileSamples, [&](std::size_t tile) {
    const std::size_t end = std::min(count, (tile + 1) * kTileSamples);
    for (std::size_t i = tile * kTileSamples; i < end; ++i) {
      labels[i] = generator(split, i, values.data() + i * inputs);
    }
  });
  Samples samples = samples_of(std::move(values), inputs);
  if (count > 0 && labels[0] >= 0) samples.labels = std::move(labels);
  return samples;
}

template <class Value>
void make_both(
    const Request& request, std::size_t inputs,
    const std::function<std::int32_t(const std::string&, std::uint64_t, Value*)>& generator,
    Dataset& dataset) {
  check_counts(request, inputs * sizeof(Value));
  dataset.train = make<Value>(request.name + "/train",
                              request.train_count.value_or(kMadeTrainCount), inputs, generator);
  dataset.test = make<Value>(request.name + "/test", request.test_count.value_or(kMadeTestCount),
                             inputs, generator);
}

}  // namespace

void check_counts(const Request& request, std::size_t bytes) {
  check_count(request.name + "/train", request.train_count.value_or(kMadeTrainCount), bytes);
  check_count(request.name + "/test", request.test_count.value_or(kMadeTestCount), bytes);
}

void make_splits(const Request& request, std::size_t inputs, const Generator& generator,
                 Dataset& dataset) {
  make_both<std::uint8_t>(request, inputs, generator, dataset);
}

void make_float_splits(const Request& request, std::size_t inputs, const FloatGenerator& generator,
                       Dataset& dataset) {
  make_both<float>(request, inputs, generator, dataset);
}

}  // namespace hebb::data
