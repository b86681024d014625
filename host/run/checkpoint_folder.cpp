#include "run/checkpoint_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/error.hpp"
#include "base/files.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

constexpr std::ptrdiff_t kKept = 2;
constexpr const char* kFolder = ".checkpoints";
constexpr const char* kSuffix = ".state";

[[noreturn]] void fail(const fs::path& path, const char* what, const std::error_code& error) {
  throw Error(ExitCode::kRunFailed,
              fmt::format("{}: cannot be {}: {}", path.string(), what, error.message()));
}

}  // namespace

// Fixed widths, so that the order of names is that of progress.
fs::path CheckpointFolder::path_of(std::size_t stage, std::uint64_t steps) const {
  return folder_ / fmt::format("{:04}-{:020}{}", stage, steps, kSuffix);
}

std::vector<fs::path> CheckpointFolder::files() const {
  std::vector<fs::path> found;
  for (const std::string& name : names_in(folder_)) {
    if (name.ends_with(kSuffix)) found.push_back(folder_ / name);
  }
  std::sort(found.rbegin(), found.rend());
  return found;
}

void CheckpointFolder::make() const {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) fail(folder_, "made", error);
}

void CheckpointFolder::prune(const fs::path& newest) const {
  const std::vector<fs::path> found = files();
  const auto first = std::find(found.begin(), found.end(), newest);
  std::error_code ignored;
  for (auto file = first; file != found.end(); ++file) {
    if (file - first >= kKept) fs::remove(*file, ignored);
  }
}

void CheckpointFolder::remove_unfinished() const {
  std::error_code ignored;
  for (const std::string& name : names_in(folder_)) {
    if (name.ends_with(".tmp")) fs::remove(folder_ / name, ignored);
  }
}

fs::path CheckpointFolder::set_aside() const {
  const fs::path stale = folder_.parent_path().parent_path() / "stale";
  std::error_code error;
  fs::create_directories(stale, error);
  for (int n = 1;; ++n) {
    fs::path target = stale / fmt::format("{}-checkpoint-{}", folder_.filename().string(), n);
    if (fs::exists(target, error)) continue;
    fs::rename(folder_, target, error);
    if (error) fail(folder_, "moved to stale/", error);
    return target;
  }
}

fs::path checkpoints_of(const fs::path& directory, const std::string& id) {
  return directory / kFolder / id;
}

bool has_checkpoint(const fs::path& directory, const std::string& id) {
  return !CheckpointFolder(checkpoints_of(directory, id)).files().empty();
}

void remove_checkpoints(const fs::path& directory, const std::string& id) {
  std::error_code ignored;
  fs::remove_all(checkpoints_of(directory, id), ignored);
}

void remove_checkpoints(const fs::path& directory,
                        const std::function<bool(const std::string& id)>& is_finished) {
  for (const std::string& id : names_in(directory / kFolder)) {
    if (is_finished(id)) remove_checkpoints(directory, id);
  }
}

}  // namespace hebb::run
