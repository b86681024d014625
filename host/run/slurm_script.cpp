#include "run/slurm_script.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"

namespace hebb::run {
namespace {

constexpr long kMinute = 60;
constexpr long kHour = 60 * kMinute;
constexpr long kDay = 24 * kHour;

std::string in_quotes(const std::filesystem::path& path, const char* what) {
  const std::string text = path.string();
  const std::size_t at = text.find_first_of("\"'\\$`%\n");
  if (at != std::string::npos) {
    throw Error(ExitCode::kUsage,
                fmt::format("submit: the path of the {} is {}, wanted one without quotes, "
                            "backslashes, '$', '%' and line ends",
                            what, text));
  }
  return '"' + text + '"';
}

}  // namespace

std::chrono::seconds margin(std::chrono::seconds time) {
  constexpr std::chrono::seconds kLeast{10};
  constexpr std::chrono::seconds kMost{300};
  return std::clamp(time / 20, kLeast, kMost);
}

std::string slurm_time(std::chrono::seconds duration) {
  const long seconds = duration.count();
  const std::string time = fmt::format("{:02}:{:02}:{:02}", seconds % kDay / kHour,
                                       seconds % kHour / kMinute, seconds % kMinute);
  return seconds < kDay ? time : fmt::format("{}-{}", seconds / kDay, time);
}

std::string slurm_script(const SlurmJob& job) {
  const std::string directory = in_quotes(job.directory, "folder");
  const std::string log = directory.substr(0, directory.size() - 1) + "/slurm/%A_%a.log\"";
  std::string more;
  for (const std::string& option : job.options) more += "#SBATCH " + option + "\n";
  return fmt::format(
      R"(#!/bin/bash
# {tasks} workers on one sweep, each with {cpus} cores; written by `hebb submit`.
#SBATCH --job-name={name}
#SBATCH --array=1-{tasks}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={cpus}
#SBATCH --time={time}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output={log}
{more}
hebb={program}
sweep={directory}

# A worker takes runs until none is left. It stops by itself {margin} s before Slurm's limit and says
# so with code 75: then this task goes back into the queue. What it could not finish, another takes.
"$hebb" worker "$sweep" --cpus {cpus} --time-limit {limit}
code=$?
if [[ $code -eq 75 ]]; then
  scontrol requeue "$SLURM_JOB_ID" && exit 0
fi
exit "$code"
)",
      fmt::arg("tasks", job.tasks), fmt::arg("cpus", job.cpus), fmt::arg("name", job.name),
      fmt::arg("time", slurm_time(job.time)), fmt::arg("log", log), fmt::arg("more", more),
      fmt::arg("program", in_quotes(job.program, "program")), fmt::arg("directory", directory),
      fmt::arg("margin", margin(job.time).count()),
      fmt::arg("limit", slurm_time(job.time - margin(job.time))));
}

}  // namespace hebb::run
