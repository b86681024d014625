#include "check/rerun.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/process.hpp"
#include "check/session.hpp"

namespace hebb::check {
namespace {

constexpr int kRerunAnswer = 3;
constexpr int kStates = 4;

// A file in memory that holds the text, to be inherited.
Descriptor memory_file(const std::string& text) {
  Descriptor file(::memfd_create("hebb", MFD_CLOEXEC));
  if (!file.is_open() ||
      ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw Failure("no temporary file can be made");
  }
  return file;
}

std::string contents(int file) {
  struct stat facts {};
  if (::fstat(file, &facts) != 0) return "";
  std::string text(static_cast<std::size_t>(facts.st_size), '\0');
  const ssize_t count = ::pread(file, text.data(), text.size(), 0);
  text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return text;
}

}  // namespace

Shape rerun_shape() { return {16, 8, 5, {5, 5, 5, 5, 5, 3}}; }

Trace rerun(const Target& target, std::size_t first, const std::vector<std::string>& states) {
  Trace sent;
  for (const std::string& state : states) sent.push_back({"", state});
  const Descriptor answer = memory_file("");
  const Descriptor given = memory_file(to_bytes(sent));
  SpawnOptions options;
  options.descriptors = {{kRerunAnswer, answer.get()}, {kStates, given.get()}};
  ChildProcess child =
      ChildProcess::spawn("/proc/self/exe",
                          {"hebb", "__check_rerun", std::string(plugin::word(target.kind)),
                           target.name, target.file.string(), std::to_string(first)},
                          options);
  const ExitStatus status = child.wait();
  if (!status.is_success()) throw Failure(fmt::format("in another process, it {}", status.text()));
  const Trace trace = trace_from_bytes(contents(answer.get()));
  if (trace.size() == 1 && trace[0].what == "failure") {
    throw Failure("in another process: " + trace[0].bytes);
  }
  return trace;
}

int rerun_main(const Target& target, std::size_t first) {
  set_threads(1);
  Trace trace;
  try {
    Conditions conditions;
    conditions.shape = rerun_shape();
    conditions.first = first;
    const auto session = Session::open(target, conditions);
    std::vector<std::string> states;
    for (const Output& state : trace_from_bytes(contents(kStates))) states.push_back(state.bytes);
    session->restore(states);
    session->finish();
    trace = session->trace();
  } catch (const std::exception& error) {
    trace = {{"failure", error.what()}};
  }
  const std::string bytes = to_bytes(trace);
  const bool written =
      ::write(kRerunAnswer, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  std::_Exit(written ? 0 : 1);
}

}  // namespace hebb::check
