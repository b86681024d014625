// child -- the process in which one check runs: `hebb __check KIND NAME FILE CHECK TOKEN`.
#pragma once

#include <string>

#include "check/check.hpp"

namespace hebb::check {

// Runs the check and writes the answer, with the token, to descriptor 3. Does not return.
[[noreturn]] void child_main(const Target& target, const std::string& check,
                             const std::string& token);

// The target of a child's command line.
[[nodiscard]] Target target_of(const std::string& kind, const std::string& name,
                               const std::string& file);

}  // namespace hebb::check
