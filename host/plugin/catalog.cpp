#include "plugin/catalog.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <tuple>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/process.hpp"
#include "plugin/trust.hpp"

namespace hebb::plugin {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> split_path(const char* text) {
  std::vector<fs::path> parts;
  const std::string all = text == nullptr ? "" : text;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find(':', begin), all.size());
    if (end > begin) parts.emplace_back(all.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

fs::path user_directory() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/') {
    return fs::path(data) / "hebb/plugins";
  }
  const char* home = std::getenv("HOME");
  return home == nullptr ? fs::path() : fs::path(home) / ".local/share/hebb/plugins";
}

// Another user's, such as the home of who started us by sudo.
bool is_closed(const fs::path& directory) {
  return ::access(directory.c_str(), R_OK | X_OK) != 0 && errno == EACCES;
}

}  // namespace

Catalog::Catalog(const std::vector<fs::path>& given) {
  for (const fs::path& directory : given) add_directory(directory);
  for (const fs::path& directory : split_path(std::getenv("HEBB_PLUGIN_PATH"))) {
    add_directory(directory);
  }
  if (const fs::path user = user_directory(); !is_closed(user)) add_directory(user);
  // bin/hebb and lib/hebb/plugins, in the build tree as in an installation.
  add_directory(self_executable().parent_path().parent_path() / "lib/hebb/plugins");
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
  });
}

void Catalog::add_directory(const fs::path& directory) {
  if (directory.empty()) return;
  refuse_writable_folder(directory);
  directories_.push_back(fs::absolute(directory).lexically_normal());
  for (const std::string& name : names_in(directory)) {
    Entry entry;
    if (!parse_file_name(name, entry.kind, entry.name)) continue;
    std::error_code error;
    entry.file = fs::canonical(directory / name, error);
    if (error) entry.file = fs::absolute(directory / name);  // a dangling link: loading says so
    const auto same = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& other) {
      return other.kind == entry.kind && other.name == entry.name;
    });
    if (same == entries_.end()) {
      entries_.push_back(std::move(entry));
    } else if (same->file != entry.file) {
      same->shadowed.push_back(entry.file);
    }
  }
}

const Entry& Catalog::find(Kind kind, const std::string& name) const {
  std::vector<std::string> names;
  for (const Entry& entry : entries_) {
    if (entry.kind != kind) continue;
    if (entry.name == name) {
      refuse_writable_file(entry.file);
      return entry;
    }
    names.push_back(entry.name);
  }
  std::vector<std::string> places;
  for (const fs::path& directory : directories_) places.push_back(directory.string());
  throw Error(ExitCode::kMissing,
              fmt::format("unknown {} '{}'; there are {}; looked for {} in {}", word(kind), name,
                          names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")),
                          is_plugin_name(name) ? file_name(kind, name) : "no file of such a name",
                          fmt::join(places, ", ")));
}

}  // namespace hebb::plugin
