// manual -- the man page and the completion for bash, written from the commands, their options and
// the table of keys.
#pragma once

#include <string>

namespace hebb::cli {

// hebb(1), in the man macros of troff.
[[nodiscard]] std::string man_page();

// A script that bash-completion loads.
[[nodiscard]] std::string bash_completion();

}  // namespace hebb::cli
