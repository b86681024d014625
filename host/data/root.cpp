// root -- where data are looked for.
#include <cstdlib>

#include "data/dataset.hpp"

namespace hebb::data {
namespace {

std::filesystem::path from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

std::filesystem::path data_root(const std::string& option, const std::string& key) {
  if (!option.empty()) return option;
  if (!key.empty()) return key;
  if (auto root = from_environment("HEBB_DATA_DIR"); !root.empty()) return root;
  // The XDG base directory specification has relative paths ignored.
  if (const auto xdg = from_environment("XDG_DATA_HOME"); xdg.is_absolute()) {
    return xdg / "hebb" / "data";
  }
  const auto home = from_environment("HOME");
  return home.empty() ? "" : home / ".local" / "share" / "hebb" / "data";
}

}  // namespace hebb::data
