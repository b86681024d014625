// provenance_section -- what made the runs: versions, plugins, data, commands, time.
#pragma once

#include <string>

#include "report/model.hpp"

namespace hebb::report {

// HTML: the exact commands, the versions and hashes behind the runs, and the compute used. What the
// runs have in common is said once, with the number of runs.
[[nodiscard]] std::string provenance_section(const Model& model);

// A line for the head of the page: versions of the program and plugins, with their hashes. Empty
// where no run has finished.
[[nodiscard]] std::string provenance_line(const Model& model);

}  // namespace hebb::report
