// samples -- what the sources share: ownership, counts, provenance.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/aligned.hpp"
#include "data/dataset.hpp"

namespace hebb::data {

// Samples that own `bytes`, inputs x n. The length must be a multiple of inputs.
[[nodiscard]] Samples byte_samples(AlignedVector<std::uint8_t> bytes, std::size_t inputs);

// The same of floats.
[[nodiscard]] Samples float_samples(AlignedVector<float> values, std::size_t inputs);

// Throws Error (kMissing), naming the file and the position, if a label is not below `classes`.
[[nodiscard]] std::vector<std::int32_t> checked_labels(const AlignedVector<std::uint8_t>& labels,
                                                       std::uint32_t classes,
                                                       const std::filesystem::path& path);

// Drops all but the first `count` samples. Throws Error (kMissing) if there are fewer; `what` is
// the subject of the message ("mnist: training set").
void keep_first(std::optional<std::uint64_t> count, const std::string& what, Samples& samples);

[[nodiscard]] std::vector<SourceFile> provenance(const std::vector<std::filesystem::path>& files);

}  // namespace hebb::data
