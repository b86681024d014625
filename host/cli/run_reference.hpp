// run_reference -- how a command names a run: ID, the beginning of one, or DIR/ID.
#pragma once

#include <filesystem>
#include <string>

#include "cli/command.hpp"

namespace hebb::cli {

// -o, for ids without a folder.
[[nodiscard]] boost::program_options::options_description reference_options();

struct RunReference {
  std::filesystem::path directory;
  std::string id;  // or its beginning
};

// "DIR/ID" names its folder; of "ID" alone it is that of -o. Throws Error (kUsage) if either is
// empty.
[[nodiscard]] RunReference run_reference(const std::string& text,
                                         const boost::program_options::variables_map& values);

// The same for a command that has no such -o: of "ID" alone the folder is `otherwise`.
[[nodiscard]] RunReference run_reference(const std::string& text, const std::string& otherwise);

}  // namespace hebb::cli
