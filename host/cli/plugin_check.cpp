#include "cli/plugin_check.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "check/runner.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
using check::Status;

std::vector<std::string> kind_words(const check::Check& check) {
  std::vector<std::string> words;
  for (const plugin::Kind kind : plugin::kKinds) {
    if ((check.kinds & check::bit(kind)) != 0) words.emplace_back(plugin::word(kind));
  }
  return words;
}

int list_checks(const Globals& globals) {
  nlohmann::json all = nlohmann::json::array();
  for (const check::Check& check : check::checks()) {
    all.push_back({{"name", check.name},
                   {"kinds", kind_words(check)},
                   {"after", check.after},
                   {"rule", check.promise},
                   {"section", check.section},
                   {"mend", check.mend}});
    if (!globals.json) std::cout << fmt::format("{:<26} {}\n", check.name, check.promise);
  }
  if (globals.json) std::cout << all.dump(2) << "\n";
  return 0;
}

nlohmann::json to_json(const check::Report& report) {
  nlohmann::json findings = nlohmann::json::array();
  for (const auto& [check, verdict] : report.findings) {
    nlohmann::json finding{{"check", check->name}, {"status", check::word(verdict.status)}};
    if (!verdict.detail.empty()) finding["detail"] = verdict.detail;
    if (verdict.status == Status::kFail) {
      finding["rule"] = check->promise;
      finding["section"] = check->section;
      finding["mend"] = check->mend;
    }
    findings.push_back(finding);
  }
  return {{"file", report.target.file.string()},
          {"passed", report.count(Status::kFail) == 0},
          {"checks", findings}};
}

void print(const check::Report& report, bool quiet) {
  std::cout << report.target.file.string() << "\n";
  for (const auto& [check, verdict] : report.findings) {
    const bool passed = verdict.status == Status::kPass || verdict.status == Status::kSkip;
    if (quiet && passed) continue;
    std::cout << fmt::format("  {}  {:<26}{}{}\n", check::word(verdict.status), check->name,
                             verdict.detail.empty() ? "" : "  ", verdict.detail);
    if (verdict.status != Status::kFail) continue;
    std::cout << fmt::format("        rule: {} (docs/abi.md, {})\n        mend: {}\n",
                             check->promise, check->section, check->mend);
  }
  std::cout << fmt::format("  {} passed, {} warned, {} failed, {} skipped\n",
                           report.count(Status::kPass), report.count(Status::kWarn),
                           report.count(Status::kFail), report.count(Status::kSkip));
}

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

check::Options options_of(const po::variables_map& values) {
  constexpr int kLongest = 86400;  // a day
  check::Options options;
  if (values.count("only") > 0) options.only = split_at_commas(values["only"].as<std::string>());
  if (values.count("timeout") == 0) return options;
  const int seconds = values["timeout"].as<int>();
  if (seconds < 1 || seconds > kLongest) {
    throw Error(ExitCode::kUsage, fmt::format("--timeout is {}, wanted 1..{}", seconds, kLongest));
  }
  options.limit = std::chrono::seconds(seconds);
  return options;
}

}  // namespace

void add_plugin_check_options(po::options_description& options) {
  options.add_options()("only", po::value<std::string>()->value_name("NAME,.."),
                        "check: these checks or groups of checks only")(
      "timeout", po::value<int>()->value_name("SECONDS"),
      "check: the time that one check may take; default: 20")(
      "list", "check: say what is checked, and stop");
}

int plugin_check(const Globals& globals, const std::vector<std::string>& files,
                 const po::variables_map& values) {
  const check::Options options = options_of(values);
  if (values.count("list") > 0) return list_checks(globals);
  if (files.empty()) throw Error(ExitCode::kUsage, "plugin check: got no file, wanted one or more");
  for (const std::string& file : files) {
    if (std::filesystem::symlink_status(file).type() != std::filesystem::file_type::not_found) {
      continue;
    }
    throw Error(ExitCode::kMissing, file + ": no such file");
  }
  const auto reports = check::check_files({files.begin(), files.end()}, options);
  nlohmann::json all = nlohmann::json::array();
  std::size_t failed = 0;
  for (const check::Report& report : reports) {
    failed += report.count(Status::kFail) > 0 ? 1U : 0U;
    if (globals.json) {
      all.push_back(to_json(report));
    } else {
      print(report, globals.quiet);
    }
  }
  if (globals.json) {
    std::cout << all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  }
  return failed == 0 ? 0 : static_cast<int>(ExitCode::kRunFailed);
}

}  // namespace hebb::cli
