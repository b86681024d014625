// features -- the hidden activities of a finished run for a data set, as a .npy file.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "plugin/catalog.hpp"

namespace hebb::run {

struct FeaturesRequest {
  std::string run;          // its directory
  std::string data;         // as data: of an experiment, or a .npy file; "": the run's own
  std::string split;        // train or test
  std::uint32_t layer = 0;  // 1 for the first; 0: the last
  std::string output;       // the file
  std::string labels;       // where the labels go; "": nowhere
  std::string data_dir;     // --data-dir
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FeaturesRequest, run, data, split, layer, output, labels,
                                   data_dir)

// Writes samples x units float32, and the labels as int64. Returns samples, units, layer, data,
// split, output. Throws as load_trained does; kUsage where the data have no such split or labels.
[[nodiscard]] nlohmann::ordered_json write_features(const FeaturesRequest& request,
                                                    const plugin::Catalog& catalog);

}  // namespace hebb::run
