// check_command -- `hebb check`.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/document.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

po::options_description check_options() { return document_options("Options"); }

int check_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kCheck, arguments);
  const std::string file = positional(kCheck, values, 1, 1)[0];
  const Experimentation experimentation(globals, file, values);
  const std::size_t count = experimentation.runs.size();
  if (globals.json) {
    std::cout << nlohmann::json{{"file", file}, {"runs", count}}.dump(2) << "\n";
  } else {
    std::cout << fmt::format("{}: good, {} run{}\n", file, count, count == 1 ? "" : "s");
  }
  return 0;
}

}  // namespace

const Command kCheck{"check",
                     "validate an experiment, its plugins and its data, and run nothing",
                     "hebb check FILE.yaml [-s key=value]... [--sweep key=a,b]",
                     "Reports the first fault as file:line:col: message. Nothing is written.\n\n"
                     "Examples:\n"
                     "  hebb check exp.yaml\n"
                     "  hebb check exp.yaml -s model.units=4096\n",
                     &check_command,
                     &check_options};

}  // namespace hebb::cli
