// command -- what every command has: a name, a help text, options, and a body.
#pragma once

#include <boost/program_options.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace hebb::cli {

// Options that every command takes.
struct Globals {
  bool quiet = false;
  bool verbose = false;
  bool json = false;
  bool color = true;  // --no-color, NO_COLOR, and a standard error that is no terminal turn it off
  std::vector<std::filesystem::path> plugin_directories;
  std::string data_dir;
  std::string command_line;  // as typed, for the provenance
};

struct Command {
  const char* name;
  const char* summary;  // one line
  const char* usage;    // "hebb run FILE.yaml [options]"
  const char* text;     // what it does, with examples
  int (*run)(const Globals& globals, const std::vector<std::string>& arguments);
  // Its own options, for the help.
  boost::program_options::options_description (*options)();
};

// Parses a command's own arguments: `options`, and positional arguments into the option
// "arguments". Throws Error (kUsage).
[[nodiscard]] boost::program_options::variables_map parse(
    const Command& command, const std::vector<std::string>& arguments);

// The positional arguments, between `least` and `most` of them. Throws Error (kUsage) with the
// usage.
[[nodiscard]] std::vector<std::string> positional(
    const Command& command, const boost::program_options::variables_map& values, std::size_t least,
    std::size_t most);

extern const Command kRun;
extern const Command kCheck;
extern const Command kPlan;
extern const Command kExplain;
extern const Command kPlugin;
extern const Command kData;
extern const Command kBench;
extern const Command kReport;
extern const Command kWorker;
extern const Command kStatus;
extern const Command kRetry;
extern const Command kShow;
extern const Command kDiff;
extern const Command kCollect;
extern const Command kSubmit;
extern const Command kFeatures;
extern const Command kProbe;
extern const Command kAblate;

}  // namespace hebb::cli
