// source -- one entry of the table of data sources (dataset.cpp).
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "data/dataset.hpp"

namespace hebb::data {

struct Source {
  std::string_view name;
  std::string_view summary;
  bool needs_files = false;

  // Reads or makes the data. File sources return all that is there, made ones the counts asked
  // for.
  Dataset (*load)(const Request& request) = nullptr;

  // The complete set of files under the root, or nothing. Null where the source has no root.
  std::vector<std::filesystem::path> (*present_files)(const std::filesystem::path& root) = nullptr;
};

}  // namespace hebb::data
