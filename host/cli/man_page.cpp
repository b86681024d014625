// man_page -- hebb(1).
#include <fmt/format.h>

#include <string_view>

#include "cli/app.hpp"
#include "cli/command.hpp"
#include "cli/manual.hpp"
#include "config/keys.hpp"
#include "run/version.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

// Text as troff takes it: no escapes, no requests, hyphens that can be copied.
std::string plain(std::string_view text) {
  std::string out;
  bool at_start = true;
  for (const char ch : text) {
    if (at_start && (ch == '.' || ch == '\'')) out += "\\&";
    at_start = ch == '\n';
    if (ch == '\\') {
      out += "\\e";
    } else if (ch == '-') {
      out += "\\-";
    } else {
      out += ch;
    }
  }
  return out;
}

// Lines that stay as they are.
std::string listing(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return ".nf\n" + plain(text) + "\n.fi\n";
}

// "-o [ --output ] DIR" is shown as -o, --output DIR.
std::string option_name(const po::option_description& option) {
  std::string name = option.format_name();
  if (const std::size_t at = name.find(" [ "); at != std::string::npos) {
    name.replace(at, 3, ", ");
    name.resize(name.size() - 2);  // " ]"
  }
  const std::string parameter = option.format_parameter();
  return parameter.empty() ? name : name + " " + parameter;
}

std::string options_text(const po::options_description& options) {
  std::string text;
  for (const auto& option : options.options()) {
    text += ".TP\n.B " + plain(option_name(*option)) + "\n" + plain(option->description()) + "\n";
  }
  return text;
}

std::string commands_text() {
  std::string text;
  for (const Command* command : commands()) {
    text += fmt::format(".SS hebb {}\n{}.\n.PP\n{}", command->name, plain(command->summary),
                        listing(command->usage));
    text += ".PP\n" + listing(command->text) + options_text(command->options());
  }
  return text;
}

std::string keys_text() {
  std::string text;
  for (const config::KeySpec& key : config::keys()) {
    text += fmt::format(".TP\n.B {}\n{}", plain(key.path), plain(key.type));
    if (!key.range.empty()) text += ", " + plain(key.range);
    if (key.required) text += ", required";
    if (!key.initial.empty()) text += ", default " + plain(key.initial);
    text += fmt::format(".\n{}\n", plain(key.doc));
  }
  return text;
}

}  // namespace

std::string man_page() {
  std::string text = fmt::format(".TH HEBB 1 \"\" \"hebb {}\" \"User Commands\"\n", run::kVersion);
  text +=
      ".SH NAME\nhebb \\- competitive Hebbian learning: experiments from YAML, rules as plugins\n";
  text += ".SH SYNOPSIS\n.B hebb\n.I COMMAND\n[\\fIoptions\\fR]\n";
  text += ".SH COMMANDS\n" + commands_text();
  text += ".SH OPTIONS OF EVERY COMMAND\n" + options_text(global_options());
  text += ".SH KEYS OF AN EXPERIMENT\n" + keys_text();
  text += ".SH ENVIRONMENT AND EXIT CODES\n" + listing(closing_help());
  return text;
}

}  // namespace hebb::cli
