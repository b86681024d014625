// console -- progress and messages for a person, on standard error.
#pragma once

#include <chrono>
#include <string>

#include "cli/command.hpp"
#include "run/runner.hpp"

namespace hebb::cli {

class Console final : public run::Audience {
 public:
  explicit Console(const Globals& globals);
  ~Console() override;

  void noted(const std::string& message) override;
  void finished(const run::FrozenRun& run, const run::Outcome& outcome) override;
  void progressed(const std::vector<Working>& working, std::size_t done,
                  std::size_t total) override;

 private:
  using Clock = std::chrono::steady_clock;

  void line(const std::string& text);
  void clear();
  [[nodiscard]] std::string progress_text(const std::vector<Working>& working, std::size_t done,
                                          std::size_t total);
  [[nodiscard]] std::string eta(double share);
  [[nodiscard]] std::string place();

  bool quiet_;
  bool color_;
  bool live_;  // standard error is a terminal: one line, drawn again and again
  bool drawn_ = false;
  std::size_t settled_ = 0;  // runs, of total_
  std::size_t total_ = 0;
  double first_share_ = -1;  // what was done before we began; below 0: not known yet
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = Clock::now();
};

// "model.units=128 rule=hebbnet seed=3"
[[nodiscard]] std::string label(const config::PlannedRun& run);

}  // namespace hebb::cli
