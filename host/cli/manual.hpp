// manual -- the man page and the completion for bash and zsh, written from the commands, their
// options and the table of keys.
#pragma once

#include <string>

namespace hebb::cli {

// hebb(1), in the man macros of troff.
[[nodiscard]] std::string man_page();

// A script that bash-completion loads.
[[nodiscard]] std::string bash_completion();

// The function _hebb, for a folder of zsh's fpath.
[[nodiscard]] std::string zsh_completion();

}  // namespace hebb::cli
