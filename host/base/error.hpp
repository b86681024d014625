// error -- what a user is told, and the exit code that goes with it.
#pragma once

#include <stdexcept>
#include <string>

namespace hebb {

enum class ExitCode : int {
  kDone = 0,
  kRunFailed = 1,  // some run failed: divergence, a faulty plugin, a full disk
  kUsage = 2,      // usage or configuration
  kMissing = 3,    // data or plugin missing or damaged
  kStopped = 75,   // stopped by a signal; the same command resumes
};

// A message for the user: what, where, got, wanted; lower case, no full stop.
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  [[nodiscard]] ExitCode code() const noexcept { return code_; }

 private:
  ExitCode code_;
};

}  // namespace hebb
