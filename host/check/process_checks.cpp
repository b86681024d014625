// process_checks -- the group `process`: what belongs to the whole process stays as it was.
#include <dirent.h>
#include <fmt/format.h>
#include <immintrin.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <map>
#include <thread>

#include "check/check.hpp"
#include "check/session.hpp"

namespace hebb::check {
namespace {

namespace fs = std::filesystem;

// A part of the process: what it is called, and what it is.
using Look = std::map<std::string, std::string>;

std::string first_change(const Look& before, const Look& after) {
  for (const auto& [name, value] : after) {
    const auto old = before.find(name);
    if (old == before.end() || old->second != value) return name;
  }
  for (const auto& [name, value] : before) {
    if (after.count(name) == 0) return name;
  }
  return "";
}

// Takes a look after each call of an instance's life, and fails with "step changed NAME".
template <class LookAt>
Verdict stays(const Target& target, const LookAt& look) {
  const Look before = look();
  const auto compare = [&](const char* function) {
    const std::string changed = first_change(before, look());
    if (!changed.empty()) throw Failure(fmt::format("{} {}", function, changed));
  };
  (void)library_of(target);
  compare("loading");
  Conditions conditions;
  conditions.after_call = compare;
  (void)trace_of(target, conditions);
  return pass();
}

Verdict check_float_environment(const Target& target) {
  constexpr unsigned kFlags = 0x3F;  // what has happened so far, not how to compute
  (void)library_of(target);          // loading is another check's: the loader restores
  return stays(target, [] {
    unsigned short x87 = 0;
    asm volatile("fnstcw %0" : "=m"(x87));
    return Look{{"changed the rounding, flushing or traps of the thread",
                 fmt::format("{:x} {:x}", _mm_getcsr() & ~kFlags, x87)}};
  });
}

Verdict check_locale(const Target& target) {
  return stays(target, [] {
    const bool own = ::uselocale(nullptr) != LC_GLOBAL_LOCALE;
    return Look{{"changed the locale", std::string(std::setlocale(LC_ALL, nullptr)) +
                                           (own ? " with one for the thread" : "")}};
  });
}

Verdict check_directory(const Target& target) {
  return stays(target, [] {
    return Look{{"changed the working directory", fs::current_path().string()},
                {"changed the file mode mask", [] {
                   const mode_t mask = ::umask(0);
                   ::umask(mask);
                   return std::to_string(mask);
                 }()}};
  });
}

Look open_descriptors() {
  Look found;
  DIR* folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return Look{{"left no descriptor to look at what is open", "1"}};
  while (const dirent* entry = ::readdir(folder)) {
    const int number = std::atoi(entry->d_name);
    if (entry->d_name[0] == '.' || number == ::dirfd(folder)) continue;
    std::error_code gone;
    const fs::path target = fs::read_symlink(fs::path("/proc/self/fd") / entry->d_name, gone);
    found["changed what is open: " + target.string()] += "|";
  }
  ::closedir(folder);
  return found;
}

Verdict check_descriptors(const Target& target) { return stays(target, &open_descriptors); }

std::size_t thread_count() {
  std::error_code error;  // without descriptors, which open_descriptors() says
  const fs::directory_iterator tasks("/proc/self/task", error);
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

Verdict check_threads_left(const Target& target) {
  using namespace std::chrono_literals;
  const std::size_t before = thread_count();
  return stays(target, [before] {
    // A thread that was joined is listed for a moment longer.
    for (int i = 0; i < 100 && thread_count() > before; ++i) std::this_thread::sleep_for(2ms);
    const std::size_t count = thread_count();
    const std::string more =
        count == before + 1 ? "a thread" : fmt::format("{} threads", count - before);
    return count > before ? Look{{"left " + more + " running", "1"}} : Look{};
  });
}

Look signal_handlers() {
  Look found;
  for (int number = 1; number < SIGRTMIN; ++number) {
    struct sigaction action {};
    if (::sigaction(number, nullptr, &action) != 0) continue;
    const char* name = ::sigabbrev_np(number);
    found[fmt::format("changed the handler of SIG{}", name == nullptr ? "?" : name)] =
        fmt::format("{} {}", reinterpret_cast<std::uintptr_t>(action.sa_handler), action.sa_flags);
  }
  sigset_t blocked;
  ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
  std::string mask;
  for (int number = 1; number < NSIG; ++number)
    mask += ::sigismember(&blocked, number) == 1 ? "1" : "0";
  found["changed the blocked signals"] = mask;
  for (const auto timer : {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF}) {
    itimerval left{};
    ::getitimer(timer, &left);
    if (left.it_value.tv_sec != 0 || left.it_value.tv_usec != 0)
      found["left a timer running"] = "1";
  }
  return found;
}

// Processes of its own; also what those left behind, which becomes a child of this one.
Verdict check_processes(const Target& target) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  return stays(target, [] {
    siginfo_t facts{};
    const bool none = ::waitid(P_ALL, 0, &facts, WEXITED | WNOHANG | WNOWAIT) != 0;
    return none ? Look{} : Look{{"left a process behind", "1"}};
  });
}

Verdict check_limits(const Target& target) {
  static const std::map<__rlimit_resource, const char*> names{
      {RLIMIT_AS, "memory"},         {RLIMIT_CORE, "core files"}, {RLIMIT_CPU, "processor time"},
      {RLIMIT_DATA, "data"},         {RLIMIT_FSIZE, "file size"}, {RLIMIT_MEMLOCK, "locked memory"},
      {RLIMIT_NOFILE, "open files"}, {RLIMIT_NPROC, "processes"}, {RLIMIT_STACK, "stack"},
  };
  return stays(target, [] {
    Look found;
    for (const auto& [resource, name] : names) {
      rlimit limit{};
      ::getrlimit(resource, &limit);
      found[fmt::format("changed the limit of {}", name)] =
          fmt::format("{} {}", limit.rlim_cur, limit.rlim_max);
    }
    found["changed the priority of the process"] = std::to_string(::getpriority(PRIO_PROCESS, 0));
    return found;
  });
}

Verdict check_signals(const Target& target) { return stays(target, &signal_handlers); }

Verdict check_variables(const Target& target) {
  return stays(target, [] {
    Look found;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
      const std::string setting = *entry;
      const std::string name = setting.substr(0, setting.find('='));
      found["changed the environment variable " + name] = setting;
    }
    return found;
  });
}

// Both standard streams lead into one temporary file, whose size is looked at.
Verdict check_output(const Target& target) {
  const int file = ::memfd_create("output", MFD_CLOEXEC);
  if (file < 0 || ::dup2(file, STDOUT_FILENO) < 0 || ::dup2(file, STDERR_FILENO) < 0) {
    throw Failure("no temporary file can be made");
  }
  return stays(target, [file] {
    (void)std::fflush(nullptr);
    struct stat facts {};
    ::fstat(file, &facts);
    return Look{{"printed to standard output or standard error", std::to_string(facts.st_size)}};
  });
}

constexpr const char* kDefaults = "parameters.defaults";
constexpr std::array kProcessChecks{
    Check{"process.float_environment", kEveryKind, kDefaults, "What a plugin must never do",
          "Each call leaves the floating-point environment of the thread as it was.",
          "Restore with fesetenv what fegetenv gave; compile without -ffast-math.",
          &check_float_environment},
    Check{"process.locale", kEveryKind, kDefaults, "What a plugin must never do",
          "The locale stays as it was.",
          "Do not call setlocale; std::to_chars and from_chars know no locale.", &check_locale},
    Check{"process.directory", kEveryKind, kDefaults, "What a plugin must never do",
          "The working directory and the file mode mask stay as they were.",
          "Open files by absolute paths, or none at all.", &check_directory},
    Check{"process.descriptors", kEveryKind, kDefaults, "What a plugin must never do",
          "Files that a call opens are closed when it returns.", "Close them, also on errors.",
          &check_descriptors},
    Check{"process.threads", kEveryKind, kDefaults, "What a plugin must never do",
          "Threads that a call starts end before it returns.",
          "Join them, or use parallel_for of the host.", &check_threads_left},
    Check{"process.signals", kEveryKind, kDefaults, "What a plugin must never do",
          "Signal handlers, blocked signals and timers stay as they were.",
          "Install no handlers; ask cancelled of the host instead.", &check_signals},
    Check{"process.processes", kEveryKind, kDefaults, "What a plugin must never do",
          "No process is left behind.", "Do not fork; use parallel_for of the host.",
          &check_processes},
    Check{"process.limits", kEveryKind, kDefaults, "What a plugin must never do",
          "Resource limits and priority of the process stay as they were.",
          "Leave setrlimit and nice to whoever starts the program.", &check_limits},
    Check{"process.variables", kEveryKind, kDefaults, "What a plugin must never do",
          "Environment variables stay as they were.", "Take settings from parameters.",
          &check_variables},
    Check{"process.output", kEveryKind, kDefaults, "What a plugin must never do",
          "A plugin prints nothing: results go through its outputs, messages through log.",
          "Use log of the host.", &check_output},
};

}  // namespace

std::span<const Check> process_checks() { return kProcessChecks; }

}  // namespace hebb::check
