#include "data/layout.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <system_error>

#include "base/error.hpp"

namespace hebb::data {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> find_file(const fs::path& folder,
                                  const std::vector<std::string>& spellings) {
  for (const std::string& spelling : spellings) {
    for (const char* suffix : {"", ".gz"}) {
      fs::path path = folder / (spelling + suffix);
      std::error_code ignored;
      if (fs::is_regular_file(path, ignored)) return path;
    }
  }
  return std::nullopt;
}

struct Found {
  std::vector<fs::path> present;
  std::vector<std::string> missing;
};

Found look_in(const fs::path& folder, const Layout& layout) {
  Found found;
  for (const auto& spellings : layout.files) {
    if (auto path = find_file(folder, spellings)) {
      found.present.push_back(*std::move(path));
    } else {
      found.missing.push_back(spellings.front());
    }
  }
  return found;
}

std::string wanted(const Layout& layout) {
  std::vector<std::string> folders;
  for (const fs::path& folder : layout.folders) {
    folders.push_back(folder.empty() ? "the root itself" : folder.string() + "/");
  }
  std::vector<std::string> files;
  for (const auto& spellings : layout.files) {
    files.push_back(fmt::format("{}", fmt::join(spellings, " or ")));
  }
  return fmt::format(
      "wanted {} (each plain or .gz) in {}; give another root with --data-dir DIR, "
      "the key data.root or HEBB_DATA_DIR, or fetch them: hebb data fetch {}",
      fmt::join(files, ", "), fmt::join(folders, " or "), layout.name);
}

// What is there instead: a folder that holds some of the files, or nothing.
std::string shortfall(const Layout& layout, const fs::path& root) {
  if (root.empty()) return "no data root is given and HOME is not set";
  std::error_code ignored;
  if (!fs::is_directory(root, ignored)) {
    return fmt::format("data root {} is no folder", root.string());
  }
  for (const fs::path& folder : layout.folders) {
    const Found found = look_in(root / folder, layout);
    if (found.present.empty()) continue;
    return fmt::format("{} has no {}", (folder.empty() ? root : root / folder).string(),
                       fmt::join(found.missing, ", "));
  }
  return fmt::format("not found under the data root {}", root.string());
}

}  // namespace

std::vector<fs::path> find_files(const Layout& layout, const fs::path& root) {
  if (root.empty()) return {};
  for (const fs::path& folder : layout.folders) {
    Found found = look_in(folder.empty() ? root : root / folder, layout);
    if (found.missing.empty()) return std::move(found.present);
  }
  return {};
}

std::vector<fs::path> require_files(const Layout& layout, const fs::path& root) {
  std::vector<fs::path> files = find_files(layout, root);
  if (files.empty()) {
    throw Error(ExitCode::kMissing,
                fmt::format("{}: {}; {}", layout.name, shortfall(layout, root), wanted(layout)));
  }
  return files;
}

}  // namespace hebb::data
