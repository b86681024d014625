// plugin_check -- `hebb plugin check`.
#pragma once

#include <boost/program_options.hpp>
#include <string>
#include <vector>

#include "cli/command.hpp"

namespace hebb::cli {

// --only, --timeout and --list.
void add_plugin_check_options(boost::program_options::options_description& options);

// Checks the files and prints what was found. Returns the exit code: 1 where a check failed. Throws
// Error: kUsage for the options, kMissing for a file that is not there.
[[nodiscard]] int plugin_check(const Globals& globals, const std::vector<std::string>& files,
                               const boost::program_options::variables_map& values);

}  // namespace hebb::cli
