// app -- the command line: global options, commands, and what their errors look like.
#pragma once

namespace hebb::cli {

// Runs the command in argv and returns the exit code.
int run(int argc, char** argv);

}  // namespace hebb::cli
