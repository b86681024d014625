// trained_run -- a finished run put back together: its layers, with the weights that it learned.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "config/experiment.hpp"
#include "plugin/catalog.hpp"
#include "train/stack.hpp"

namespace hebb::run {

struct TrainedRun {
  config::Experiment experiment;  // with what was changed in it
  std::unique_ptr<train::Stack> stack;
};

// Which settings of a run may be others than those that it was trained with.
struct ReloadOptions {
  std::string data;                // as data: of an experiment; "": the run's own
  std::vector<std::string> probe;  // "probe.epochs=3", as -s takes them
  bool needs_probe = false;        // where the run has none, the default one
  std::string data_dir;            // --data-dir
};

// Reads config.json and arrays/ of a run's directory. Other data are normalised as the run's where
// they do not say. Throws Error: kUsage for settings that are wrong, others than probe.*, and data
// with other inputs than the run's; kMissing for data, plugins and arrays that are missing or
// damaged.
[[nodiscard]] TrainedRun load_trained(const std::filesystem::path& directory,
                                      const ReloadOptions& options, const plugin::Catalog& catalog);

// The layer that an option --layer names, counted from 0; of 0, the last. Throws Error (kUsage).
[[nodiscard]] std::size_t layer_index(const train::Stack& stack, std::uint32_t number);

}  // namespace hebb::run
