#include "plugin/dependencies.hpp"

#include <link.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <system_error>

namespace hebb::plugin {
namespace {

using Paths = std::set<std::filesystem::path>;

// No exception may cross the loader, which is C: an object that cannot be noted is left out.
int note_object(dl_phdr_info* info, std::size_t, void* pointer) {
  try {
    if (info->dlpi_name == nullptr || info->dlpi_name[0] != '/') return 0;  // ourselves, the vDSO
    std::error_code error;
    const auto path = std::filesystem::canonical(info->dlpi_name, error);
    if (!error) static_cast<Paths*>(pointer)->insert(path);
  } catch (...) {
    return 0;
  }
  return 0;
}

Paths loaded_now() {
  Paths paths;
  dl_iterate_phdr(&note_object, &paths);
  return paths;
}

const Paths& own_libraries() {
  static const Paths own = loaded_now();
  return own;
}

}  // namespace

void note_own_libraries() { (void)own_libraries(); }

std::vector<std::filesystem::path> libraries_since() {
  const Paths now = loaded_now();
  const Paths& own = own_libraries();
  std::vector<std::filesystem::path> since;
  std::set_difference(now.begin(), now.end(), own.begin(), own.end(), std::back_inserter(since));
  return since;
}

bool is_of_system(const std::filesystem::path& file) {
  constexpr std::array<std::string_view, 5> kFolders{"/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/",
                                                     "/usr/libexec/"};
  const std::string path = file.string();
  return std::any_of(kFolders.begin(), kFolders.end(),
                     [&](std::string_view folder) { return path.rfind(folder, 0) == 0; });
}

}  // namespace hebb::plugin
