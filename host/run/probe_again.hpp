// probe_again -- other probes on the frozen weights of a finished run.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "plugin/catalog.hpp"

namespace hebb::run {

struct ProbeRequest {
  std::string run;               // its directory
  std::vector<std::string> set;  // "probe.epochs=3", as -s takes them
  std::string data_dir;          // --data-dir
  int threads = 0;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProbeRequest, run, set, data_dir, threads)

// Returns probe (the resolved settings) and summary (probe.test_accuracy, ..). Writes nothing.
// Throws as load_trained does, and kUsage where no probe is left.
[[nodiscard]] nlohmann::ordered_json probe_again(const ProbeRequest& request,
                                                 const plugin::Catalog& catalog);

}  // namespace hebb::run
