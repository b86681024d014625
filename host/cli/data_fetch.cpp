#include "cli/data_fetch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/error.hpp"
#include "cli/duration.hpp"
#include "cli/fetch_console.hpp"
#include "data/dataset.hpp"
#include "data/distribution.hpp"
#include "data/fetch.hpp"
#include "data/verify.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* kMirrorVariable = "HEBB_DATA_MIRROR";

std::filesystem::path root_of(const Globals& globals) {
  const std::filesystem::path root = data::data_root(globals.data_dir, "");
  if (root.empty()) {
    throw Error(ExitCode::kUsage,
                "no data root: give --data-dir DIR or HEBB_DATA_DIR, or set HOME");
  }
  return std::filesystem::absolute(root).lexically_normal();
}

// Those of the command line, else those of the environment, else none.
std::vector<std::string> given_mirrors(const po::variables_map& values) {
  std::vector<std::string> mirrors;
  std::string origin = "--mirror";
  if (values.count("mirror") > 0) {
    mirrors = values["mirror"].as<std::vector<std::string>>();
  } else if (const char* text = std::getenv(kMirrorVariable); text != nullptr) {
    origin = kMirrorVariable;
    std::istringstream words(text);
    for (std::string word; words >> word;) mirrors.push_back(word);
  }
  for (const std::string& mirror : mirrors) {
    if (mirror.rfind("http://", 0) == 0 || mirror.rfind("https://", 0) == 0) continue;
    throw Error(ExitCode::kUsage,
                fmt::format("{}: got '{}', wanted http://... or https://...", origin, mirror));
  }
  return mirrors;
}

data::Distribution distribution_of(const std::string& name, const po::variables_map& values) {
  std::filesystem::path table;
  if (values.count("table") > 0) table = values["table"].as<std::string>();
  data::Distribution distribution = data::distribution_of(name, table);
  (void)data::present_files(name, "");  // a name that the program reads
  return distribution;
}

void use_mirrors(const std::vector<std::string>& given, data::Distribution& distribution) {
  if (given.empty()) return;
  distribution.mirrors.clear();
  for (const std::string& mirror : given) {
    const char* slash = mirror.back() == '/' ? "" : "/";
    distribution.mirrors.push_back(mirror + slash + distribution.name + "/");
  }
}

// Whose files are not there: the message of a run that misses them.
[[noreturn]] void refuse_missing(const std::string& name, const std::filesystem::path& root) {
  data::Request request;
  request.name = name;
  request.root = root;
  request.train_count = 1;
  (void)data::load(request);
  throw Error(ExitCode::kMissing, name + ": not found under the data root " + root.string());
}

nlohmann::json entry_of(const data::Judgement& judgement) {
  return {{"file", judgement.path.string()},
          {"sha256", judgement.sha256},
          {"verdict", data::word(judgement.verdict)}};
}

bool is_verified(const data::Judgement& judgement) {
  return judgement.verdict == data::Verdict::kPublished ||
         judgement.verdict == data::Verdict::kSameContent;
}

}  // namespace

void add_fetch_options(po::options_description& options) {
  options.add_options()("mirror", po::value<std::vector<std::string>>()->value_name("URL"),
                        "fetch: URL/NAME/FILE in place of the published addresses; may be given "
                        "several times")(
      "timeout", po::value<std::string>()->default_value("30s")->value_name("TIME"),
      "fetch: give a mirror up that does not answer, or sends less than 1000 bytes a second, for "
      "so long")("force", "fetch: replace files that differ from the published ones")(
      "table", po::value<std::string>()->value_name("FILE.json"),
      "fetch, verify: mirrors and digests from here");
}

int fetch_data(const Globals& globals, const std::vector<std::string>& names,
               const po::variables_map& values) {
  const std::vector<std::string> mirrors = given_mirrors(values);
  data::FetchOptions options;
  options.root = root_of(globals);
  options.patience = duration_of(values["timeout"].as<std::string>(), "--timeout");
  options.replaces = values.count("force") > 0;
  std::vector<data::Distribution> distributions;
  for (const std::string& name : names) distributions.push_back(distribution_of(name, values));
  nlohmann::json list = nlohmann::json::array();
  FetchConsole console(globals);
  for (data::Distribution& distribution : distributions) {
    use_mirrors(mirrors, distribution);
    const std::vector<data::FetchedFile> files = data::fetch(distribution, options, console);
    nlohmann::json entry{{"name", distribution.name}, {"files", nlohmann::json::array()}};
    for (const data::FetchedFile& file : files) {
      entry["files"].push_back(
          {{"file", file.path.string()}, {"sha256", file.sha256}, {"fetched", file.is_new}});
    }
    list.push_back(std::move(entry));
    const bool is_new = std::any_of(files.begin(), files.end(),
                                    [](const data::FetchedFile& file) { return file.is_new; });
    if (!globals.json) {
      std::cout << fmt::format("{}: {} in {}\n", distribution.name,
                               is_new ? "fetched, and is as published," : "is there",
                               files.front().path.parent_path().string());
    }
  }
  if (globals.json) std::cout << list.dump(2) << "\n";
  return 0;
}

int verify_data(const Globals& globals, const std::vector<std::string>& names,
                const po::variables_map& values) {
  const std::filesystem::path root = root_of(globals);
  nlohmann::json list = nlohmann::json::array();
  bool all_verified = true;
  for (const std::string& name : names) {
    const std::vector<data::Judgement> judgements =
        data::judge_all(distribution_of(name, values), root);
    if (judgements.empty()) refuse_missing(name, root);
    nlohmann::json entry{{"name", name}, {"files", nlohmann::json::array()}};
    for (const data::Judgement& judgement : judgements) {
      all_verified = all_verified && is_verified(judgement);
      entry["files"].push_back(entry_of(judgement));
      if (globals.json) continue;
      std::cout << judgement.path.string() << ": " << data::word(judgement.verdict) << "\n";
      if (judgement.verdict == data::Verdict::kDiffers) {
        std::cout << "  sha256 " << judgement.sha256 << ", wanted " << judgement.wanted << "\n";
      }
    }
    list.push_back(std::move(entry));
  }
  if (globals.json) std::cout << list.dump(2) << "\n";
  return static_cast<int>(all_verified ? ExitCode::kDone : ExitCode::kMissing);
}

int print_data_path(const Globals& globals, const std::vector<std::string>& names) {
  const std::filesystem::path root = root_of(globals);
  for (const std::string& name : names) {
    const auto files = data::present_files(data::distribution_of(name).name, root);
    if (files.empty()) refuse_missing(name, root);
    if (globals.json) {
      nlohmann::json list = nlohmann::json::array();
      for (const auto& file : files) list.push_back(file.string());
      std::cout << nlohmann::json{{"name", name}, {"files", list}}.dump(2) << "\n";
    } else {
      std::cout << files.front().parent_path().string() << "\n";
    }
  }
  return 0;
}

}  // namespace hebb::cli
