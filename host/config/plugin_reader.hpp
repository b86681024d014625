// plugin_reader -- reads the choice of a plugin: a name, or a table with name and parameters.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "config/experiment.hpp"
#include "config/node.hpp"
#include "config/plugin_spec.hpp"

namespace hebb::config {

// Reads `node`, whose row in keys() is `path` ("metrics[]") and whose name in messages is `shown`
// ("metrics[1]"), into `choice`, and writes its long form, every parameter included, to `out`.
// `every` is set where the row has such a key and the table gives it. Throws Error: kUsage as
// resolve does, and kMissing from the lookup or if the plugin's library is not the pinned one.
void read_plugin(const Node& node, const std::string& path, const std::string& shown,
                 const PluginLookup& lookup, nlohmann::json& out, MetricChoice& choice);

}  // namespace hebb::config
