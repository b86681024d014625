#include "run/today.hpp"

#include "base/digest_cache.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "run/provenance.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// The plugins that a run had, whatever part of its configuration named them.
std::vector<std::pair<plugin::Kind, std::string>> plugins_in(const json& run_json) {
  std::vector<std::pair<plugin::Kind, std::string>> list;
  for (const json& record : run_json.value("plugins", json::array())) {
    const std::string word = text_at(record, "kind");
    for (const plugin::Kind kind : plugin::kKinds) {
      if (plugin::word(kind) == word) list.emplace_back(kind, text_at(record, "name"));
    }
  }
  return list;
}

// Of the request, what data::source_files looks at.
data::Request request_of_resolved(const json& table, const std::string& data_dir) {
  data::Request request;
  request.name = text_at(table, "name");
  request.root = data::data_root(data_dir, text_at(table, "root"));
  request.train_file = text_at(table, "train");
  request.train_labels_file = text_at(table, "train_labels");
  request.test_file = text_at(table, "test");
  request.test_labels_file = text_at(table, "test_labels");
  return request;
}

std::string digest_or_nothing(const fs::path& file) {
  try {
    return cached_sha256_of_file(file);
  } catch (const Error&) {
    return "";
  }
}

}  // namespace

const std::string& Today::plugin_digest(const Paths& path, plugin::Kind kind,
                                        const std::string& name) {
  const auto key = std::make_tuple(path, kind, name);
  if (const auto known = plugins_.find(key); known != plugins_.end()) return known->second;
  Paths directories = plugin_directories_;
  directories.insert(directories.end(), path.begin(), path.end());
  const plugin::Catalog& catalog = catalogs_.try_emplace(path, directories).first->second;
  std::string digest;
  for (const plugin::Entry& entry : catalog.entries()) {
    if (entry.kind == kind && entry.name == name) digest = digest_or_nothing(entry.file);
  }
  return plugins_.emplace(key, std::move(digest)).first->second;
}

const std::vector<data::SourceFile>& Today::data_files(const FrozenRun& run) {
  const json& table = run.config.at("data");
  const std::string& root = data_dir_.empty() ? run.data_dir : data_dir_;
  const std::string key = root + "\n" + table.dump();
  if (const auto known = data_.find(key); known != data_.end()) return known->second;
  std::vector<data::SourceFile> files;
  for (const fs::path& file : data::source_files(request_of_resolved(table, root))) {
    files.push_back({file, digest_or_nothing(file)});
  }
  return data_.emplace(key, std::move(files)).first->second;
}

std::string Today::staleness(const FrozenRun& run, const json& run_json) {
  std::vector<std::pair<std::string, std::string>> plugins;
  for (const auto& [kind, name] : plugins_in(run_json)) {
    const std::string& digest = plugin_digest(run.plugin_path, kind, name);
    if (digest.empty()) continue;
    plugins.emplace_back(std::string(plugin::word(kind)) + "/" + name, digest);
  }
  return run::staleness(run_json, plugins, data_files(run));
}

}  // namespace hebb::run
