// slurm_script -- the sbatch script of `hebb submit`: a job array whose tasks are workers.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace hebb::run {

struct SlurmJob {
  std::filesystem::path program;    // hebb
  std::filesystem::path directory;  // of the sweep
  std::string name;                 // of the job
  int tasks = 1;
  int cpus = 1;  // of each task
  std::chrono::seconds time{0};
  std::vector<std::string> options;  // more of sbatch's: "--partition=long"
};

// How long before Slurm's limit a worker stops by itself: a twentieth of the time, 10 s to 5 min.
[[nodiscard]] std::chrono::seconds margin(std::chrono::seconds time);

// "[D-]HH:MM:SS", as Slurm reads it.
[[nodiscard]] std::string slurm_time(std::chrono::seconds duration);

// The text of the script. Each task is a worker that takes runs until none is left; one that the
// time limit stops puts itself back into the queue. Its output goes to DIR/slurm/. Throws Error
// (kUsage) for a directory or program whose path a script cannot hold: with a quote, a backslash, a
// line's end, or '%', which Slurm reads as a pattern.
[[nodiscard]] std::string slurm_script(const SlurmJob& job);

}  // namespace hebb::run
