#include "base/digest_cache.hpp"

#include <sys/stat.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"

namespace hebb {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::int64_t kNanoseconds = 1'000'000'000;
constexpr std::int64_t kYoung = 2 * kNanoseconds;

// What tells a file from what was there before under its name.
struct Mark {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  std::int64_t content_time = 0;  // ns since 1970
  std::int64_t inode_time = 0;

  bool operator==(const Mark&) const = default;
};

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * kNanoseconds + time.tv_nsec;
}

std::optional<Mark> mark_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return Mark{status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim),
              nanoseconds(status.st_ctim)};
}

bool is_young(const Mark& mark) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto today = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
  return today - std::max(mark.content_time, mark.inode_time) < kYoung;
}

// "" where there is no place for it.
fs::path cache_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache == '/') return fs::path(cache) / "hebb/digests";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? fs::path(home) / ".cache/hebb/digests" : fs::path();
}

fs::path cache_file(const std::string& path) {
  const fs::path folder = cache_folder();
  return folder.empty() ? folder : folder / sha256(path).substr(0, 32);
}

json as_json(const std::string& path, const Mark& mark, const std::string& digest) {
  return {{"path", path},      {"device", mark.device},      {"inode", mark.inode},
          {"size", mark.size}, {"mtime", mark.content_time}, {"ctime", mark.inode_time},
          {"sha256", digest}};
}

// The digest that the cache has for the file as it is; "" if none.
std::string recalled(const std::string& path, const Mark& mark) {
  const fs::path file = cache_file(path);
  std::error_code error;
  if (file.empty() || !fs::exists(file, error)) return "";
  try {
    const json entry = json_in(read_file(file));
    const std::string digest = entry.is_object() ? entry.value("sha256", "") : "";
    return entry == as_json(path, mark, digest) ? digest : "";
  } catch (const std::exception&) {  // unreadable, or not what we write: no help, no harm
    return "";
  }
}

void remember(const std::string& path, const Mark& mark, const std::string& digest) {
  const fs::path file = cache_file(path);
  if (file.empty()) return;
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  try {
    write_file_atomically(file, as_json(path, mark, digest).dump());
  } catch (const std::exception&) {  // a full disk, a home that cannot be written
  }
}

struct Memory {
  std::mutex mutex;
  std::map<std::string, std::pair<Mark, std::string>> entries;
};

Memory& memory() {
  static Memory instance;
  return instance;
}

}  // namespace

std::string cached_sha256_of_file(const fs::path& path) {
  const std::string name = fs::absolute(path).lexically_normal().string();
  const auto mark = mark_of(path);
  if (!mark || is_young(*mark)) return sha256_of_file(path);
  Memory& known = memory();
  const std::lock_guard lock(known.mutex);
  if (const auto found = known.entries.find(name);
      found != known.entries.end() && found->second.first == *mark) {
    return found->second.second;
  }
  std::string digest = recalled(name, *mark);
  if (digest.empty()) {
    digest = sha256_of_file(path);
    if (mark_of(path) != mark) return digest;  // it changed under our hands
    remember(name, *mark, digest);
  }
  known.entries[name] = {*mark, digest};
  return digest;
}

}  // namespace hebb
