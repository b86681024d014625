// layout -- where the files of a data set lie under the data root.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hebb::data {

struct Layout {
  std::string name;
  std::vector<std::filesystem::path> folders;   // under the root, tried in order; "" is the root
  std::vector<std::vector<std::string>> files;  // each with its spellings; ".gz" may follow
};

// One path per entry of `files`, all from one folder (the first that holds every one), or nothing.
[[nodiscard]] std::vector<std::filesystem::path> find_files(const Layout& layout,
                                                            const std::filesystem::path& root);

// The same, but throws Error (kMissing), which says where was looked and for what, and how to
// give another root, where they are not there.
[[nodiscard]] std::vector<std::filesystem::path> require_files(const Layout& layout,
                                                               const std::filesystem::path& root);

}  // namespace hebb::data
