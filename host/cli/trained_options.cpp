#include "cli/trained_options.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "run/results.hpp"

namespace hebb::cli {

namespace po = boost::program_options;

FinishedRun finished_run(const Globals& globals, const RunReference& wanted) {
  run::Today today(globals.plugin_directories, globals.data_dir);
  const run::Results results(wanted.directory, today);
  const std::size_t index = results.find(wanted.id);
  const run::RunState& state = results.state(index);
  const run::FrozenRun& frozen = results.run(index);
  if (!results.is_finished(index)) {
    throw Error(ExitCode::kUsage, fmt::format("run {} is {}, wanted a finished one", frozen.id,
                                              run::word(state.kind)));
  }
  if (state.kind == run::RunState::Kind::kStale) {
    write_log(
        LogLevel::kWarning,
        fmt::format("run {} is stale: {}; today's answers for its weights", frozen.id, state.why));
  }
  FinishedRun run;
  run.directory = std::filesystem::absolute(results.directory_of(index)).lexically_normal();
  run.folder = run.directory.parent_path();
  run.id = frozen.id;
  run.summary = results.summary(index);
  run.plugin_directories = globals.plugin_directories;
  run.plugin_directories.insert(run.plugin_directories.end(), frozen.plugin_path.begin(),
                                frozen.plugin_path.end());
  run.data_dir = globals.data_dir.empty() ? frozen.data_dir : globals.data_dir;
  return run;
}

std::uint32_t whole_option(const po::variables_map& values, const char* name, std::uint32_t least,
                           std::uint32_t most) {
  const auto value = values[name].as<std::int64_t>();
  if (value < least || value > most) {
    throw Error(ExitCode::kUsage,
                fmt::format("--{} is {}, wanted {}..{}", name, value, least, most));
  }
  return static_cast<std::uint32_t>(value);
}

std::string text_option(const po::variables_map& values, const char* name) {
  return values.count(name) > 0 ? values[name].as<std::string>() : "";
}

std::vector<std::string> text_options(const po::variables_map& values, const char* name) {
  return values.count(name) > 0 ? values[name].as<std::vector<std::string>>()
                                : std::vector<std::string>{};
}

LogLevel log_level(const Globals& globals) {
  if (globals.quiet) return LogLevel::kError;
  return globals.verbose ? LogLevel::kDebug : LogLevel::kInfo;
}

}  // namespace hebb::cli
