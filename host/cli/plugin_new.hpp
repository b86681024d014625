// plugin_new -- the folder that a plugin of one's own starts from, made from the SDK's templates.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hebb::cli {

struct NewPlugin {
  std::string kind;      // rule, activation or metric
  std::string name;      // of the plugin
  std::string language;  // the name of a folder in templates/<kind>: c++, c, ..
  std::filesystem::path folder;
};

// Makes `folder` with a plugin that builds against the SDK beside this program, as a whole or not
// at all, and returns the names of its files. Throws Error (kUsage) for a kind, name or language
// that does not exist and a folder that does, (kMissing) where there are no templates.
[[nodiscard]] std::vector<std::string> make_plugin_folder(const NewPlugin& wanted);

// The prefix that this program and its SDK are installed in, or the build folder.
[[nodiscard]] std::filesystem::path installed_prefix();

}  // namespace hebb::cli
