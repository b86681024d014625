// fixtures -- what the tests of files share.
#pragma once

#include <cstddef>
#include <filesystem>
#include <iterator>

namespace hebb::test {

inline std::size_t entries(const std::filesystem::path& folder) {
  using Iterator = std::filesystem::directory_iterator;
  return static_cast<std::size_t>(std::distance(Iterator(folder), Iterator()));
}

}  // namespace hebb::test
