// app -- the command line: global options, commands, and what their errors look like.
#pragma once

#include <boost/program_options.hpp>
#include <span>

#include "cli/command.hpp"

namespace hebb::cli {

// Every command, in the order of the help.
[[nodiscard]] std::span<const Command* const> commands();

// The options that every command takes.
[[nodiscard]] boost::program_options::options_description global_options();

// Environment and exit codes, which close the help.
[[nodiscard]] const char* closing_help();

// Runs the command in argv and returns the exit code.
int run(int argc, char** argv);

}  // namespace hebb::cli
