// liveness -- which process something belongs to, and whether that process has surely ended.
#pragma once

#include <sys/types.h>

#include <string>

namespace hebb::run {

// A process, told from every other one: a process number alone is used again.
struct ProcessMark {
  std::string machine;  // boot and process namespace; "" where the system does not say
  pid_t id = 0;
  std::string started;  // clock ticks after the boot
};

[[nodiscard]] ProcessMark this_process();

// True if the process ran here, on this machine since its last boot, and is there no more. False
// where that cannot be told: another machine, another container.
[[nodiscard]] bool has_surely_ended(const ProcessMark& process);

}  // namespace hebb::run
