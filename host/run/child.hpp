// child -- what every child process that trains is started with, and what is said when it ends
// badly.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/process.hpp"
#include "base/status_page.hpp"

namespace hebb::run {

// The child's number of the descriptor of its status page.
inline constexpr int kStatusDescriptor = 3;

// Variables beside our own: how threads wait, and one thread for BLAS. What the user has set stays.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> thread_environment();

// The directories as one word of a command line, absolute, and back: names may hold anything.
[[nodiscard]] std::string as_word(const std::vector<std::filesystem::path>& directories);
[[nodiscard]] std::vector<std::filesystem::path> directories_in(const std::string& word);

// "plugin /path/hebb_rule_x.so, in step,", "" outside of plugins. The page is the child's to write:
// its numbers are not trusted.
[[nodiscard]] std::string plugin_at_work(const StatusPage& page);

// How the process of `what` ("the run") ended against its will, and in which plugin.
[[nodiscard]] std::string ending_text(const StatusPage& page, const ExitStatus& status,
                                      const std::string& what);

}  // namespace hebb::run
