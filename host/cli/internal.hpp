// internal -- the entry points of child processes, `hebb __run`, `hebb __probe`, `hebb __check`,
// `hebb __check_rerun` and `hebb __bench`, and of the build, `hebb __write man | bash | zsh
// FILE`.
#pragma once

#include <optional>

namespace hebb::cli {

// The exit code if argv is a child's command line, nothing otherwise.
std::optional<int> run_internal(int argc, char** argv);

}  // namespace hebb::cli
