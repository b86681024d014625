// fetch_console -- the progress of `hebb data fetch` for a person, on standard error.
#pragma once

#include <chrono>
#include <string>

#include "cli/command.hpp"
#include "data/fetch.hpp"
#include "run/signals.hpp"

namespace hebb::cli {

// On a terminal a line that is drawn again and again; elsewhere a line for each file only.
class FetchConsole final : public data::FetchAudience {
 public:
  explicit FetchConsole(const Globals& globals);
  ~FetchConsole() override;

  void noted(const std::string& message) override;
  void warned(const std::string& message) override;
  void began(const std::string& file) override;
  void progressed(std::uint64_t done, std::uint64_t total) override;
  [[nodiscard]] bool wants_stop() const override;

 private:
  using Clock = std::chrono::steady_clock;

  void clear();

  run::SignalCounter signals_;
  bool quiet_;
  bool live_;
  bool drawn_ = false;
  std::string file_;
  std::uint64_t first_ = 0;  // bytes that were there when the file began
  bool is_first_ = true;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_;
};

}  // namespace hebb::cli
