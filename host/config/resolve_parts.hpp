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
// `layers` is how many layers there are to read from.
[[nodiscard]] std::vector<ProbeSettings> read_probes(const Node& node, std::size_t layers,
                                                     nlohmann::json& out);

// `node` is the value of head:, a table. What it does not say of rate, reduction and radius is that
// of the layer.
[[nodiscard]] HeadSettings read_head(const Node& node, const PluginLookup& lookup,
                                     const ModelSettings& model, const TrainSettings& train,
                                     nlohmann::json& out);

// `rule` is the value of the key `path`, of which `conscience` is read, and written to `out`;
// nothing is written where it is absent.
[[nodiscard]] std::optional<ConscienceSettings> read_conscience(const Node& rule,
                                                                const std::string& path,
                                                                nlohmann::json& out);

// `node` is the value of a key metrics:, which messages call `shown_list`.
[[nodiscard]] std::vector<MetricChoice> read_metrics(const Node& node,
                                                     const std::string& shown_list,
                                                     const PluginLookup& lookup,
                                                     nlohmann::json& out);

// `node` is the value of layers:, null or a list. What a layer does not say is as in `first`, whose
// resolved form is `resolved`. Leaves `out` an empty list where there are no layers.
[[nodiscard]] std::vector<LayerSettings> read_layers(const Node& node, const Experiment& first,
                                                     const nlohmann::json& resolved,
                                                     const PluginLookup& lookup,
                                                     nlohmann::json& out);

// Of layers, the last; without them, the only one.
[[nodiscard]] LayerSettings last_layer(const Experiment& experiment);

// Sets resolved["seed"], seed and the id that follows from all resolved values.
void set_seed(Experiment& experiment, std::uint64_t seed);

// Throws Error (kUsage) where quick: is no table of keys that can be set.
void check_quick(const Node& document);

}  // namespace hebb::config
