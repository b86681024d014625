#include "run/provenance.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <system_error>

#include "base/blas.hpp"
#include "base/digest_cache.hpp"
#include "base/parallel.hpp"
#include "plugin/dependencies.hpp"
#include "run/version.hpp"

namespace hebb::run {
namespace {

nlohmann::json plugin_record(const plugin::Library& library, const plugin::Catalog& catalog) {
  const plugin::Descriptor& descriptor = library.descriptor();
  nlohmann::json record{{"kind", plugin::word(descriptor.kind)},
                        {"name", descriptor.id},
                        {"version", descriptor.version},
                        {"file", library.file().string()},
                        {"sha256", cached_sha256_of_file(library.file())},
                        {"abi", {{"major", HEBB_ABI_MAJOR}, {"minor", descriptor.abi_minor}}},
                        {"shadowed", nlohmann::json::array()}};
  for (const auto& file : catalog.find(descriptor.kind, descriptor.id).shadowed) {
    record["shadowed"].push_back(file.string());
  }
  return record;
}

// Each library once, those of the first layer first.
std::vector<const plugin::Library*> libraries_of(const train::Stack& stack) {
  std::vector<const plugin::Library*> all;
  const auto add = [&all](const plugin::Library* library) {
    const bool is_new = std::find(all.begin(), all.end(), library) == all.end();
    if (library != nullptr && is_new) all.push_back(library);
  };
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const train::Plugins& plugins = stack.layer(i).plugins;
    add(plugins.rule);
    add(plugins.activation);
    std::for_each(plugins.metrics.begin(), plugins.metrics.end(), add);
    add(plugins.head_rule);
    add(plugins.head_activation);
  }
  return all;
}

// A library of the system is its package manager's business: an update of it is no news.
bool has_changed(const nlohmann::json& dependency) {
  const std::filesystem::path file = dependency.value("file", "");
  std::error_code error;
  if (plugin::is_of_system(file) || !std::filesystem::is_regular_file(file, error)) return false;
  return cached_sha256_of_file(file) != dependency.value("sha256", "");
}

}  // namespace

nlohmann::json dependencies_beside(const nlohmann::json& plugins) {
  nlohmann::json list = nlohmann::json::array();
  for (const std::filesystem::path& file : plugin::libraries_since()) {
    const bool is_plugin = std::any_of(plugins.begin(), plugins.end(), [&](const auto& record) {
      return record.at("file") == file.string();
    });
    if (!is_plugin) {
      list.push_back({{"file", file.string()}, {"sha256", cached_sha256_of_file(file)}});
    }
  }
  return list;
}

std::string utc_now() {
  return fmt::format(
      "{:%Y-%m-%dT%H:%M:%SZ}",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

nlohmann::json provenance(const config::Experiment& experiment, const train::Stack& stack,
                          const plugin::Catalog& catalog, const std::string& command_line) {
  nlohmann::json record;
  record["hebb"] = {{"version", kVersion}, {"commit", kCommit}, {"compiler", kCompiler}};
  record["blas"] = {{"kernel", blas_kernel()}, {"better_kernel", better_blas_kernel()}};
  record["threads"] = threads();
  record["plugins"] = nlohmann::json::array();
  for (const plugin::Library* library : libraries_of(stack)) {
    record["plugins"].push_back(plugin_record(*library, catalog));
  }
  const data::Dataset& dataset = stack.layer(0).dataset;
  record["data"] = {{"name", dataset.name}, {"files", nlohmann::json::array()}};
  for (const data::SourceFile& file : dataset.files) {
    record["data"]["files"].push_back({{"path", file.path.string()}, {"sha256", file.sha256}});
  }
  record["seed"] = experiment.seed;
  for (std::size_t i = 1; i < stack.size(); ++i) {
    const config::Experiment& layer = stack.layer(i).settings;
    record["layer_seeds"][std::to_string(layer.layer)] = layer.seed;
  }
  record["id"] = experiment.id;
  for (const auto& [axis, label] : experiment.labels) record["labels"][axis] = label;
  record["command"] = command_line;
  return record;
}

std::string staleness(const nlohmann::json& run_json,
                      const std::vector<std::pair<std::string, std::string>>& plugins,
                      const std::vector<data::SourceFile>& files) {
  const nlohmann::json none = nlohmann::json::array();
  for (const auto& record : run_json.value("plugins", none)) {
    const std::string name = record.value("kind", "") + "/" + record.value("name", "");
    for (const auto& [today, sha256] : plugins) {
      if (today == name && record.value("sha256", "") != sha256) {
        return "plugin " + name + " has changed";
      }
    }
  }
  for (const auto& dependency : run_json.value("dependencies", none)) {
    if (has_changed(dependency)) {
      return "library " + dependency.value("file", "") + " of a plugin has changed";
    }
  }
  std::size_t i = 0;
  const nlohmann::json data = run_json.value("data", nlohmann::json::object());
  for (const auto& record : data.value("files", none)) {
    if (i == files.size()) break;
    const std::string& today = files[i++].sha256;
    if (!today.empty() && record.value("sha256", "") != today) {
      return "data file " + record.value("path", "") + " has changed";
    }
  }
  return "";
}

}  // namespace hebb::run
