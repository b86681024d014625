// process -- child processes that cannot outlive us, for runs and probes that may crash or hang.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/descriptor.hpp"

namespace hebb {

// How a process ended.
struct ExitStatus {
  enum class Kind { kExited, kSignalled };

  Kind kind = Kind::kExited;
  int code = 0;             // kExited: 0..255
  int signal = 0;           // kSignalled: its number
  std::string signal_name;  // kSignalled: "SIGSEGV"

  [[nodiscard]] bool is_success() const { return kind == Kind::kExited && code == 0; }
  // "exited with code 3", "was killed by SIGSEGV".
  [[nodiscard]] std::string text() const;
};

struct SpawnOptions {
  // Where a standard stream of the child goes.
  struct Stream {
    enum class To { kInherit, kNull, kDescriptor };
    To to = To::kInherit;
    int descriptor = -1;  // ours, for kDescriptor; stays open and ours

    static Stream null() { return {To::kNull, -1}; }
    static Stream descriptor_of(int fd) { return {To::kDescriptor, fd}; }
  };
  // Our descriptor `parent` is number `child` in the child. Everything else from 3 on is closed
  // there.
  struct Mapping {
    int child = -1;
    int parent = -1;
  };

  std::vector<std::pair<std::string, std::string>> environment;  // added to, or replacing, ours
  std::vector<Mapping> descriptors;  // child numbers from 3 on, each once
  Stream standard_output;
  Stream standard_error;
};

// One child process. It leads a process group of its own, reads /dev/null, starts with no signal
// blocked or caught, and the kernel kills it when the thread that started it ends: start children
// from a thread that lives as long as they may.
class ChildProcess {
 public:
  using Clock = std::chrono::steady_clock;

  // Runs the file `executable` (no search in PATH) with arguments[0] as its own name. Throws Error
  // (kRunFailed) with the path and the system's reason if it cannot be started.
  [[nodiscard]] static ChildProcess spawn(const std::filesystem::path& executable,
                                          const std::vector<std::string>& arguments,
                                          const SpawnOptions& options = {});

  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess();  // kills the group, if the child still runs, and waits for the child

  [[nodiscard]] pid_t id() const noexcept { return id_; }

  // Becomes readable (poll, epoll) when the child ends; -1 where the kernel has no such thing
  // (pidfd_open, Linux 5.3). Owned by this object.
  [[nodiscard]] int descriptor() const noexcept { return watch_.get(); }

  // The status if the child has ended, without blocking. When it has, what is left of its process
  // group is killed.
  std::optional<ExitStatus> poll();

  // Waits for the end; nothing if the deadline comes first.
  std::optional<ExitStatus> wait_until(Clock::time_point deadline);
  ExitStatus wait();

  // Sends a signal to the child's process group; nothing happens if the child has ended.
  void terminate(int signal);

 private:
  ChildProcess() = default;
  void end() noexcept;

  pid_t id_ = -1;
  Descriptor watch_;
  std::optional<ExitStatus> status_;
};

// Ends this process without running destructors of plugins, which may hang or crash when all is
// done. Standard output and the counts of covered lines are written.
[[noreturn]] void leave_process(int code);

// The file of the running program. To start it again, spawn "/proc/self/exe": that is this program
// even if the file has been replaced meanwhile. Throws Error (kRunFailed) if the system does not
// say.
[[nodiscard]] std::filesystem::path self_executable();

}  // namespace hebb
