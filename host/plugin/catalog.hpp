// catalog -- finds plugins by kind and name in the search directories. Loads nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plugin/kind.hpp"

namespace hebb::plugin {

struct Entry {
  Kind kind = Kind::kRule;
  std::string name;
  std::filesystem::path file;                   // canonical
  std::vector<std::filesystem::path> shadowed;  // other files of this name, further down the path
};

class Catalog {
 public:
  // The search path, in order: the directories given, HEBB_PLUGIN_PATH (split at ':'),
  // $XDG_DATA_HOME/hebb/plugins, and the directory of the bundled plugins beside the executable.
  // Directories that do not exist hold nothing, and so does a $XDG_DATA_HOME that we may not read.
  // Throws Error (kMissing) if everybody may write to one of them, or if it cannot be listed: the
  // next one might have a different plugin of that name.
  explicit Catalog(const std::vector<std::filesystem::path>& given);

  // Throws Error (kMissing): what there is, and where it looked; or that everybody may write to the
  // file.
  [[nodiscard]] const Entry& find(Kind kind, const std::string& name) const;

  // Everything, by kind and then name.
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }
  [[nodiscard]] const std::vector<std::filesystem::path>& directories() const noexcept {
    return directories_;
  }

 private:
  void add_directory(const std::filesystem::path& directory);

  std::vector<std::filesystem::path> directories_;
  std::vector<Entry> entries_;
};

}  // namespace hebb::plugin
