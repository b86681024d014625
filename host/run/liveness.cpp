#include "run/liveness.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace hebb::run {
namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Numbers of processes mean something within one boot and one process namespace only.
std::string this_machine() {
  std::string boot = content_of("/proc/sys/kernel/random/boot_id");
  while (!boot.empty() && boot.back() == '\n') boot.pop_back();
  std::error_code error;
  const std::string space = std::filesystem::read_symlink("/proc/self/ns/pid", error).string();
  return boot.empty() || error ? "" : boot + " " + space;
}

struct ProcessState {
  char state = '?';
  std::string started;
};

// Of /proc/ID/stat, the fields 3 and 22; the second field may hold anything, in parentheses.
bool read_state(pid_t id, ProcessState& found) {
  const std::string text = content_of("/proc/" + std::to_string(id) + "/stat");
  const std::size_t end = text.rfind(')');
  if (end == std::string::npos) return false;
  std::istringstream fields(text.substr(end + 1));
  fields >> found.state;
  constexpr int kFieldsBetween = 19;  // 4 to 22
  for (int i = 0; i < kFieldsBetween; ++i) fields >> found.started;
  return static_cast<bool>(fields);
}

}  // namespace

ProcessMark this_process() {
  ProcessMark mark;
  ProcessState state;
  mark.id = ::getpid();
  if (read_state(mark.id, state)) {
    mark.machine = this_machine();
    mark.started = state.started;
  }
  return mark;
}

bool has_surely_ended(const ProcessMark& process) {
  static const std::string machine = this_machine();
  if (machine.empty() || process.machine != machine || process.id <= 0) return false;
  if (::kill(process.id, 0) != 0 && errno == ESRCH) return true;
  ProcessState state;
  // Where /proc hides the processes of others there is nothing to read.
  if (!read_state(process.id, state)) return false;
  return state.state == 'Z' || state.state == 'X' || state.started != process.started;
}

}  // namespace hebb::run
