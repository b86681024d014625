#include "run/store.hpp"

#include <fmt/format.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/files.hpp"
#include "run/checkpoint_folder.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStaging = ".staging";
constexpr std::string_view kDead = "dead-";

[[noreturn]] void refuse(const fs::path& directory, const std::string& why) {
  throw Error(ExitCode::kUsage,
              fmt::format("output directory {} cannot be written: {}", directory.string(), why));
}

[[noreturn]] void fail(const fs::path& from, const fs::path& to, const std::error_code& error) {
  throw Error(ExitCode::kRunFailed, fmt::format("{}: cannot be moved to {}: {}", from.string(),
                                                to.string(), error.message()));
}

// ID-NUMBER-TOKEN; the token may hold more of '-'.
std::string token_of_staging(const std::string& name) {
  const std::size_t first = name.find('-');
  const std::size_t second = first == std::string::npos ? first : name.find('-', first + 1);
  return second == std::string::npos ? "" : name.substr(second + 1);
}

unsigned next_number() {
  static std::atomic<unsigned> next{0};
  return next.fetch_add(1);
}

}  // namespace

Staging::~Staging() {
  if (directory_.empty()) return;
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

Store::Store(const fs::path& directory) : directory_(fs::absolute(directory)) {
  std::error_code error;
  fs::create_directories(directory_ / kStaging, error);
  if (error) refuse(directory_, error.message());
  if (::access((directory_ / kStaging).c_str(), W_OK) != 0) {
    refuse(directory_, std::strerror(errno));
  }
}

// Renamed before it is removed: if its owner lives after all and publishes it this moment, either
// the whole of it is published or nothing.
void Store::remove_abandoned(const std::function<bool(const std::string& token)>& is_dead) {
  std::error_code error;
  const fs::path folder = directory_ / kStaging;
  for (const std::string& name : names_in(folder)) {
    if (name.rfind(kDead, 0) == 0) {
      fs::remove_all(folder / name, error);
      continue;
    }
    if (!is_dead(token_of_staging(name))) continue;
    const fs::path dead = folder / (std::string(kDead) + name);
    fs::rename(folder / name, dead, error);
    if (!error) fs::remove_all(dead, error);
  }
}

bool Store::has(const std::string& id) const {
  return is_there(path_of(id) / "summary.json") && is_there(path_of(id) / "run.json");
}

Staging Store::stage(const std::string& id, const nlohmann::json& resolved,
                     const std::string& token) {
  const fs::path directory =
      directory_ / kStaging / fmt::format("{}-{}-{}", id, next_number(), token);
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) {
    throw Error(ExitCode::kRunFailed,
                fmt::format("{}: cannot be made: {}", directory.string(), error.message()));
  }
  Staging staging(directory);
  write_file_atomically(directory / "config.json", resolved.dump(2) + "\n");
  return staging;
}

void Store::publish(Staging staging, const std::string& id) {
  if (!publish_directory(staging.directory(), path_of(id)) && !has(id)) {
    set_aside(id);
    (void)publish_directory(staging.directory(), path_of(id));
  }
  forget_failure(id);
  remove_checkpoints(directory_, id);
}

void Store::keep_failure(Staging staging, const std::string& id, const nlohmann::json& failure) {
  const fs::path target = directory_ / "failed" / id;
  std::error_code error;
  std::error_code ignored;
  for (auto item = fs::directory_iterator(staging.directory(), error);
       !error && item != fs::directory_iterator(); item.increment(error)) {
    const std::string name = item->path().filename().string();
    if (name != "config.json" && name != "log.txt") fs::remove_all(item->path(), ignored);
  }
  write_file_atomically(
      staging.directory() / "failure.json",
      failure.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  fs::create_directories(target.parent_path(), error);
  if (error) fail(staging.directory(), target, error);
  fs::remove_all(target, error);
  if (!error) fs::rename(staging.directory(), target, error);
  if (error) fail(staging.directory(), target, error);
}

std::string Store::failure_of(const std::string& id) const {
  return read_if_there(directory_ / "failed" / id / "failure.json").value_or("");
}

void Store::forget_failure(const std::string& id) {
  std::error_code error;
  fs::remove_all(directory_ / "failed" / id, error);
}

void Store::forget_failures_of_finished() {
  for (const std::string& id : names_in(directory_ / "failed")) {
    if (has(id)) forget_failure(id);
  }
}

bool Store::is_full() const {
  constexpr std::uint64_t kLeast = 1U << 18U;  // bytes; a failed run is kept in less
  struct statvfs status {};
  if (::statvfs(directory_.c_str(), &status) != 0) return false;
  return std::uint64_t{status.f_bavail} * status.f_frsize < kLeast;
}

void Store::set_aside(const std::string& id) {
  std::error_code error;
  fs::create_directories(directory_ / "stale", error);
  for (int n = 1;; ++n) {
    const fs::path target = directory_ / "stale" / fmt::format("{}-{}", id, n);
    if (fs::exists(target, error)) continue;
    fs::rename(path_of(id), target, error);
    if (error) fail(path_of(id), target, error);
    return;
  }
}

}  // namespace hebb::run
