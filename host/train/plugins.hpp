// plugins -- the plugins that an experiment names, loaded in this process.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "config/experiment.hpp"
#include "data/dataset.hpp"
#include "plugin/catalog.hpp"
#include "plugin/instance.hpp"

namespace hebb::train {

// Libraries of one experiment; metrics in the order of the experiment.
struct Plugins {
  const plugin::Library* rule = nullptr;
  const plugin::Library* activation = nullptr;
  std::vector<const plugin::Library*> metrics;
  const plugin::Library* head_rule = nullptr;  // both null without a head
  const plugin::Library* head_activation = nullptr;
};

// Throws Error (kMissing).
[[nodiscard]] Plugins load_plugins(const config::Experiment& experiment,
                                   const plugin::Catalog& catalog);

// What an instance of a plugin is made for in this experiment. `batch` is the largest it will see.
[[nodiscard]] plugin::Setup setup_for(const config::Experiment& experiment,
                                      const data::Dataset& dataset,
                                      const config::PluginChoice& choice, std::uint32_t batch);

// The same for an instance that works on the head, which must be there.
[[nodiscard]] plugin::Setup head_setup_for(const config::Experiment& experiment,
                                           const data::Dataset& dataset,
                                           const config::PluginChoice& choice, std::uint32_t batch);

// Number of steps in one epoch, the short last batch included.
[[nodiscard]] std::uint64_t steps_per_epoch(const config::Experiment& experiment,
                                            const data::Dataset& dataset);

}  // namespace hebb::train
