// mirrors -- one file from the first mirror that gives the right bytes.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "data/fetch.hpp"

namespace hebb::data {

// A file as it is published.
struct Wanted {
  std::string name;         // what a mirror's address is completed with
  std::uint64_t limit = 0;  // no right file is longer
  // Why the file at this path is not the one, "" if it is.
  std::function<std::string(const std::filesystem::path&)> complaint;
};

// Brings the file to `partial`, and continues what is there of it. A mirror that breaks off is
// asked again as long as bytes come, at most 20 times; bytes that turn out wrong are thrown away.
// Throws Error (kMissing) that says of each mirror why it failed, and what download() throws.
void fetch_file(const Wanted& wanted, const std::vector<std::string>& mirrors,
                const std::filesystem::path& partial, std::chrono::seconds patience,
                FetchAudience& audience);

}  // namespace hebb::data
