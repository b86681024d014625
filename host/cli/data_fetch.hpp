// data_fetch -- the work of `hebb data fetch | verify | path`.
#pragma once

#include <boost/program_options.hpp>
#include <string>
#include <vector>

#include "cli/command.hpp"

namespace hebb::cli {

void add_fetch_options(boost::program_options::options_description& options);

// One action each, on the data sets named; they return the exit code and throw Error.
int fetch_data(const Globals& globals, const std::vector<std::string>& names,
               const boost::program_options::variables_map& values);
int verify_data(const Globals& globals, const std::vector<std::string>& names,
                const boost::program_options::variables_map& values);
int print_data_path(const Globals& globals, const std::vector<std::string>& names);

}  // namespace hebb::cli
