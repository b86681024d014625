#include "run/store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>

#include "base/error.hpp"
#include "base/files.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStaging = ".staging";
constexpr const char* kLock = ".lock";

// The lock of a staging directory; empty if somebody else holds it.
Descriptor take_lock(const fs::path& directory) {
  Descriptor lock(::open((directory / kLock).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (lock.is_open() && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0) return lock;
  return {};
}

[[noreturn]] void refuse(const fs::path& directory, const std::string& why) {
  throw Error(ExitCode::kUsage,
              fmt::format("output directory {} cannot be written: {}", directory.string(), why));
}

void move(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) {
    throw Error(ExitCode::kRunFailed, fmt::format("{}: cannot be moved to {}: {}", from.string(),
                                                  to.string(), error.message()));
  }
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
  remove_abandoned();
}

void Store::remove_abandoned() {
  std::error_code error;
  for (const auto& item : fs::directory_iterator(directory_ / kStaging, error)) {
    if (!fs::exists(item.path() / kLock, error)) continue;  // being made this moment
    const Descriptor lock = take_lock(item.path());
    if (lock.is_open()) fs::remove_all(item.path(), error);
  }
}

bool Store::has(const std::string& id) const {
  return fs::exists(path_of(id) / "summary.json") && fs::exists(path_of(id) / "run.json");
}

nlohmann::json Store::read(const std::string& id, const char* file) const {
  try {
    auto json = nlohmann::json::parse(read_file(path_of(id) / file), nullptr, false);
    return json.is_discarded() ? nlohmann::json() : json;
  } catch (const Error&) {
    return {};
  }
}

Staging Store::stage(const std::string& id, const nlohmann::json& resolved) {
  std::random_device device;
  const fs::path directory =
      directory_ / kStaging / fmt::format("{}-{}-{:08x}", id, ::getpid(), device());
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) refuse(directory_, error.message());
  Descriptor lock = take_lock(directory);
  if (!lock.is_open()) refuse(directory_, std::strerror(errno));
  Staging staging(directory, std::move(lock));
  write_file_atomically(directory / "config.json", resolved.dump(2) + "\n");
  return staging;
}

void Store::publish(Staging staging, const std::string& id) {
  std::error_code error;
  fs::remove(staging.directory() / kLock, error);
  (void)publish_directory(staging.directory(), path_of(id));
  fs::remove_all(directory_ / "failed" / id, error);
}

void Store::keep_failure(Staging staging, const std::string& id, const nlohmann::json& failure) {
  const fs::path target = directory_ / "failed" / id;
  std::error_code error;
  fs::remove_all(target, error);
  fs::create_directories(target, error);
  for (const char* file : {"config.json", "log.txt"}) {
    fs::rename(staging.directory() / file, target / file, error);
  }
  write_file_atomically(target / "failure.json", failure.dump(2) + "\n");
}

void Store::set_aside(const std::string& id) {
  std::error_code error;
  fs::create_directories(directory_ / "stale", error);
  for (int n = 1;; ++n) {
    const fs::path target = directory_ / "stale" / fmt::format("{}-{}", id, n);
    if (fs::exists(target, error)) continue;
    move(path_of(id), target);
    return;
  }
}

}  // namespace hebb::run
