// elf -- what a shared library says in its ELF headers, read without loading it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hebb::check {

struct ElfFacts {
  std::vector<std::string> exported;  // defined dynamic symbols that others can see, sorted
  bool says_stack = false;            // has a PT_GNU_STACK entry
  bool executable_stack = false;      // which wants the stack executable
};

// Expects a file that plugin::check_file accepts. Throws Failure where a table lies outside of it.
[[nodiscard]] ElfFacts read_elf(const std::filesystem::path& file);

}  // namespace hebb::check
