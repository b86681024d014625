// distribution -- how a data set is published: mirrors, files and their digests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hebb::data {

struct Digest {
  std::uint64_t bytes = 0;
  std::string sha256;  // lower-case hex
};

// A file of the data set as it lies in its folder, plain or as `name`.gz. At least one of the two
// digests is known.
struct PublishedFile {
  std::string name;
  std::optional<Digest> packed;  // of name.gz
  std::optional<Digest> plain;
};

// One file from which all of the data set is unpacked: the members folder/name, of a tar archive.
struct Archive {
  std::string name;
  Digest digest;
};

struct Distribution {
  std::string name;                  // of the data set
  std::string folder;                // under the data root, where a fetched data set lies
  std::vector<std::string> mirrors;  // what a file's name is appended to, in order of preference
  std::optional<Archive> archive;    // absent: each file is published by itself, as name.gz
  std::vector<PublishedFile> files;
};

// The table of the program, distributions.json.
extern const std::string_view kDistributions;

// Reads a table. Names of files and folders are plain names, never paths. `origin` is what messages
// call it. Throws Error (kUsage) at the first entry that is not as it should be.
[[nodiscard]] std::vector<Distribution> read_distributions(std::string_view json,
                                                           const std::string& origin);

// Of this data set: from `table`, a JSON file, where one is given; else from the program's own.
// Throws Error (kUsage) if it has none, naming those that there are.
[[nodiscard]] Distribution distribution_of(const std::string& name,
                                           const std::filesystem::path& table = {});

}  // namespace hebb::data
