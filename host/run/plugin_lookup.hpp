// plugin_lookup -- the bridge from plugins to the configuration: their parameter tables as data.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "config/plugin_spec.hpp"
#include "plugin/catalog.hpp"
#include "plugin/probe.hpp"

namespace hebb::run {

[[nodiscard]] config::PluginSpec spec_of(const plugin::Descriptor& descriptor,
                                         const std::string& sha256);

// Looks plugins up for the configuration by probing each once, in a child process: no plugin code
// runs in this one.
class ProbedPlugins {
 public:
  // Loading one plugin may take as long as `limit`.
  ProbedPlugins(const plugin::Catalog& catalog, std::chrono::seconds limit)
      : catalog_(catalog), limit_(limit) {}

  // Throws Error (kMissing).
  [[nodiscard]] const plugin::Probed& get(plugin::Kind kind, const std::string& name);

  // For config::plan. Refers to this object.
  [[nodiscard]] config::PluginLookup lookup();

 private:
  const plugin::Catalog& catalog_;
  std::chrono::seconds limit_;
  std::map<std::pair<plugin::Kind, std::string>, plugin::Probed> probed_;
  std::map<std::pair<plugin::Kind, std::string>, config::PluginSpec> specs_;
};

// Looks plugins up by loading them into this process.
[[nodiscard]] config::PluginLookup loading_lookup(const plugin::Catalog& catalog);

}  // namespace hebb::run
