#include "data/samples.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/digest_cache.hpp"
#include "base/error.hpp"

namespace hebb::data {

Samples byte_samples(AlignedVector<std::uint8_t> bytes, std::size_t inputs) {
  const auto owner = std::make_shared<const AlignedVector<std::uint8_t>>(std::move(bytes));
  Samples samples;
  samples.inputs = inputs;
  samples.count = owner->size() / inputs;
  samples.bytes = *owner;
  samples.owner = owner;
  return samples;
}

Samples float_samples(AlignedVector<float> values, std::size_t inputs) {
  const auto owner = std::make_shared<const AlignedVector<float>>(std::move(values));
  Samples samples;
  samples.inputs = inputs;
  samples.count = owner->size() / inputs;
  samples.floats = *owner;
  samples.owner = owner;
  return samples;
}

std::vector<std::int32_t> checked_labels(const AlignedVector<std::uint8_t>& labels,
                                         std::uint32_t classes, const std::filesystem::path& path) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < classes) continue;
    throw Error(ExitCode::kMissing, fmt::format("{}: label {} is {}, wanted 0 to {}", path.string(),
                                                i, labels[i], classes - 1));
  }
  return {labels.begin(), labels.end()};
}

void keep_first(std::optional<std::uint64_t> count, const std::string& what, Samples& samples) {
  if (!count) return;
  if (*count > samples.count) {
    throw Error(ExitCode::kMissing,
                fmt::format("{} has {} samples, wanted the first {}", what, samples.count, *count));
  }
  samples.count = *count;
  if (!samples.bytes.empty()) samples.bytes = samples.bytes.first(*count * samples.inputs);
  if (!samples.floats.empty()) samples.floats = samples.floats.first(*count * samples.inputs);
  if (!samples.labels.empty()) samples.labels.resize(*count);
}

std::vector<SourceFile> provenance(const std::vector<std::filesystem::path>& files) {
  std::vector<SourceFile> sources;
  for (const auto& path : files) sources.push_back({path, cached_sha256_of_file(path)});
  return sources;
}

}  // namespace hebb::data
