#include "cli/app.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <new>
#include <sstream>
#include <string>
#include <string_view>

#include "base/blas.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "cli/internal.hpp"
#include "run/version.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

constexpr std::array kCommands{&kRun,      &kCheck,   &kPlan,    &kWorker, &kStatus, &kShow,
                               &kDiff,     &kCollect, &kReport,  &kRetry,  &kSubmit, &kProbe,
                               &kFeatures, &kAblate,  &kExplain, &kPlugin, &kData,   &kBench};

constexpr int kStyle = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;

// All values that Program_options checks are whole numbers.
std::string our_words(const po::error& error) {
  std::string text = error.what();
  constexpr std::string_view kTheirs = "is invalid";
  const std::size_t at = text.find(kTheirs);
  if (at != std::string::npos) text.replace(at, kTheirs.size(), "is no whole number in range");
  return text;
}

std::string as_typed(int argc, char** argv) {
  std::string line;
  for (int i = 0; i < argc; ++i) {
    const std::string word = argv[i];
    const bool plain =
        !word.empty() && word.find_first_of(" \t\n'\"\\$&;|<>*?()[]{}") == std::string::npos;
    line += (i > 0 ? " " : "") + (plain ? word : "'" + word + "'");
  }
  return line;
}

std::string general_help() {
  std::string text =
      "hebb " + std::string(run::kVersion) +
      " -- competitive Hebbian learning: experiments from YAML, rules as plugins.\n\n"
      "Usage: hebb COMMAND [options]\n\nCommands:\n";
  for (const Command* command : kCommands) {
    text += fmt::format("  {:<9} {}\n", command->name, command->summary);
  }
  text += "\n" + fmt::format("{}", (std::ostringstream() << global_options()).str());
  text += "\n`hebb COMMAND --help` shows a command's options and examples.\n\n";
  return text + closing_help();
}

std::string command_help(const Command& command) {
  return fmt::format("{}\n\nUsage: {}\n\n{}\n{}\n{}", command.summary, command.usage, command.text,
                     (std::ostringstream() << command.options()).str(),
                     (std::ostringstream() << global_options()).str());
}

const Command& find_command(const std::string& name) {
  for (const Command* command : kCommands) {
    if (name == command->name) return *command;
  }
  throw Error(ExitCode::kUsage,
              fmt::format("unknown command '{}'; `hebb --help` lists them", name));
}

void require_directory(const char* option, const std::string& given, ExitCode code) {
  std::error_code error;
  if (std::filesystem::is_directory(given, error)) return;
  throw Error(code, fmt::format("{}: {} is not a directory{}", option, given,
                                error ? ": " + error.message() : ""));
}

Globals globals_of(const po::variables_map& values, int argc, char** argv) {
  Globals globals;
  globals.quiet = values.count("quiet") > 0;
  globals.verbose = values.count("verbose") > 0;
  globals.json = values.count("json") > 0;
  const char* no_color = std::getenv("NO_COLOR");
  globals.color = values.count("no-color") == 0 && (no_color == nullptr || *no_color == '\0') &&
                  isatty(STDERR_FILENO) == 1;
  if (values.count("plugin-path") > 0) {
    for (const auto& directory : values["plugin-path"].as<std::vector<std::string>>()) {
      require_directory("--plugin-path", directory, ExitCode::kUsage);
      globals.plugin_directories.emplace_back(directory);
    }
  }
  if (values.count("data-dir") > 0) {
    globals.data_dir = values["data-dir"].as<std::string>();
    require_directory("--data-dir", globals.data_dir, ExitCode::kMissing);
  }
  globals.command_line = as_typed(argc, argv);
  return globals;
}

// Without a command, whose options might be meant, an unknown option is nobody's.
void refuse_unknown(const po::parsed_options& parsed) {
  for (const po::option& option : parsed.options) {
    if (!option.unregistered) continue;
    throw Error(ExitCode::kUsage,
                fmt::format("unknown option '{}'; `hebb --help` lists them",
                            option.original_tokens.empty() ? option.string_key
                                                           : option.original_tokens.front()));
  }
}

int dispatch(int argc, char** argv) {
  po::options_description all = global_options();
  all.add_options()("command", po::value<std::string>())("arguments",
                                                         po::value<std::vector<std::string>>());
  po::positional_options_description positions;
  positions.add("command", 1).add("arguments", -1);
  const auto parsed = po::command_line_parser(argc, argv)
                          .options(all)
                          .positional(positions)
                          .style(kStyle)
                          .allow_unregistered()
                          .run();
  po::variables_map values;
  po::store(parsed, values);
  if (values.count("version") > 0) {
    std::cout << "hebb " << run::kVersion << " (" << run::kCommit << ")\n";
    return 0;
  }
  const bool wants_help = values.count("help") > 0;
  if (values.count("command") == 0) {
    refuse_unknown(parsed);
    if (!wants_help && argc > 1) throw Error(ExitCode::kUsage, "no command; try `hebb --help`");
    (wants_help ? std::cout : std::cerr) << general_help();
    return wants_help ? 0 : static_cast<int>(ExitCode::kUsage);
  }
  const Command& command = find_command(values["command"].as<std::string>());
  if (wants_help) {
    std::cout << command_help(command);
    return 0;
  }
  const Globals globals = globals_of(values, argc, argv);
  if (globals.quiet) set_log_level(LogLevel::kError);
  if (globals.verbose) set_log_level(LogLevel::kDebug);
  std::vector<std::string> arguments =
      po::collect_unrecognized(parsed.options, po::include_positional);
  arguments.erase(arguments.begin());  // the command
  return command.run(globals, arguments);
}

}  // namespace

std::span<const Command* const> commands() { return kCommands; }

po::options_description global_options() {
  po::options_description options("Options of every command");
  options.add_options()("help,h", "show help, of a command where one is named")(
      "version", "show the version")("quiet,q", "no messages but errors")(
      "verbose,v", "more messages")("json", "results as JSON")("no-color", "no colour")(
      "plugin-path", po::value<std::vector<std::string>>()->value_name("DIR"),
      "look for plugins here first; may be given several times")(
      "data-dir", po::value<std::string>()->value_name("DIR"), "where the data sets are");
  return options;
}

const char* closing_help() {
  return "Environment: HEBB_DATA_DIR, HEBB_PLUGIN_PATH, XDG_DATA_HOME, XDG_CACHE_HOME, NO_COLOR.\n"
         "Exit codes:  0 done; 1 some run failed; 2 usage or configuration; 3 data or plugin "
         "missing;\n"
         "             75 stopped, the same command goes on.\n";
}

po::variables_map parse(const Command& command, const std::vector<std::string>& arguments) {
  po::options_description all = command.options();
  all.add_options()("arguments", po::value<std::vector<std::string>>());
  po::positional_options_description positions;
  positions.add("arguments", -1);
  po::variables_map values;
  po::store(
      po::command_line_parser(arguments).options(all).positional(positions).style(kStyle).run(),
      values);
  po::notify(values);
  return values;
}

std::vector<std::string> positional(const Command& command, const po::variables_map& values,
                                    std::size_t least, std::size_t most) {
  std::vector<std::string> words;
  if (values.count("arguments") > 0) words = values["arguments"].as<std::vector<std::string>>();
  if (words.size() < least || words.size() > most) {
    throw Error(ExitCode::kUsage,
                fmt::format("{}: got {} argument{}; usage: {}", command.name, words.size(),
                            words.size() == 1 ? "" : "s", command.usage));
  }
  return words;
}

int run(int argc, char** argv) {
  ensure_fast_blas(argv);
  try {
    if (const auto code = run_internal(argc, argv)) return *code;
    return dispatch(argc, argv);
  } catch (const Error& error) {
    std::cerr << "hebb: " << error.what() << "\n";
    return static_cast<int>(error.code());
  } catch (const po::error& error) {
    std::cerr << "hebb: " << our_words(error) << "\n";
    return static_cast<int>(ExitCode::kUsage);
  } catch (const std::bad_alloc&) {
    std::cerr << "hebb: out of memory\n";
    return static_cast<int>(ExitCode::kRunFailed);
  } catch (const std::exception& error) {
    std::cerr << "hebb: unexpected failure: " << error.what() << "\n";
    return static_cast<int>(ExitCode::kRunFailed);
  }
}

}  // namespace hebb::cli
