// explain_command -- `hebb explain`.
#include <iostream>

#include "cli/command.hpp"
#include "config/explain.hpp"
#include "config/keys.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

po::options_description explain_options() {
  return po::options_description("Options: none of its own");
}

int explain_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const auto words = positional(kExplain, parse(kExplain, arguments), 0, 1);
  if (globals.json) {
    std::cout << config::keys_as_json().dump(2) << "\n";
  } else {
    std::cout << config::explain(words.empty() ? "" : words[0]);
  }
  return 0;
}

}  // namespace

const Command kExplain{
    "explain",
    "every key of an experiment, with type, range, default and meaning",
    "hebb explain [KEY]",
    "KEY may be a key (train.rate) or a table (train). The parameters of a plugin are shown by\n"
    "`hebb plugin show KIND/NAME`.\n\n"
    "Examples:\n"
    "  hebb explain\n"
    "  hebb explain train.rate\n",
    &explain_command,
    &explain_options};

}  // namespace hebb::cli
