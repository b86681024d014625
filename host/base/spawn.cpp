// Everything that the child needs is prepared before fork: in a copy of a process with threads,
// only async-signal-safe functions (signal-safety(7)) may run until exec.
#include "base/spawn.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace hebb {
namespace {

[[noreturn]] void fail(const std::filesystem::path& executable, int error) {
  throw Error(ExitCode::kRunFailed, executable.string() + ": cannot be started: " +
                                        std::generic_category().message(error));
}

struct Redirection {
  Descriptor source;  // numbered above every target, so that no dup2 overwrites a later source
  int target = -1;
};

// What the child works from. No member is touched by anything that allocates after fork.
struct Plan {
  const char* executable = nullptr;
  std::vector<char*> arguments;
  std::vector<char*> environment;
  std::vector<Redirection> redirections;
  Descriptor report;  // the write end of a pipe, closed by a successful exec
  pid_t parent = -1;
};

Redirection redirection(int source, int target, int above) {
  Descriptor copy(::fcntl(source, F_DUPFD_CLOEXEC, above));
  if (!copy.is_open()) throw std::system_error(errno, std::generic_category());
  return {std::move(copy), target};
}

Descriptor null_device() {
  Descriptor file(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!file.is_open()) throw std::system_error(errno, std::generic_category());
  return file;
}

std::vector<Redirection> redirections(const SpawnOptions& options) {
  using To = SpawnOptions::Stream::To;
  int above = 3;
  for (const auto& mapping : options.descriptors) above = std::max(above, mapping.child + 1);
  const Descriptor null = null_device();
  std::vector<Redirection> list;
  list.push_back(redirection(null.get(), STDIN_FILENO, above));
  const auto add_stream = [&](const SpawnOptions::Stream& stream, int target) {
    if (stream.to == To::kNull) list.push_back(redirection(null.get(), target, above));
    if (stream.to == To::kDescriptor) list.push_back(redirection(stream.descriptor, target, above));
  };
  add_stream(options.standard_output, STDOUT_FILENO);
  add_stream(options.standard_error, STDERR_FILENO);
  for (const auto& mapping : options.descriptors) {
    list.push_back(redirection(mapping.parent, mapping.child, above));
  }
  return list;
}

// Our environment with the additions: one string per variable.
std::vector<std::string> environment(const SpawnOptions& options) {
  std::vector<std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string variable = *entry;
    const bool replaced = std::any_of(
        options.environment.begin(), options.environment.end(),
        [&](const auto& addition) { return variable.starts_with(addition.first + "="); });
    if (!replaced) variables.push_back(variable);
  }
  for (const auto& [name, value] : options.environment) variables.push_back(name + "=" + value);
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> list;
  for (std::string& text : strings) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

// In the child. A caught signal would run the parent's handler here; SIGPIPE ignored, as servers
// do, would be inherited. Other ignored signals stay so: nohup relies on it.
void reset_signals() {
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction action {};
    if (::sigaction(signal, nullptr, &action) != 0) continue;
    if (action.sa_handler == SIG_IGN && signal != SIGPIPE) continue;
    struct sigaction standard {};
    standard.sa_handler = SIG_DFL;
    ::sigaction(signal, &standard, nullptr);
  }
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// In the child: tells the parent why there will be no exec.
[[noreturn]] void give_up(const Plan& plan) {
  const int error = errno;
  [[maybe_unused]] const ssize_t written = ::write(plan.report.get(), &error, sizeof error);
  ::_exit(127);
}

// In the child, from fork to exec.
[[noreturn]] void become(const Plan& plan) {
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) give_up(plan);
  if (::getppid() != plan.parent) ::_exit(127);  // the parent ended before the request
  if (::setpgid(0, 0) != 0) give_up(plan);
  reset_signals();
  // Descriptors that a library opened without O_CLOEXEC; Linux 5.11, elsewhere they stay open.
  ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
  for (const Redirection& entry : plan.redirections) {
    if (::dup2(entry.source.get(), entry.target) < 0) give_up(plan);
  }
  ::execve(plan.executable, plan.arguments.data(), plan.environment.data());
  give_up(plan);
}

// Forks with every signal blocked, so that no handler runs in the child before reset_signals.
pid_t fork_blocked(const Plan& plan) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t id = ::fork();
  if (id == 0) become(plan);
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return id;
}

// 0 if exec succeeded, which closes the pipe; otherwise the child's errno.
int reported_error(int pipe) {
  int error = 0;
  for (;;) {
    const ssize_t count = ::read(pipe, &error, sizeof error);
    if (count < 0 && errno == EINTR) continue;
    return count == sizeof error ? error : 0;
  }
}

}  // namespace

pid_t fork_and_exec(const std::filesystem::path& executable,
                    const std::vector<std::string>& arguments, const SpawnOptions& options) {
  std::vector<std::string> argument_text = arguments;
  std::vector<std::string> environment_text = environment(options);
  Plan plan;
  plan.executable = executable.c_str();
  plan.arguments = pointers(argument_text);
  plan.environment = pointers(environment_text);
  plan.parent = ::getpid();
  Descriptor listen;
  try {
    plan.redirections = redirections(options);
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) fail(executable, errno);
    listen = Descriptor(ends[0]);
    plan.report = Descriptor(ends[1]);
    int above = 3;
    for (const Redirection& entry : plan.redirections) above = std::max(above, entry.target + 1);
    plan.report = redirection(plan.report.get(), -1, above).source;
  } catch (const std::system_error& error) {
    fail(executable, error.code().value());
  }
  const pid_t id = fork_blocked(plan);
  if (id < 0) fail(executable, errno);
  ::setpgid(id, id);  // also here, so that the group exists whoever comes first
  plan.report.reset();
  if (const int error = reported_error(listen.get()); error != 0) {
    while (::waitpid(id, nullptr, 0) < 0 && errno == EINTR) continue;
    fail(executable, error);
  }
  return id;
}

}  // namespace hebb
