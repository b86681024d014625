// store -- the output directory: finished runs by id, runs in flight, runs that failed.
//
//   DIR/<id>/              a finished run; appears by one rename
//   DIR/failed/<id>/       configuration, log and reason of a run that failed
//   DIR/stale/<id>-<n>/    a finished run whose plugin or data changed, moved aside
//   DIR/.staging/...       runs in flight, named after the process that works on them
//   DIR/.checkpoints/<id>/ what a run in flight can go on from (checkpoint_folder.hpp)
//
// What is in .staging belongs to the owner of the token in its name (claims.hpp).
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace hebb::run {

// A run's directory while it is being made; removed with the object unless published.
class Staging {
 public:
  explicit Staging(std::filesystem::path directory) : directory_(std::move(directory)) {}
  Staging(Staging&& other) noexcept : directory_(std::exchange(other.directory_, {})) {}
  Staging& operator=(Staging&&) = delete;
  ~Staging();

  [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_; }

 private:
  std::filesystem::path directory_;
};

class Store {
 public:
  // Makes the directory if it is not there. Throws Error (kUsage) if it cannot be made or written.
  explicit Store(const std::filesystem::path& directory);

  [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_; }
  [[nodiscard]] std::filesystem::path path_of(const std::string& id) const {
    return directory_ / id;
  }
  [[nodiscard]] bool has(const std::string& id) const;

  // Removes from .staging what belongs to processes for whose token `is_dead`.
  void remove_abandoned(const std::function<bool(const std::string& token)>& is_dead);

  // A new staging directory that holds config.json. Throws Error (kRunFailed).
  [[nodiscard]] Staging stage(const std::string& id, const nlohmann::json& resolved,
                              const std::string& token);

  // Makes it a finished run by one rename, and forgets an earlier failure and the checkpoints. If
  // somebody else has published the same run meanwhile, theirs stays; a directory of that name that
  // lacks parts of a run is moved to stale/. Throws Error (kRunFailed).
  void publish(Staging staging, const std::string& id);

  // Keeps configuration, log and `failure` under failed/<id>, in place of an earlier one. Throws
  // Error (kRunFailed).
  void keep_failure(Staging staging, const std::string& id, const nlohmann::json& failure);

  // The content of failed/<id>/failure.json; "" if the run has not failed. Throws Error (kMissing)
  // where it cannot be read.
  [[nodiscard]] std::string failure_of(const std::string& id) const;
  void forget_failure(const std::string& id);
  // What publish() would have done, had it not been cut short.
  void forget_failures_of_finished();

  // Moves a finished run to stale/.
  void set_aside(const std::string& id);

  // True if the file system is all but full: what fails then says nothing of the run.
  [[nodiscard]] bool is_full() const;

 private:
  std::filesystem::path directory_;
};

}  // namespace hebb::run
