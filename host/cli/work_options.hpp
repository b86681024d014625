// work_options -- what the commands that work on runs have in common: run, worker and retry.
#pragma once

#include <boost/program_options.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "run/runner.hpp"
#include "run/survey.hpp"

namespace hebb::cli {

// -j, --cpus, --fail-fast and --stale-after.
[[nodiscard]] boost::program_options::options_description work_options();

// From these options, the global ones and --plugin-timeout; --cpus holds from now on. Throws Error
// (kUsage).
[[nodiscard]] run::RunnerOptions runner_options(
    const Globals& globals, const boost::program_options::variables_map& values);

// --stale-after. Throws Error (kUsage) if it is out of range.
[[nodiscard]] std::chrono::seconds patience(const boost::program_options::variables_map& values);

// "done", "failed", "stopped", "missing", "elsewhere".
[[nodiscard]] const char* word(run::Outcome::State state);

// How many runs ended how, on standard output: one line, or JSON with an entry for each run.
void print_outcomes(const Globals& globals, const std::vector<run::FrozenRun>& runs,
                    const std::vector<run::Outcome>& outcomes, const run::Store& store);

// Of the runs in `directory`, with the plugins and data of the global options first.
[[nodiscard]] std::vector<run::RunState> survey(const Globals& globals,
                                                const std::filesystem::path& directory,
                                                const std::vector<run::FrozenRun>& runs);

}  // namespace hebb::cli
