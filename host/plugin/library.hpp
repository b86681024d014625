// library -- one loaded plugin library. Loaded once, never unloaded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "plugin/descriptor.hpp"
#include "plugin/prefix.hpp"

namespace hebb::plugin {

class Library {
 public:
  // Loads the file, or returns it if it is loaded already; the reference lives as long as the
  // process. Runs the library's constructors: call it in a process that may be lost. Throws Error
  // (kMissing) that names the file: not a regular file, not an ELF library of this machine, cannot
  // be loaded, another ABI, or a descriptor that breaks the contract.
  [[nodiscard]] static const Library& load(const std::filesystem::path& file, Kind kind,
                                           const std::string& id);

  [[nodiscard]] const Descriptor& descriptor() const noexcept { return descriptor_; }
  // The functions of the kind; those that the plugin's header did not know are NULL.
  template <class Functions>
  [[nodiscard]] Functions functions() const {
    return prefix<Functions>(functions_, *static_cast<const std::uint32_t*>(functions_));
  }
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }
  [[nodiscard]] std::uint32_t number() const noexcept { return number_; }  // for PluginCall

 private:
  Library(const std::filesystem::path& file, Kind kind, const std::string& id);

  std::filesystem::path file_;
  std::uint32_t number_;
  const void* functions_ = nullptr;
  Descriptor descriptor_;
};

// Looks at a file without loading it. Throws Error (kMissing) that names it where it is plainly no
// plugin: not a regular file, not an ELF library of this machine, truncated.
void check_file(const std::filesystem::path& file);

// "rule/softhebb (/usr/lib/hebb/plugins/hebb_rule_softhebb.so)", for messages.
[[nodiscard]] std::string label(const Library& library);

}  // namespace hebb::plugin
