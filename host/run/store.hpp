// store -- the output directory: finished runs by id, runs in flight, runs that failed.
//
//   DIR/<id>/              a finished run; appears by one rename
//   DIR/failed/<id>/       configuration, log and reason of a run that failed
//   DIR/stale/<id>-<n>/    a finished run whose plugin or data changed, moved aside
//   DIR/.staging/...       runs in flight, each locked by the process that works on it
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "base/descriptor.hpp"

namespace hebb::run {

// A run's directory while it is being made; removed with the object unless published.
class Staging {
 public:
  Staging(std::filesystem::path directory, Descriptor lock)
      : directory_(std::move(directory)), lock_(std::move(lock)) {}
  Staging(Staging&& other) noexcept
      : directory_(std::exchange(other.directory_, {})), lock_(std::move(other.lock_)) {}
  Staging& operator=(Staging&&) = delete;
  ~Staging();

  [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_; }

 private:
  std::filesystem::path directory_;
  Descriptor lock_;
};

class Store {
 public:
  // Makes the directory if it is not there and removes what dead processes left in .staging.
  // Throws Error (kUsage) if it cannot be made or written.
  explicit Store(const std::filesystem::path& directory);

  [[nodiscard]] std::filesystem::path path_of(const std::string& id) const {
    return directory_ / id;
  }
  [[nodiscard]] bool has(const std::string& id) const;

  // The JSON file of a finished run; null if it is missing or damaged.
  [[nodiscard]] nlohmann::json read(const std::string& id, const char* file) const;

  // A new staging directory that holds config.json.
  [[nodiscard]] Staging stage(const std::string& id, const nlohmann::json& resolved);

  // Makes it a finished run by one rename, and forgets an earlier failure. If somebody else has
  // published the same run meanwhile, theirs stays.
  void publish(Staging staging, const std::string& id);

  // Keeps configuration, log and `failure` under failed/<id>, in place of an earlier one.
  void keep_failure(Staging staging, const std::string& id, const nlohmann::json& failure);

  // Moves a finished run to stale/.
  void set_aside(const std::string& id);

 private:
  void remove_abandoned();

  std::filesystem::path directory_;
};

}  // namespace hebb::run
