// submit_command -- `hebb submit`: workers for a planned folder as a Slurm job array.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/file_writer.hpp"
#include "base/files.hpp"
#include "base/process.hpp"
#include "cli/command.hpp"
#include "cli/duration.hpp"
#include "cli/work_options.hpp"
#include "run/plan_file.hpp"
#include "run/slurm_script.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

po::options_description submit_options() {
  po::options_description options("Options");
  options.add_options()("slurm", "submit to Slurm, the only queue that is known")(
      "array", po::value<int>()->value_name("N"), "workers: the tasks of the job array")(
      "cpus", po::value<int>()->default_value(1)->value_name("C"), "cores of each worker")(
      "time", po::value<std::string>()->value_name("T"),
      "time of each worker: 30m, 2h or [D-]HH:MM:SS; a run must fit into it")(
      "option", po::value<std::vector<std::string>>()->value_name("TEXT"),
      "one more option of sbatch, such as --option=--partition=long; may be given several times")(
      "print", "write the script to standard output, and submit nothing");
  return options;
}

int in_range(const po::variables_map& values, const char* name, int most) {
  const int value = values.count(name) > 0 ? values[name].as<int>() : 0;
  if (values.count(name) == 0 || value < 1 || value > most) {
    throw Error(ExitCode::kUsage,
                fmt::format("submit: --{} is {}, wanted 1..{}", name,
                            values.count(name) > 0 ? std::to_string(value) : "missing", most));
  }
  return value;
}

std::chrono::seconds job_time(const po::variables_map& values) {
  constexpr std::chrono::seconds kLeast{60};  // Slurm counts in minutes
  if (values.count("time") == 0) {
    throw Error(ExitCode::kUsage, "submit: --time is missing, wanted such as 2h or 02:00:00");
  }
  const auto time = duration_of(values["time"].as<std::string>(), "--time");
  if (time >= kLeast) return time;
  throw Error(ExitCode::kUsage, fmt::format("submit: --time is {} s, wanted {} s or more",
                                            time.count(), kLeast.count()));
}

run::SlurmJob job_of(const po::variables_map& values, const fs::path& directory) {
  constexpr int kMostTasks = 100000;
  constexpr int kMostCpus = 4096;
  run::SlurmJob job;
  job.program = self_executable();
  job.directory = fs::canonical(directory);
  job.name = "hebb-" + job.directory.filename().string();
  for (char& c : job.name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.' && c != '_') c = '-';
  }
  job.tasks = in_range(values, "array", kMostTasks);
  job.cpus = in_range(values, "cpus", kMostCpus);
  job.time = job_time(values);
  if (values.count("option") > 0) job.options = values["option"].as<std::vector<std::string>>();
  for (const std::string& option : job.options) {
    if (option.rfind('-', 0) == 0 && option.find('\n') == std::string::npos) continue;
    throw Error(ExitCode::kUsage, fmt::format("submit: --option is '{}', wanted an option of "
                                              "sbatch such as --partition=long",
                                              option));
  }
  return job;
}

// Where PATH has a program; "" if nowhere.
fs::path program_in_path(const std::string& name) {
  const char* variable = std::getenv("PATH");
  const std::string path = variable == nullptr ? "" : variable;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    const fs::path file = fs::path(path.substr(begin, end - begin)) / name;
    if (::access(file.c_str(), X_OK) == 0) return file;
    begin = end + 1;
  }
  return {};
}

// Hands the script to sbatch, which says on its own what it does not like.
void submit(const fs::path& script) {
  const fs::path sbatch = program_in_path("sbatch");
  if (sbatch.empty()) {
    throw Error(ExitCode::kMissing,
                "submit: sbatch is not in PATH; --print shows the script without Slurm");
  }
  const ExitStatus status = ChildProcess::spawn(sbatch, {"sbatch", script.string()}).wait();
  if (status.is_success()) return;
  throw Error(ExitCode::kRunFailed,
              fmt::format("submit: {} {} on {}", sbatch.string(), status.text(), script.string()));
}

std::size_t runs_left(const Globals& globals, const fs::path& directory) {
  const auto runs = run::require_plan(directory);
  const auto states = survey(globals, directory, runs);
  return run::count(states, run::RunState::Kind::kMissing) +
         run::count(states, run::RunState::Kind::kRunning);
}

int submit_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kSubmit, arguments);
  const fs::path directory = positional(kSubmit, values, 1, 1)[0];
  if (values.count("slurm") == 0) {
    throw Error(ExitCode::kUsage, "submit: no queue is named, wanted --slurm");
  }
  const std::size_t left = runs_left(globals, directory);
  const run::SlurmJob job = job_of(values, directory);
  const std::string script = run::slurm_script(job);
  if (values.count("print") > 0) {
    std::cout << script;
    return 0;
  }
  if (left == 0) {
    std::cout << "nothing is left for workers in " << job.directory.string() << "\n";
    return 0;
  }
  const fs::path file = job.directory / "slurm" / "submit.sbatch";
  std::error_code error;
  fs::create_directories(file.parent_path(), error);  // writing says why if it cannot be made
  write_file_atomically(file, script);
  submit(file);
  return 0;
}

}  // namespace

const Command kSubmit{
    "submit",
    "send workers for a planned folder to a cluster's queue",
    "hebb submit DIR --slurm --array N --time T [--cpus C] [--option TEXT]... [--print]",
    "Writes DIR/slurm/submit.sbatch and hands it to sbatch: a job array of N tasks, each of them\n"
    "`hebb worker DIR` on C cores, that take the runs of DIR/plan.jsonl one by one. A task stops "
    "a\n"
    "little before its time limit and goes back into the queue as long as runs are left. DIR and\n"
    "this program must be where the nodes see them. `hebb status DIR` tells how far it is.\n\n"
    "Examples:\n"
    "  hebb submit /shared/sweep --slurm --array 16 --cpus 4 --time 2h --print\n"
    "  hebb submit /shared/sweep --slurm --array 16 --cpus 4 --time 2h --option=--partition=long\n",
    &submit_command,
    &submit_options};

}  // namespace hebb::cli
