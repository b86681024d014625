// probe -- looks at a plugin in a child process, so that one that exits, crashes or hangs when it
// is loaded costs an error message.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "plugin/catalog.hpp"
#include "plugin/descriptor.hpp"

namespace hebb::plugin {

inline constexpr std::chrono::seconds kProbeTime{20};  // where nobody says otherwise

// What a probe brings home.
struct Probed {
  Descriptor descriptor;
  std::filesystem::path file;
  std::string sha256;
};

// Loads the plugin in a child of this executable, which is ended after `limit`, and returns its
// descriptor. Throws Error (kMissing) that names the file: what the child found, or how it ended.
[[nodiscard]] Probed probe(const Entry& entry, std::chrono::seconds limit = kProbeTime);

// The child's side: `hebb __probe KIND NAME FILE TOKEN` writes the answer to descriptor 3. Returns
// the exit code.
int probe_main(const std::string& kind, const std::string& name, const std::filesystem::path& file,
               const std::string& token);

}  // namespace hebb::plugin
