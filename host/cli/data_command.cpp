// data_command -- `hebb data`: its actions, and the list.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/data_fetch.hpp"
#include "data/dataset.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

constexpr std::size_t kMostNames = 16;

po::options_description data_options() {
  po::options_description options("Options");
  add_fetch_options(options);
  return options;
}

std::string state_of(const data::SourceInfo& source, const std::filesystem::path& root) {
  if (!source.needs_files) return "ready";
  return data::present_files(source.name, root).empty() ? "missing" : "ready";
}

int list_data(const Globals& globals) {
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
    std::cout << fmt::format("  {:<13} {:<11} {}\n", entry["name"].get<std::string>(),
                             entry["state"].get<std::string>(),
                             entry["summary"].get<std::string>());
  }
  return 0;
}

void refuse_options(const std::string& action, const po::variables_map& values,
                    const std::vector<std::string>& allowed) {
  for (const auto& [name, value] : values) {
    const bool is_allowed = std::find(allowed.begin(), allowed.end(), name) != allowed.end();
    if (name == "arguments" || value.defaulted() || is_allowed) continue;
    throw Error(ExitCode::kUsage, fmt::format("data {}: --{} does not apply", action, name));
  }
}

int data_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kData, arguments);
  std::vector<std::string> names = positional(kData, values, 1, kMostNames);
  const std::string action = names.front();
  names.erase(names.begin());
  const bool is_list = action == "list";
  if (!is_list && action != "fetch" && action != "verify" && action != "path") {
    throw Error(ExitCode::kUsage,
                fmt::format("data: unknown action '{}'; usage: {}", action, kData.usage));
  }
  if (is_list != names.empty()) {
    throw Error(ExitCode::kUsage,
                fmt::format("data {}: {}; usage: {}", action,
                            is_list ? "takes no name" : "no data set is named", kData.usage));
  }
  if (action == "fetch") return fetch_data(globals, names, values);
  refuse_options(
      action, values,
      action == "verify" ? std::vector<std::string>{"table"} : std::vector<std::string>{});
  if (action == "verify") return verify_data(globals, names, values);
  return is_list ? list_data(globals) : print_data_path(globals, names);
}

}  // namespace

const Command kData{
    "data",
    "list, fetch and verify the data sets",
    "hebb data list | fetch NAME... | verify NAME... | path NAME...",
    "list    the data sets, and whether their files are there\n"
    "fetch   bring mnist, fashion-mnist or cifar-10 into the data root: from the first mirror "
    "that\n"
    "        gives the right bytes, compared by SHA-256 before they get their name. A fetch that "
    "was\n"
    "        stopped goes on where it was; files that are there and right are left alone.\n"
    "verify  compare the files with the published ones; exit code 3 where one cannot be told to\n"
    "        be right\n"
    "path    print the folder of the files\n\n"
    "The data root is the first one given of --data-dir, HEBB_DATA_DIR and\n"
    "$XDG_DATA_HOME/hebb/data (~/.local/share/hebb/data); an experiment may name its own with\n"
    "data.root. No other command uses the network. HEBB_DATA_MIRROR names mirrors as --mirror "
    "does,\n"
    "separated by spaces; proxies are those of http_proxy, https_proxy, all_proxy and no_proxy.\n\n"
    "Examples:\n"
    "  hebb data list --data-dir ~/data\n"
    "  hebb data fetch mnist cifar-10\n"
    "  hebb data fetch fashion-mnist --mirror http://data.example.org/published\n"
    "  hebb data verify mnist\n",
    &data_command,
    &data_options};

}  // namespace hebb::cli
