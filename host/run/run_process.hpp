// run_process -- one run in a child process, watched: what it does, and why it ended.
#pragma once

#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/process.hpp"
#include "base/status_page.hpp"
#include "run/store.hpp"

namespace hebb::run {

struct ChildOptions {
  std::vector<std::filesystem::path> plugin_directories;
  std::string data_dir;
  std::filesystem::path checkpoints;  // the folder of the run's checkpoints; "": none
  std::string command_line;
  int threads = 0;
  LogLevel log_level = LogLevel::kInfo;
  std::chrono::seconds plugin_time{30};  // longest time that one call into a plugin may take
};

// How a run ended. `message` says why where it is not done, naming the plugin's file where a plugin
// was at work.
struct Ending {
  ExitCode code = ExitCode::kDone;
  std::string message;
  bool crashed = false;  // ended by a signal, or without a word
  std::string signal;    // "SIGSEGV" where one ended it
};

class RunProcess {
 public:
  // Starts `hebb __run` on the staged directory. Its output goes to log.txt there.
  RunProcess(const Staging& staging, const ChildOptions& options);
  ~RunProcess();
  RunProcess(const RunProcess&) = delete;
  RunProcess& operator=(const RunProcess&) = delete;

  // The ending, if it has come; kills a child whose plugin does not return. Does not block.
  [[nodiscard]] std::optional<Ending> poll();

  // What the user should be told of the run, once it is known; empty afterwards.
  [[nodiscard]] std::vector<std::string> notes();

  [[nodiscard]] const StatusPage& status() const noexcept { return *page_; }

  // Becomes readable when the child ends; -1 where the system has no such thing.
  [[nodiscard]] int descriptor() const noexcept { return child_->descriptor(); }

  // Asks the child to stop (SIGTERM), or ends it now (SIGKILL).
  void stop() { child_->terminate(SIGTERM); }
  void kill() { child_->terminate(SIGKILL); }

 private:
  [[nodiscard]] bool is_hanging();
  [[nodiscard]] Ending explain(const ExitStatus& status) const;

  std::filesystem::path directory_;
  std::chrono::seconds plugin_time_;
  Descriptor page_file_;
  StatusPage* page_ = nullptr;
  std::optional<ChildProcess> child_;
  std::uint64_t last_calls_ = 0;
  std::chrono::steady_clock::time_point call_seen_;
  bool is_note_read_ = false;
  std::string hang_;  // why it was killed
};

}  // namespace hebb::run
