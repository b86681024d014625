// spawn -- fork and exec: the part of process.cpp that runs between the two.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/process.hpp"

namespace hebb {

// Starts the program as ChildProcess::spawn says and returns its process number. Throws Error
// (kRunFailed); then there is no child.
[[nodiscard]] pid_t fork_and_exec(const std::filesystem::path& executable,
                                  const std::vector<std::string>& arguments,
                                  const SpawnOptions& options);

}  // namespace hebb
