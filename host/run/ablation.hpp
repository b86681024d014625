// ablation -- what a trained layer loses when more and more of its units are random again.
//
// A part of the units, the deadest first, the livest first or in random order, get weights in a
// random direction, of the length that they had, and a probe is trained on what the layer answers
// then. If the accuracy is carried by the live units, the curve over the share of random units
// falls late when the deadest go first and early when the livest do; if dead units carry it, the
// reverse.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "plugin/catalog.hpp"
#include "train/stack.hpp"

namespace hebb::run {

struct AblationRequest {
  std::string run;                  // its directory
  std::string output;               // where the points go; is made
  std::vector<std::string> set;     // "probe.epochs=3", as -s takes them
  std::vector<std::string> orders;  // dead, live, random
  std::uint32_t layer = 0;          // 1 for the first; 0: the last
  std::uint32_t steps = 10;         // between no unit and all
  std::uint32_t seeds = 3;
  std::uint32_t part = 0;  // this process does the points part, part + parts, ..
  std::uint32_t parts = 1;
  std::string data_dir;  // --data-dir
  int threads = 0;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(AblationRequest, run, output, set, orders, layer, steps, seeds,
                                   part, parts, data_dir, threads)

// Computes the points of this part that are not there yet, each a file of its own that appears as a
// whole: OUTPUT/points-HASH/ORDER-UNITS-SEED.json, where HASH tells weights, order, probe and
// layer. Returns what is known before any point: id, layer, units, source and meaning of the order,
// probe, and `points`, a list of {order, units, share, seed, file}; with no unit and with all, the
// order does not matter, and the point is called "all". Throws as load_trained does; kUsage where
// the data have no test set or there are several probes; kStopped.
[[nodiscard]] nlohmann::ordered_json ablate(const AblationRequest& request,
                                            const plugin::Catalog& catalog);

// The weights with the first `count` of `units` random again: the direction depends on the seed and
// the unit only, the length stays.
[[nodiscard]] AlignedVector<float> reinitialised(const train::Layer& layer,
                                                 std::span<const std::uint32_t> units,
                                                 std::size_t count, std::uint64_t seed,
                                                 std::uint32_t ablation_seed);

}  // namespace hebb::run
