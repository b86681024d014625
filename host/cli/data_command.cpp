// data_command -- `hebb data`.
#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "data/dataset.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() { return po::options_description("Options: none of its own"); }

std::string state_of(const data::SourceInfo& source, const std::filesystem::path& root) {
  if (!source.needs_files) return "ready";
  return data::present_files(source.name, root).empty() ? "missing" : "ready";
}

int data_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const auto words = positional(kData, parse(kData, arguments), 1, 1);
  if (words[0] != "list") {
    throw Error(ExitCode::kUsage,
                fmt::format("data: unknown action '{}'; usage: {}", words[0], kData.usage));
  }
  const std::filesystem::path root = data::data_root(globals.data_dir, "");
  nlohmann::json list = nlohmann::json::array();
  for (const data::SourceInfo& source : data::sources()) {
    const std::string state = source.name == "npy" ? "your files" : state_of(source, root);
    list.push_back({{"name", source.name}, {"summary", source.summary}, {"state", state}});
  }
  if (globals.json) {
    std::cout << nlohmann::json{{"root", root.string()}, {"data", list}}.dump(2) << "\n";
    return 0;
  }
  std::cout << "data root: " << root.string() << "\n";
  for (const auto& entry : list) {
    std::cout << fmt::format("  {:<10} {:<11} {}\n", entry["name"].get<std::string>(),
                             entry["state"].get<std::string>(),
                             entry["summary"].get<std::string>());
  }
  return 0;
}

}  // namespace

const Command kData{
    "data",
    "list the data sets, and whether their files are there",
    "hebb data list",
    "The data root is the first one given of --data-dir, HEBB_DATA_DIR and\n"
    "$XDG_DATA_HOME/hebb/data (~/.local/share/hebb/data); an experiment may name its own with\n"
    "data.root. Nothing is downloaded.\n\n"
    "Examples:\n"
    "  hebb data list --data-dir ~/data\n",
    &data_command,
    &options};

}  // namespace hebb::cli
