#include "base/process.hpp"

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <system_error>
#include <thread>

#include "base/error.hpp"
#include "base/spawn.hpp"

namespace hebb {
namespace {
using namespace std::chrono_literals;

ExitStatus decoded(int status) {
  ExitStatus result;
  if (WIFSIGNALED(status)) {
    result.kind = ExitStatus::Kind::kSignalled;
    result.signal = WTERMSIG(status);
    const char* name = ::sigabbrev_np(result.signal);
    result.signal_name =
        name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(result.signal);
  } else {
    result.code = WEXITSTATUS(status);
  }
  return result;
}

int waited_for(pid_t id) {
  int status = 0;
  while (::waitpid(id, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  return status;
}

// True if the child has ended; it stays a zombie, so that its number is still its own.
bool has_ended(pid_t id) {
  siginfo_t info{};
  if (::waitid(P_PID, static_cast<id_t>(id), &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
    throw std::system_error(errno, std::generic_category(), "waitid");
  }
  return info.si_pid == id;
}

}  // namespace

std::string ExitStatus::text() const {
  return kind == Kind::kExited ? "exited with code " + std::to_string(code)
                               : "was killed by " + signal_name;
}

ChildProcess ChildProcess::spawn(const std::filesystem::path& executable,
                                 const std::vector<std::string>& arguments,
                                 const SpawnOptions& options) {
  ChildProcess child;
  child.id_ = fork_and_exec(executable, arguments, options);
  // glibc 2.36 declares pidfd_open without C linkage.
  child.watch_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, child.id_, 0U)));
  return child;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : id_(std::exchange(other.id_, -1)),
      watch_(std::move(other.watch_)),
      status_(std::move(other.status_)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  if (this != &other) {
    end();
    id_ = std::exchange(other.id_, -1);
    watch_ = std::move(other.watch_);
    status_ = std::move(other.status_);
  }
  return *this;
}

ChildProcess::~ChildProcess() { end(); }

void ChildProcess::end() noexcept {
  if (id_ < 0 || status_) return;
  ::kill(-id_, SIGKILL);
  while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) continue;
}

std::optional<ExitStatus> ChildProcess::poll() {
  if (status_ || !has_ended(id_)) return status_;
  ::kill(-id_, SIGKILL);  // before the zombie is reaped: after that, the number may be another's
  status_ = decoded(waited_for(id_));
  return status_;
}

std::optional<ExitStatus> ChildProcess::wait_until(Clock::time_point deadline) {
  for (;;) {
    if (poll()) return status_;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left <= 0ms) return std::nullopt;
    if (watch_.is_open()) {
      pollfd watched{watch_.get(), POLLIN, 0};
      ::poll(&watched, 1, static_cast<int>(std::min(left, std::chrono::milliseconds(1h)).count()));
    } else {
      std::this_thread::sleep_for(std::min(left, 10ms));
    }
  }
}

ExitStatus ChildProcess::wait() {
  for (;;) {
    if (const auto status = wait_until(Clock::now() + 1h)) return *status;
  }
}

void ChildProcess::terminate(int signal) {
  if (!status_) ::kill(-id_, signal);
}

void leave_process(int code) {
  std::cout.flush();
  std::fflush(nullptr);
  std::_Exit(code);
}

std::filesystem::path self_executable() {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) {
    throw Error(ExitCode::kRunFailed, "/proc/self/exe: cannot be read: " + error.message());
  }
  return path;
}

}  // namespace hebb
