// trust -- whether anybody at all may change what is loaded. Plugins are code that runs with the
// user's rights, so what everybody may write to is not loaded.
#pragma once

#include <filesystem>
#include <string>

namespace hebb::plugin {

// Throws Error (kMissing) if everybody may write to a folder of the search path: whoever adds a
// file there has it run by others. A folder that is not there is trusted.
void refuse_writable_folder(const std::filesystem::path& folder);

// "everybody may write to the file (mode 777)", or to its folder; "" if neither. Links are
// followed. What cannot be examined is left to whoever loads it.
[[nodiscard]] std::string distrust(const std::filesystem::path& file);

// The same as an Error (kMissing) that names the file.
void refuse_writable_file(const std::filesystem::path& file);

}  // namespace hebb::plugin
