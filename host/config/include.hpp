// include -- an experiment's file with all that it includes.
#pragma once

#include <filesystem>

#include "config/node.hpp"

namespace hebb::config {

// As parse_file, with the files of `include:` (a path or a list of them, relative to the folder of
// the file that names them) merged in: tables merge key by key, anything else replaces what was
// there; later files win over earlier ones, and the file itself over all. A bare name grows when
// settings meet it (rule: softhebb), and a plugin or data source of another name replaces the whole
// table. Values keep the marks of the files that they stand in.
//
// Throws Error (kUsage) as parse_file does, and for an include that is no file, a cycle (with its
// chain), more than 16 levels, more than 64 files, more than 100,000 values in all, and another
// `schema` in any of the files.
[[nodiscard]] Node load_file(const std::filesystem::path& path);

}  // namespace hebb::config
