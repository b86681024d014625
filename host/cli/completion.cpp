// completion -- the scripts that complete `hebb` in bash and in zsh.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string_view>
#include <vector>

#include "cli/app.hpp"
#include "cli/command.hpp"
#include "cli/manual.hpp"
#include "config/keys.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
using Words = std::vector<std::string>;

// Everything but the four lists of words: what is completed where.
constexpr std::string_view kScript =
    R"(# hebb -- completion for bash, written by hebb from its tables.
_hebb() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}}
  local command='' words='' i keys='{keys}'
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${{COMP_WORDS[i]}} in
      {commands})
        command=${{COMP_WORDS[i]}}
        break
        ;;
    esac
  done
  case $prev in
    {folder_options})
      mapfile -t COMPREPLY < <(compgen -d -- "$cur")
      return
      ;;
    {key_options})
      compopt -o nospace 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -S = -W "$keys" -- "$cur")
      return
      ;;
    {value_options}) return ;;
  esac
  case $command in
    '') words='{first}' ;;
{cases}  esac
  if [[ $cur == -* || $command == '' ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  else
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur" | grep -v '^-'; compgen -f -- "$cur")
  fi
}}
complete -o filenames -F _hebb hebb
)";

// The same for zsh.
constexpr std::string_view kZshScript =
    R"(#compdef hebb
# hebb -- completion for zsh, written by hebb from its tables.
_hebb() {{
  local command='' word keys='{keys}' offered=''
  for word in "${{(@)words[2,CURRENT-1]}}"; do
    case $word in
      {commands})
        command=$word
        break
        ;;
    esac
  done
  case $words[CURRENT-1] in
    {folder_options})
      _files -/
      return
      ;;
    {key_options})
      compadd -S = -- ${{=keys}}
      return
      ;;
    {value_options}) return 1 ;;
  esac
  case $command in
    '') offered='{first}' ;;
{cases}  esac
  if [[ $words[CURRENT] == -* || $command == '' ]]; then
    compadd -- ${{=offered}}
  else
    compadd -- ${{(M)${{=offered}}:#[^-]*}}
    _files
  fi
}}
_hebb "$@"
)";

// The spellings of an option: --output and -o.
Words spellings(const po::option_description& option) {
  std::istringstream name(option.format_name());  // "-o [ --output ]"
  Words words;
  for (std::string word; name >> word;) {
    if (word.starts_with('-')) words.push_back(word);
  }
  return words;
}

// The options of all commands whose value is named like one of `values`; every option that takes a
// value where that is empty.
Words options_taking(const std::vector<std::string_view>& values) {
  std::set<std::string> found;
  const auto look = [&](const po::options_description& options) {
    for (const auto& option : options.options()) {
      const std::string value = option->format_parameter();
      const bool named = std::any_of(values.begin(), values.end(), [&](std::string_view wanted) {
        return value.find(wanted) != std::string::npos;
      });
      if (option->semantic()->max_tokens() == 0 || !(values.empty() || named)) continue;
      for (const std::string& word : spellings(*option)) found.insert(word);
    }
  };
  look(global_options());
  for (const Command* command : commands()) look(command->options());
  return {found.begin(), found.end()};
}

Words option_words(const po::options_description& options) {
  Words words;
  for (const auto& option : options.options()) {
    for (const std::string& word : spellings(*option)) words.push_back(word);
  }
  return words;
}

// What may follow the command: in "hebb plugin list | hebb plugin show KIND/NAME", list and show.
Words actions(const Command& command) {
  std::set<std::string> found;
  std::istringstream usage(command.usage);
  for (std::string before, word; usage >> word; before = word) {
    const bool lower =
        std::all_of(word.begin(), word.end(), [](char ch) { return ch >= 'a' && ch <= 'z'; });
    if (before == command.name && lower) found.insert(word);
  }
  return {found.begin(), found.end()};
}

Words key_words() {
  std::set<std::string> paths;
  for (const config::KeySpec& key : config::keys()) {
    if (key.path.find("[]") == std::string_view::npos) paths.emplace(key.path);
  }
  return {paths.begin(), paths.end()};
}

// One line of `case` for each command, which sets the variable to what may follow it.
std::string cases(std::string_view variable) {
  std::string text;
  for (const Command* command : commands()) {
    Words words = actions(*command);
    for (const auto& options : {command->options(), global_options()}) {
      for (std::string& word : option_words(options)) words.push_back(std::move(word));
    }
    const bool wants_key = std::string_view(command->usage).find("[KEY]") != std::string_view::npos;
    text += fmt::format("    {}) {}=\"{}{}\" ;;\n", command->name, variable, fmt::join(words, " "),
                        wants_key ? " $keys" : "");
  }
  return text;
}

std::string filled(std::string_view script, std::string_view variable) {
  Words names;
  for (const Command* command : commands()) names.emplace_back(command->name);
  Words first = names;
  for (std::string& word : option_words(global_options())) first.push_back(std::move(word));
  return fmt::format(
      fmt::runtime(script), fmt::arg("keys", fmt::to_string(fmt::join(key_words(), " "))),
      fmt::arg("commands", fmt::to_string(fmt::join(names, " | "))),
      fmt::arg("folder_options", fmt::to_string(fmt::join(options_taking({"DIR"}), " | "))),
      fmt::arg("key_options", fmt::to_string(fmt::join(options_taking({"KEY="}), " | "))),
      fmt::arg("value_options", fmt::to_string(fmt::join(options_taking({}), " | "))),
      fmt::arg("first", fmt::to_string(fmt::join(first, " "))), fmt::arg("cases", cases(variable)));
}

}  // namespace

std::string bash_completion() { return filled(kScript, "words"); }

std::string zsh_completion() { return filled(kZshScript, "offered"); }

}  // namespace hebb::cli
