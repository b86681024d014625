// entry_checks -- the group `entry`: the exported function and the descriptor that it returns.
#include <dlfcn.h>
#include <fmt/format.h>
#include <hebb/plugin.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>

#include "base/error.hpp"
#include "check/check.hpp"
#include "check/fault.hpp"
#include "check/session.hpp"
#include "plugin/library.hpp"

namespace hebb::check {
namespace {

using Entry = const hebb_plugin*();

std::string entry_name(unsigned major) { return fmt::format("hebb_plugin_v{}", major); }

// The entry function, which must not be one of a library that this one depends on.
Entry* entry_of(const Target& target) {
  constexpr unsigned kOtherMajors = 16;
  void* library = load(target);
  void* symbol = ::dlsym(library, entry_name(HEBB_ABI_MAJOR).c_str());
  Dl_info info{};
  if (symbol != nullptr && ::dladdr(symbol, &info) != 0) {
    std::error_code ignored;
    if (std::filesystem::equivalent(info.dli_fname, target.file, ignored)) {
      return reinterpret_cast<Entry*>(symbol);
    }
    throw Failure(fmt::format("{} is defined in {}", entry_name(HEBB_ABI_MAJOR), info.dli_fname));
  }
  for (unsigned major = 0; major < kOtherMajors; ++major) {
    if (::dlsym(library, entry_name(major).c_str()) == nullptr) continue;
    throw Failure(fmt::format("ABI too {}: it exports {}, this host reads {}",
                              major > HEBB_ABI_MAJOR ? "new" : "old", entry_name(major),
                              entry_name(HEBB_ABI_MAJOR)));
  }
  throw Failure(fmt::format("does not export {}", entry_name(HEBB_ABI_MAJOR)));
}

const hebb_plugin& descriptor_of(const Target& target) {
  Entry* entry = entry_of(target);
  announce(entry_name(HEBB_ABI_MAJOR));
  const hebb_plugin* descriptor = nullptr;
  try {
    descriptor = entry();
  } catch (const std::exception& error) {
    throw Failure(
        fmt::format("{} let an exception out: {}", entry_name(HEBB_ABI_MAJOR), error.what()));
  } catch (...) {
    throw Failure(entry_name(HEBB_ABI_MAJOR) + " let an exception out");
  }
  if (descriptor == nullptr) throw Failure(entry_name(HEBB_ABI_MAJOR) + " returned NULL");
  return *descriptor;
}

Verdict check_load(const Target& target) {
  load(target);
  return pass();
}

// In a process of its own, which ends as programs do.
Verdict check_exit(const Target& target) {
  announce("ending");
  const pid_t child = ::fork();
  if (child < 0) throw Failure("no process can be made");
  if (child == 0) {
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
      ::signal(number, SIG_DFL);
    }
    load(target);
    std::exit(0);
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw Failure("the process cannot be waited for");
  if (WIFSIGNALED(status)) {
    const char* name = ::sigabbrev_np(WTERMSIG(status));
    throw Failure(fmt::format("a destructor crashed with SIG{}", name == nullptr ? "?" : name));
  }
  if (WEXITSTATUS(status) != 0) {
    throw Failure(fmt::format("a destructor made the exit code {}", WEXITSTATUS(status)));
  }
  return pass();
}

Verdict check_symbol(const Target& target) {
  entry_of(target);
  return pass();
}

Verdict check_call(const Target& target) {
  const hebb_plugin& first = descriptor_of(target);
  if (&descriptor_of(target) != &first) {
    throw Failure(entry_name(HEBB_ABI_MAJOR) + " returned another descriptor the second time");
  }
  return pass();
}

Verdict check_versions(const Target& target) {
  plugin::check_versions(descriptor_of(target));
  return pass();
}

Verdict check_identity(const Target& target) {
  plugin::check_identity(descriptor_of(target), target.kind, target.name);
  return pass();
}

Verdict check_descriptor(const Target& target) {
  (void)library_of(target);
  return pass();
}

constexpr std::array kEntryChecks{
    Check{"entry.load", kEveryKind, "file.library", "The loader",
          "The library loads with all symbols bound; its constructors return.",
          "Link what it calls (-Wl,-z,defs names what is missing) and do no work in constructors.",
          &check_load},
    Check{"entry.exit", kEveryKind, "entry.load", "What a plugin must never do",
          "The library's destructors return when the process ends.",
          "Do no work in destructors of static objects.", &check_exit},
    Check{"entry.symbol", kEveryKind, "entry.load", "The loader",
          "hebb_plugin_v1 is defined in this very file.",
          "End the source with HEBB_RULE, HEBB_ACTIVATION or HEBB_METRIC, or define the function "
          "with HEBB_EXPORT (and extern \"C\").",
          &check_symbol},
    Check{"entry.call", kEveryKind, "entry.symbol", "What is called when",
          "hebb_plugin_v1 returns the one descriptor and does nothing else.",
          "Return the address of a static hebb_plugin, the same each time, and let no exception "
          "out.",
          &check_call},
    Check{"entry.versions", kEveryKind, "entry.call", "Versions",
          "Magic, ABI versions, struct_size and features are such as this host reads.",
          "Build again with this host's header; set HEBB_MAGIC, HEBB_ABI_MAJOR, the sizes by "
          "sizeof, and 0 for abi_minor and features_required.",
          &check_versions},
    Check{"entry.identity", kEveryKind, "entry.versions", "Descriptor checks",
          "Kind and id of the descriptor are those of the file name.",
          "Name file and id alike: id \"NAME\" in hebb_<kind>_NAME.so.", &check_identity},
    Check{"entry.descriptor", kEveryKind, "entry.identity", "Descriptor checks",
          "Strings are UTF-8 and not NULL; parameters and states have known types, names of their "
          "own and defaults in range; the functions of the kind are there.",
          "Mend the field that the message names.", &check_descriptor},
};

}  // namespace

std::span<const Check> entry_checks() { return kEntryChecks; }

}  // namespace hebb::check
