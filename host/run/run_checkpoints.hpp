// run_checkpoints -- saves a run while it is under way, and lets it go on from where it was.
#pragma once

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "base/log.hpp"
#include "base/state_file.hpp"
#include "config/experiment.hpp"
#include "run/checkpoint_folder.hpp"
#include "run/metrics_file.hpp"
#include "train/checkpoints.hpp"

namespace hebb::run {

class RunCheckpoints final : public train::Checkpoints {
 public:
  // Where checkpoints are kept: `folder`; "" turns them off. `origin` is what this run is made from
  // (checkpoint_origin.hpp). `finished` goes over what finished stages have left, `metrics` is what
  // was written so far; both must outlive this.
  RunCheckpoints(const config::CheckpointSettings& settings, const std::filesystem::path& folder,
                 nlohmann::json origin, MetricsFile& metrics, Visit finished);

  // Looks for the furthest checkpoint that is whole and of this origin, and restores `finished`
  // and `metrics` from it. Damaged ones are removed, all are set aside where the origin is another;
  // the user is told (base/status_page.hpp) and the log. `log` is the run's log file: what the
  // checkpoint has of it is written to stderr. Throws Error (kRunFailed) where a whole checkpoint
  // does not fit.
  void resume(const std::filesystem::path& log);

  [[nodiscard]] bool enter(const std::string& name) override;
  void carry(const Visit& visit) override;
  void pass() override;

  // One entry for each time that the run went on: {"stage", "steps", "kernel"}.
  [[nodiscard]] const nlohmann::json& history() const noexcept { return history_; }

 private:
  using Clock = std::chrono::steady_clock;

  enum class Verdict { kUsed, kUnusable, kForeign };

  void tell(LogLevel level, const std::string& text);
  [[nodiscard]] Verdict look_at(const std::filesystem::path& path);
  void go_on_from(const std::filesystem::path& path, const nlohmann::json& about);
  void restore(const std::string& name, const Visit& visit);
  [[nodiscard]] bool is_behind() const;
  [[nodiscard]] bool is_due() const;
  void try_to_save();
  void save();

  config::CheckpointSettings settings_;
  CheckpointFolder folder_;
  nlohmann::json origin_;
  MetricsFile& metrics_;
  Visit finished_;
  std::filesystem::path log_;
  std::string notes_;  // lines for the user
  nlohmann::json history_ = nlohmann::json::array();

  std::size_t stage_ = 0;  // counts from 1
  std::string stage_name_;
  Visit visit_;  // of the stage; empty until it carries something

  // What the run goes on from, until the stage has taken it.
  std::filesystem::path path_;
  std::string file_;
  StateBlocks blocks_;
  std::size_t resumed_stage_ = 0;
  std::uint64_t resumed_steps_ = 0;
  bool resumes_within_ = false;  // the stage had something to carry

  std::size_t saved_stage_ = 1;
  std::uint64_t saved_steps_ = 0;
  Clock::time_point saved_at_ = Clock::now();
  Clock::duration cost_{};  // of the latest
};

}  // namespace hebb::run
