// file_checks -- the group `file`: what the library is before any of its functions is called.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <immintrin.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "check/check.hpp"
#include "check/elf.hpp"
#include "check/session.hpp"
#include "plugin/library.hpp"
#include "plugin/trust.hpp"

namespace hebb::check {
namespace {

namespace fs = std::filesystem;

Verdict check_name(const Target& target) {
  plugin::Kind kind = plugin::Kind::kRule;
  std::string name;
  const std::string file = target.file.filename().string();
  if (!plugin::parse_file_name(file, kind, name)) {
    throw Failure(fmt::format("the file is called '{}', wanted hebb_<kind>_<name>.so", file));
  }
  return pass();
}

Verdict check_library(const Target& target) {
  std::error_code error;
  const fs::path file = fs::canonical(target.file, error);
  if (error) throw Failure(error.message());
  plugin::check_file(file);
  return pass();
}

Verdict check_permissions(const Target& target) {
  if (const std::string why = plugin::distrust(target.file); !why.empty()) throw Failure(why);
  return pass();
}

Verdict check_symbols(const Target& target) {
  constexpr std::size_t kShown = 3;
  const std::string entry = fmt::format("hebb_plugin_v{}", HEBB_ABI_MAJOR);
  std::vector<std::string> exported = read_elf(target.file).exported;
  const std::size_t count = exported.size();
  std::erase(exported, entry);
  if (exported.empty()) return pass();
  exported.resize(std::min(exported.size(), kShown));
  throw Failure(fmt::format("exports {} symbols, wanted {} only; among them {}", count, entry,
                            fmt::join(exported, ", ")));
}

Verdict check_stack(const Target& target) {
  const ElfFacts facts = read_elf(target.file);
  if (!facts.says_stack) throw Failure("has no PT_GNU_STACK entry, so it gets an executable stack");
  if (facts.executable_stack) throw Failure("wants an executable stack");
  return pass();
}

Verdict check_flush_to_zero(const Target& target) {
  constexpr unsigned kFlushes = 0x8040;  // flush-to-zero and denormals-are-zero
  constexpr unsigned kFlags = 0x3F;      // what has happened so far, not how to compute
  const unsigned before = _mm_getcsr() & ~kFlags;
  load(target);
  const unsigned after = _mm_getcsr() & ~kFlags;
  if ((after & kFlushes) != (before & kFlushes)) {
    throw Failure("loading switches the thread to flush-to-zero");
  }
  if (after != before) {
    throw Failure(fmt::format("loading changes MXCSR from {:#x} to {:#x}", before, after));
  }
  return pass();
}

constexpr std::array kFileChecks{
    Check{"file.name", kEveryKind, "", "The loader",
          "A plugin is the file hebb_<kind>_<name>.so; the name matches [a-z0-9][a-z0-9_-]{0,63}.",
          "Name the library by its kind and id; hebb_add_plugin() does.", &check_name},
    Check{"file.library", kEveryKind, "file.name", "The loader",
          "It is a regular file: an ELF shared library for x86-64, complete.",
          "Build it with -shared -fPIC for this machine and copy it whole.", &check_library},
    Check{"file.permissions", kEveryKind, "file.library", "The loader",
          "Plugins are trusted code: nobody else may change the file or its folder.",
          "chmod o-w the file and its folder.", &check_permissions},
    Check{"file.symbols", kEveryKind, "file.library", "The loader",
          "A library exports one function, hebb_plugin_v1.",
          "Build with -fvisibility=hidden and the export map plugin.map; hebb_add_plugin() does.",
          &check_symbols},
    Check{"file.stack", kEveryKind, "file.library", "What a plugin must never do",
          "Loading a plugin leaves the process's stack not executable.",
          "Link with -Wl,-z,noexecstack; in assembler add the section .note.GNU-stack.",
          &check_stack},
    Check{"file.flush_to_zero", kEveryKind, "entry.load", "What a plugin must never do",
          "Loading a plugin leaves the floating-point environment as it was.",
          "Compile and link without -ffast-math and -Ofast.", &check_flush_to_zero},
};

}  // namespace

std::span<const Check> file_checks() { return kFileChecks; }

}  // namespace hebb::check
