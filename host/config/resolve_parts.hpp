// resolve_parts -- the parts of an experiment, one function for each top-level table. All write
// what they read to `out` and throw as resolve does.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "config/experiment.hpp"
#include "config/node.hpp"

namespace hebb::config {

// `node` is the value of data:, a name or a table.
[[nodiscard]] DataSettings read_data(const Node& node, nlohmann::json& out);

// `node` is the value of probe:, null, none, a table or a list. Probes with 0 epochs are as if not
// written. Leaves `out` null where no probe is left; one probe is a table, more are a list.
[[nodiscard]] std::vector<ProbeSettings> read_probes(const Node& node, nlohmann::json& out);

// `node` is the value of head:, a table. What it does not say of rate, reduction and radius is that
// of the layer.
[[nodiscard]] HeadSettings read_head(const Node& node, const PluginLookup& lookup,
                                     const ModelSettings& model, const TrainSettings& train,
                                     nlohmann::json& out);

// `rule` is the value of rule:, of which `conscience` is read, and written to `out`; nothing is
// written where it is absent.
[[nodiscard]] std::optional<ConscienceSettings> read_conscience(const Node& rule,
                                                                nlohmann::json& out);

// Sets resolved["seed"], seed and the id that follows from all resolved values.
void set_seed(Experiment& experiment, std::uint64_t seed);

// Throws Error (kUsage) where quick: is no table of keys that can be set.
void check_quick(const Node& document);

}  // namespace hebb::config
