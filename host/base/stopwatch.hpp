// stopwatch -- where the time of training goes, by part of the work; free of cost until asked for.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace hebb {

enum class Part : std::uint8_t {
  kOther,
  kData,        // bytes to floats
  kForward,     // V'X and the Gram matrix
  kCorrection,  // what earlier batches of the block add to the potentials
  kRule,        // activation and rule
  kStep,        // rate, lengths, step norms, coefficients of the block
  kUpdate,      // into the matrix
  kMetrics,
};

inline constexpr std::array<const char*, 8> kPartNames{"other", "data", "forward", "correction",
                                                       "rule",  "step", "update",  "metrics"};

// While it lives, the TimedParts of this thread are charged to it. One at a time in a thread.
class Stopwatch {
 public:
  Stopwatch() noexcept : since_(Clock::now()) { current_ = this; }
  ~Stopwatch() { current_ = nullptr; }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

  // Seconds in a part so far, without the parts inside of it.
  [[nodiscard]] double seconds(Part part) const noexcept {
    return std::chrono::duration<double>(spent_[static_cast<std::size_t>(part)]).count();
  }

 private:
  friend class TimedPart;
  using Clock = std::chrono::steady_clock;

  // Charges the time since the last change; returns the part that it was charged to.
  Part change_to(Part part) noexcept {
    const Clock::time_point now = Clock::now();
    const Part before = part_;
    spent_[static_cast<std::size_t>(before)] += now - since_;
    since_ = now;
    part_ = part;
    return before;
  }

  static inline thread_local Stopwatch* current_ = nullptr;

  Clock::time_point since_;
  Part part_ = Part::kOther;
  std::array<Clock::duration, kPartNames.size()> spent_{};
};

// While it lives, this thread's time is that of `part`; a part inside of another interrupts it.
class TimedPart {
 public:
  explicit TimedPart(Part part) noexcept : watch_(Stopwatch::current_) {
    if (watch_ != nullptr) outer_ = watch_->change_to(part);
  }
  ~TimedPart() {
    if (watch_ != nullptr) watch_->change_to(outer_);
  }
  TimedPart(const TimedPart&) = delete;
  TimedPart& operator=(const TimedPart&) = delete;

  // From here on it is that of another part.
  void become(Part part) noexcept {
    if (watch_ != nullptr) watch_->change_to(part);
  }

 private:
  Stopwatch* watch_;
  Part outer_ = Part::kOther;
};

}  // namespace hebb
