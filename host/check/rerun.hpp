// rerun -- the same calls, or the later ones of them, in a process that knows nothing of this one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/batch.hpp"
#include "check/check.hpp"
#include "check/trace.hpp"

namespace hebb::check {

// The batches that a rerun goes through.
[[nodiscard]] Shape rerun_shape();

// Starts a process that creates an instance, gives it `states` (unless there are none: then it has
// its initial ones), goes through rerun_shape() from batch `first`, and sends back what came out.
// Throws Failure where that process ends otherwise.
[[nodiscard]] Trace rerun(const Target& target, std::size_t first,
                          const std::vector<std::string>& states);

// That process: `hebb __check_rerun KIND NAME FILE FIRST`.
[[nodiscard]] int rerun_main(const Target& target, std::size_t first);

}  // namespace hebb::check
