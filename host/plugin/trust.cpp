#include "plugin/trust.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <system_error>

#include "base/error.hpp"

namespace hebb::plugin {
namespace {

namespace fs = std::filesystem;

// The sticky bit of a folder is no help: it lets everybody add files.
std::string why_not(const fs::path& path, const char* what) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0 || (facts.st_mode & S_IWOTH) == 0) return "";
  return fmt::format("everybody may write to {} (mode {:o})", what, facts.st_mode & 07777U);
}

}  // namespace

void refuse_writable_folder(const fs::path& folder) {
  const std::string why = why_not(folder, "it");
  if (why.empty()) return;
  throw Error(ExitCode::kMissing,
              fmt::format("{}: plugins are not looked for in this folder: {}; chmod o-w it",
                          folder.string(), why));
}

std::string distrust(const fs::path& file) {
  std::error_code error;
  const fs::path real = fs::canonical(file, error);
  if (error) return "";
  std::string why = why_not(real, "the file");
  return why.empty() ? why_not(real.parent_path(), "its folder") : why;
}

void refuse_writable_file(const fs::path& file) {
  if (const std::string why = distrust(file); !why.empty()) {
    throw Error(ExitCode::kMissing, fmt::format("{}: not loaded: {}", file.string(), why));
  }
}

}  // namespace hebb::plugin
