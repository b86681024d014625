// process_test -- children are started, watched and never left behind.
#include "base/process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "base/error.hpp"

using Catch::Matchers::Equals;
using hebb::ChildProcess;
using hebb::Descriptor;
using hebb::ExitStatus;
using hebb::SpawnOptions;
using namespace std::chrono_literals;

namespace {

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe new_pipe() {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// Everything up to the end, which comes when the last copy of the write end is closed.
std::string all_of(Pipe& pipe) {
  pipe.write.reset();
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count = ::read(pipe.read.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

ChildProcess shell(const std::string& script, const SpawnOptions& options = {}) {
  return ChildProcess::spawn("/bin/sh", {"sh", "-c", script}, options);
}

std::string output_of(const std::string& script, SpawnOptions options = {}) {
  Pipe pipe = new_pipe();
  options.standard_output = SpawnOptions::Stream::descriptor_of(pipe.write.get());
  ChildProcess child = shell(script, options);
  std::string text = all_of(pipe);
  CHECK(child.wait().text() == "exited with code 0");
  return text;
}

}  // namespace

TEST_CASE("process: an exit code arrives as it was given") {
  const ExitStatus status = shell("exit 75").wait();
  CHECK(status.kind == ExitStatus::Kind::kExited);
  CHECK(status.code == 75);
  CHECK_FALSE(status.is_success());
  CHECK(status.text() == "exited with code 75");
  CHECK(shell("exit 0").wait().is_success());
}

TEST_CASE("process: a crash arrives as the name of its signal") {
  const ExitStatus status = shell("kill -SEGV $$").wait();
  CHECK(status.kind == ExitStatus::Kind::kSignalled);
  CHECK(status.signal == SIGSEGV);
  CHECK(status.text() == "was killed by SIGSEGV");
}

TEST_CASE("process: a program that is not there is an error of spawn, with path and reason") {
  try {
    (void)ChildProcess::spawn("/absent/program", {"program"});
    FAIL("no error");
  } catch (const hebb::Error& error) {
    CHECK(error.code() == hebb::ExitCode::kRunFailed);
    CHECK_THAT(error.what(),
               Equals("/absent/program: cannot be started: No such file or directory"));
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no zombie is left
  CHECK(errno == ECHILD);
}

TEST_CASE("process: a closed descriptor to map is an error of spawn") {
  SpawnOptions options;
  options.descriptors = {{5, 987}};
  CHECK_THROWS_WITH(shell("exit 0", options),
                    Equals("/bin/sh: cannot be started: Bad file descriptor"));
}

TEST_CASE("process: additions to the environment replace and extend ours") {
  ::setenv("HEBB_TEST_OLD", "old", 1);
  ::setenv("HEBB_TEST_KEPT", "kept", 1);
  SpawnOptions options;
  options.environment = {{"HEBB_TEST_OLD", "new"}, {"HEBB_TEST_ADDED", "a=b"}};
  CHECK(output_of("printf %s \"$HEBB_TEST_OLD $HEBB_TEST_KEPT $HEBB_TEST_ADDED\"", options) ==
        "new kept a=b");
  CHECK(std::string(std::getenv("HEBB_TEST_OLD")) == "old");
}

TEST_CASE("process: arguments arrive one by one, unchanged") {
  Pipe pipe = new_pipe();
  SpawnOptions options;
  options.standard_output = SpawnOptions::Stream::descriptor_of(pipe.write.get());
  ChildProcess child = ChildProcess::spawn(
      "/bin/sh", {"sh", "-c", "printf '<%s>' \"$@\"", "name", "a b", "", "$HOME"}, options);
  CHECK(all_of(pipe) == "<a b><><$HOME>");
  child.wait();
}

TEST_CASE("process: mapped descriptors arrive under their numbers, also when they cross") {
  Pipe first = new_pipe();
  Pipe second = new_pipe();
  SpawnOptions options;
  // Each child number is the parent's number of the other one.
  options.descriptors = {{second.write.get(), first.write.get()},
                         {first.write.get(), second.write.get()}};
  const std::string to_first = "printf first >&" + std::to_string(second.write.get());
  const std::string to_second = "printf second >&" + std::to_string(first.write.get());
  ChildProcess child = shell(to_first + "; " + to_second, options);
  CHECK(all_of(first) == "first");
  CHECK(all_of(second) == "second");
  CHECK(child.wait().is_success());
}

TEST_CASE("process: a descriptor mapped to its own number stays open in the child") {
  Pipe pipe = new_pipe();
  SpawnOptions options;
  options.descriptors = {{pipe.write.get(), pipe.write.get()}};
  ChildProcess child = shell("printf x >&" + std::to_string(pipe.write.get()), options);
  CHECK(all_of(pipe) == "x");
  CHECK(child.wait().is_success());
}

TEST_CASE("process: the child has no descriptor that it was not given") {
  const Descriptor leaky(::open("/dev/null", O_RDONLY));  // without O_CLOEXEC
  REQUIRE(leaky.get() > STDERR_FILENO);
  const std::string open = output_of(
      "for fd in /proc/$$/fd/*; do n=${fd##*/}; [ $n -gt 2 ] && [ -e $fd ] && printf '%s ' $n; "
      "done; :");
  CHECK(open.empty());
}

TEST_CASE("process: the child reads an empty input") { CHECK(output_of("cat").empty()); }

TEST_CASE("process: output to nowhere does not reach our own") {
  SpawnOptions options;
  options.standard_output = SpawnOptions::Stream::null();
  options.standard_error = SpawnOptions::Stream::null();
  CHECK(shell("[ /proc/$$/fd/1 -ef /dev/null ] && [ /proc/$$/fd/2 -ef /dev/null ]", options)
            .wait()
            .is_success());
}

TEST_CASE("process: poll does not block and keeps the status") {
  Pipe pipe = new_pipe();
  SpawnOptions options;
  options.descriptors = {{3, pipe.read.get()}};
  ChildProcess child = shell("read line <&3; exit 4", options);
  CHECK_FALSE(child.poll().has_value());  // it waits for a line
  REQUIRE(::write(pipe.write.get(), "\n", 1) == 1);
  CHECK(child.wait().code == 4);
  REQUIRE(child.poll().has_value());
  CHECK(child.poll()->code == 4);
}

TEST_CASE("process: a deadline passes without a status, then terminate ends the child") {
  ChildProcess child = shell("sleep 600");
  const auto start = ChildProcess::Clock::now();
  CHECK_FALSE(child.wait_until(start + 30ms).has_value());
  CHECK(ChildProcess::Clock::now() - start >= 30ms);
  child.terminate(SIGTERM);
  CHECK(child.wait().text() == "was killed by SIGTERM");
  child.terminate(SIGTERM);  // nothing happens
}

TEST_CASE("process: blocked and ignored signals of ours do not protect the child") {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  REQUIRE(::pthread_sigmask(SIG_BLOCK, &blocked, &before) == 0);
  const auto old = std::signal(SIGPIPE, SIG_IGN);
  ChildProcess term = shell("kill -TERM $$; exit 0");
  ChildProcess pipe = shell("kill -PIPE $$; exit 0");
  CHECK(term.wait().text() == "was killed by SIGTERM");
  CHECK(pipe.wait().text() == "was killed by SIGPIPE");
  std::signal(SIGPIPE, old);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

// The grandchild holds the write end: the pipe ends only when it is gone too.
TEST_CASE("process: the end of a child is the end of its group") {
  Pipe pipe = new_pipe();
  SpawnOptions options;
  options.descriptors = {{3, pipe.write.get()}};
  SECTION("when it exits") {
    ChildProcess child = shell("sleep 600 & exit 0", options);
    CHECK(child.wait().is_success());
    CHECK(all_of(pipe).empty());
  }
  SECTION("when its owner drops it") {
    { const ChildProcess child = shell("sleep 600 & sleep 600", options); }
    CHECK(all_of(pipe).empty());
  }
}

TEST_CASE("process: a dropped child leaves no zombie") {
  { const ChildProcess child = shell("sleep 600"); }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("process: a child dies with the thread that started it") {
  Pipe pipe = new_pipe();
  SpawnOptions options;
  options.descriptors = {{3, pipe.write.get()}};
  std::optional<ChildProcess> child;
  std::thread([&] { child.emplace(shell("exec sleep 600", options)); }).join();
  CHECK(child->wait().text() == "was killed by SIGKILL");
  CHECK(all_of(pipe).empty());
}

TEST_CASE("process: a moved process is still one process") {
  ChildProcess first = shell("exit 3");
  ChildProcess second = std::move(first);
  CHECK(second.wait().code == 3);
  second = shell("exit 4");
  CHECK(second.wait().code == 4);
}

TEST_CASE("process: the running program's file is this test's") {
  CHECK(hebb::self_executable().is_absolute());
  CHECK(std::filesystem::equivalent(hebb::self_executable(), "/proc/self/exe"));
}
