// network -- download() and unpack(), from a library of their own: hebb_network.so brings libcurl,
// libarchive and some thirty libraries that these need, which would cost every start of the
// program, so every run of a sweep, 10 ms. Only `hebb data fetch` loads it.
#pragma once

#include <filesystem>
#include <vector>

#include "data/download.hpp"
#include "data/unpack.hpp"

namespace hebb::data {

struct Network {
  bool (*download)(const Download& what, DownloadAudience& audience);
  void (*unpack)(const std::filesystem::path& archive, const std::vector<Member>& members);
};

// Loads the library from lib/hebb beside the program's folder, by its whole path, at the first
// call. Throws Error (kMissing) that names the file and the reason.
[[nodiscard]] const Network& network();

}  // namespace hebb::data

// What the library exports.
extern "C" const hebb::data::Network hebb_network;
