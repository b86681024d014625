// dependencies -- the shared libraries that plugins brought into this process.
#pragma once

#include <filesystem>
#include <vector>

namespace hebb::plugin {

// Remembers what the program itself has loaded. The first call counts; it comes before any plugin
// is loaded.
void note_own_libraries();

// What has been loaded since, sorted, by the paths that links end at; plugins are among them.
// Libraries that a plugin opens later, while it runs, belong to them from then on.
[[nodiscard]] std::vector<std::filesystem::path> libraries_since();

// Whether a library belongs to the system, which its package manager looks after.
[[nodiscard]] bool is_of_system(const std::filesystem::path& file);

}  // namespace hebb::plugin
