// version -- what this build is.
#pragma once

#include <string_view>

namespace hebb::run {

extern const std::string_view kVersion;   // SemVer
extern const std::string_view kCommit;    // of the sources, "unknown" where there was no git
extern const std::string_view kCompiler;  // "GNU 12.2.0 Release"

}  // namespace hebb::run
