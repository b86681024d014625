// today -- which plugin and data files runs would meet if they began now, by their digests.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "data/dataset.hpp"
#include "plugin/catalog.hpp"
#include "run/plan_file.hpp"

namespace hebb::run {

class Today {
 public:
  // Plugin directories and data root that this command was given: they come before a run's own.
  Today(std::vector<std::filesystem::path> plugin_directories, std::string data_dir)
      : plugin_directories_(std::move(plugin_directories)), data_dir_(std::move(data_dir)) {}

  // Why the run recorded in `run_json` would not come out the same: "plugin rule/softhebb has
  // changed". "" if nothing changed. A file that is not here, as on a machine without the data, is
  // no reason. Throws Error (kUsage) if the run's configuration names no known data.
  [[nodiscard]] std::string staleness(const FrozenRun& run, const nlohmann::json& run_json);

 private:
  using Paths = std::vector<std::filesystem::path>;

  const std::string& plugin_digest(const Paths& path, plugin::Kind kind, const std::string& name);
  const std::vector<data::SourceFile>& data_files(const FrozenRun& run);

  Paths plugin_directories_;
  std::string data_dir_;
  std::map<Paths, plugin::Catalog> catalogs_;
  std::map<std::tuple<Paths, plugin::Kind, std::string>, std::string> plugins_;  // "": not here
  std::map<std::string, std::vector<data::SourceFile>> data_;  // by the dump of the data table
};

}  // namespace hebb::run
