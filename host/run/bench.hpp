// bench -- how fast this machine trains, beside what it could do at most.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "plugin/catalog.hpp"

namespace hebb::run {

struct BenchOptions {
  std::vector<std::uint32_t> units{2048};
  std::vector<std::uint32_t> batches{32, 1};
  std::string rules;  // names and tables as a YAML list without its brackets; "": what there is
  std::uint64_t samples = 60000;
  std::uint32_t inputs = 784;
  std::uint32_t repeat = 5;
  int threads = 0;  // 0: one per core
  bool probe = false;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(BenchOptions, units, batches, rules, samples, inputs, repeat,
                                   threads, probe)

// Trains each rule at each width and batch on drawn digits, `repeat` times in turns with the
// ceilings, and returns medians:
//
//   machine   cpu, threads, blas, better_blas, one_thread, all_threads (square sgemm,
//             operations per second), copy (bytes per second)
//   products  inputs, units, samples (of a block), forward, update (operations per second)
//   epochs    rule, inputs, units, batch, samples, timed_samples, seconds (of an epoch), all (of
//             each repetition), floor (seconds), ratio, parts (shares of the time), memory (peak of
//             the process, bytes)
//   probes    inputs, units, samples, epochs, features_seconds, seconds, all, memory
//   skipped   rule, reason
//
// Plugins are loaded into this process. Throws Error: kUsage and kMissing for rules that are named
// and cannot run; rules that were only found are skipped then.
[[nodiscard]] nlohmann::ordered_json bench(const BenchOptions& options,
                                           const plugin::Catalog& catalog);

}  // namespace hebb::run
