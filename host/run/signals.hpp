// signals -- SIGINT and SIGTERM as a count, for loops that end in an orderly way.
#pragma once

#include <csignal>

namespace hebb::run {

// Counts SIGINT and SIGTERM while it lives; then they do again what they did before.
class SignalCounter {
 public:
  SignalCounter();
  ~SignalCounter();
  SignalCounter(const SignalCounter&) = delete;
  SignalCounter& operator=(const SignalCounter&) = delete;

  [[nodiscard]] int count() const noexcept;

 private:
  struct sigaction interrupt_ {};
  struct sigaction terminate_ {};
};

}  // namespace hebb::run
