// work_time -- seconds spent on something, also over several processes one after another.
#pragma once

#include <chrono>

#include "base/state_visitor.hpp"

namespace hebb::train {

class WorkTime {
 public:
  [[nodiscard]] double seconds() const {
    return before_ + std::chrono::duration<double>(Clock::now() - begin_).count();
  }

  void visit(StateVisitor& visitor) {
    before_ = seconds();
    begin_ = Clock::now();
    visitor.number("seconds", before_);
  }

 private:
  using Clock = std::chrono::steady_clock;
  double before_ = 0;
  Clock::time_point begin_ = Clock::now();
};

}  // namespace hebb::train
