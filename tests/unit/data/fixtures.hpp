// fixtures -- folders, files and errors for the tests of the data module.
#pragma once

#include <zlib.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "data/dataset.hpp"

namespace hebb::data::testing {

using Bytes = std::vector<std::uint8_t>;

// A folder of its own, gone at the end of the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "hebb-data-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  // Writes a file, compressed where its name ends in .gz, and makes its folders.
  std::filesystem::path write(const std::string& name, const Bytes& bytes) const {
    const std::filesystem::path path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::filesystem::remove(path);  // some file systems flush a file that is written over
    const bool compressed = path.extension() == ".gz";
    gzFile file = gzopen(path.c_str(), compressed ? "wb1" : "wbT");
    REQUIRE(file != nullptr);
    if (!bytes.empty()) {
      REQUIRE(gzwrite(file, bytes.data(), static_cast<unsigned int>(bytes.size())) ==
              static_cast<int>(bytes.size()));
    }
    REQUIRE(gzclose(file) == Z_OK);
    return path;
  }

  std::filesystem::path write(const std::string& name, std::string_view text) const {
    return write(name, Bytes(text.begin(), text.end()));
  }

 private:
  std::filesystem::path path_;
};

inline Bytes contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The message of the Error that `action` throws; the exit code is checked.
template <class Action>
std::string error_of(const Action& action, ExitCode code = ExitCode::kMissing) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(static_cast<int>(error.code()) == static_cast<int>(code));
    return error.what();
  }
  return "(no error)";
}

inline std::string load_error(const Request& request, ExitCode code = ExitCode::kMissing) {
  return error_of([&] { (void)load(request); }, code);
}

// An IDX file of unsigned bytes.
inline Bytes idx_file(const std::vector<std::uint32_t>& shape, const Bytes& payload) {
  Bytes bytes = {0, 0, 8, static_cast<std::uint8_t>(shape.size())};
  for (const std::uint32_t size : shape) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
      bytes.push_back(static_cast<std::uint8_t>(size >> shift));
    }
  }
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  return bytes;
}

// The folder of real data that the environment names, if any.
inline std::optional<std::filesystem::path> real_data(const std::string& name) {
  const char* root = std::getenv("HEBB_DATA_DIR");
  if (root != nullptr && !present_files(name, root).empty()) return root;
  WARN("skipped: no " << name << " under HEBB_DATA_DIR");
  return std::nullopt;
}

}  // namespace hebb::data::testing
