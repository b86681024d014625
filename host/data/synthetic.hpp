// synthetic -- what the made data sets share: counts, and one sample after another as a pure
// function of its index.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "data/dataset.hpp"

namespace hebb::data {

inline constexpr std::uint64_t kMadeTrainCount = 10000;  // where no count is asked for
inline constexpr std::uint64_t kMadeTestCount = 2000;
inline constexpr std::uint64_t kMadeLimit = 1000000;
inline constexpr std::uint64_t kMadeBytes = std::uint64_t{4} << 30U;  // of one split

// Writes sample `index` of `split` ("bars/train", the name of its random stream) to `pixels` and
// returns its label, or -1 where the data have none. Called from several threads.
using Generator = std::function<std::int32_t(const std::string& split, std::uint64_t index,
                                             std::uint8_t* pixels)>;

// The same for samples that are no bytes.
using FloatGenerator =
    std::function<std::int32_t(const std::string& split, std::uint64_t index, float* values)>;

// Throws Error (kUsage) if a count of the request is above kMadeLimit or a split above kMadeBytes,
// for samples of `bytes` each.
void check_counts(const Request& request, std::size_t bytes);

// Makes both splits with the counts of the request, so that a longer one begins with a shorter
// one. Throws what check_counts throws, before it makes anything.
void make_splits(const Request& request, std::size_t inputs, const Generator& generator,
                 Dataset& dataset);
void make_float_splits(const Request& request, std::size_t inputs, const FloatGenerator& generator,
                       Dataset& dataset);

}  // namespace hebb::data
