#include "data/synthetic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "data/samples.hpp"

namespace hebb::data {
namespace {

constexpr std::size_t kTileSamples = 64;

Samples make(const std::string& split, std::size_t count, std::size_t inputs,
             const Generator& generator) {
  if (count > kMadeLimit) {
    throw Error(ExitCode::kUsage,
                fmt::format("{}: {} samples, wanted at most {}", split, count, kMadeLimit));
  }
  if (count * inputs > kMadeBytes) {
    throw Error(ExitCode::kUsage, fmt::format("{}: {} samples of {} bytes, wanted at most {} bytes",
                                              split, count, inputs, kMadeBytes));
  }
  std::vector<std::uint8_t> bytes(count * inputs);
  std::vector<std::int32_t> labels(count);
  parallel_tiles((count + kTileSamples - 1) / kTileSamples, [&](std::size_t tile) {
    const std::size_t end = std::min(count, (tile + 1) * kTileSamples);
    for (std::size_t i = tile * kTileSamples; i < end; ++i) {
      labels[i] = generator(split, i, bytes.data() + i * inputs);
    }
  });
  Samples samples = byte_samples(std::move(bytes), inputs);
  if (count > 0 && labels[0] >= 0) samples.labels = std::move(labels);
  return samples;
}

}  // namespace

void make_splits(const Request& request, std::size_t inputs, const Generator& generator,
                 Dataset& dataset) {
  dataset.train = make(request.name + "/train", request.train_count.value_or(kMadeTrainCount),
                       inputs, generator);
  dataset.test =
      make(request.name + "/test", request.test_count.value_or(kMadeTestCount), inputs, generator);
}

}  // namespace hebb::data
