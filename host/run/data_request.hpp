// data_request -- the bridge from the configuration to the data.
#pragma once

#include <map>
#include <string>

#include "config/experiment.hpp"
#include "data/dataset.hpp"

namespace hebb::run {

// `data_dir` is the option --data-dir, "" where it was not given.
[[nodiscard]] data::Request request_of(const config::DataSettings& settings,
                                       const std::string& data_dir);

// Reads each data set that the runs of a sweep name once, to find faults before any run starts;
// keeps what it found out, not the data.
class CheckedData {
 public:
  struct Facts {
    std::uint32_t classes = 0;
    std::size_t train_count = 0;
    std::size_t inputs = 0;
  };

  explicit CheckedData(std::string data_dir) : data_dir_(std::move(data_dir)) {}

  // Throws Error (kMissing) where the data are missing or damaged, kUsage where the experiment asks
  // of them what they do not have.
  const Facts& check(const config::Experiment& experiment);

 private:
  std::string data_dir_;
  std::map<std::string, Facts> known_;  // by the dump of the resolved data table
};

}  // namespace hebb::run
