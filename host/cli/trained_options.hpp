// trained_options -- what commands on finished runs share: finding the run, and their child.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "cli/command.hpp"
#include "cli/run_reference.hpp"

namespace hebb::cli {

struct FinishedRun {
  std::filesystem::path directory;  // DIR/ID, absolute
  std::filesystem::path folder;     // DIR, absolute
  std::string id;
  nlohmann::json summary;
  std::vector<std::filesystem::path> plugin_directories;  // of the command line, then the run's
  std::string data_dir;                                   // of the command line, else the run's
};

// Throws Error (kUsage) if there is no such run or it is not finished. Warns of a run that is
// stale: plugins or data of today answer for the weights of then.
[[nodiscard]] FinishedRun finished_run(const Globals& globals, const RunReference& wanted);

// The whole number that an option has, between least and most. Throws Error (kUsage).
[[nodiscard]] std::uint32_t whole_option(const boost::program_options::variables_map& values,
                                         const char* name, std::uint32_t least, std::uint32_t most);

// An option's text, "" where it is absent; all texts of one that may be given several times.
[[nodiscard]] std::string text_option(const boost::program_options::variables_map& values,
                                      const char* name);
[[nodiscard]] std::vector<std::string> text_options(
    const boost::program_options::variables_map& values, const char* name);

// What a child is to say.
[[nodiscard]] LogLevel log_level(const Globals& globals);

}  // namespace hebb::cli
