// report_command -- `hebb report`.
#include <fmt/format.h>

#include <iostream>

#include "base/error.hpp"
#include "base/log.hpp"
#include "cli/command.hpp"
#include "report/report.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr std::size_t kMostFolders = 64;

po::options_description report_options() {
  po::options_description options("Options");
  options.add_options()("output,o", po::value<std::string>()->value_name("DIR"),
                        "where the report goes; `report` in the folder of results, where there is "
                        "one of them");
  return options;
}

fs::path output_of(const po::variables_map& values, const std::vector<fs::path>& folders) {
  if (values.count("output") > 0) {
    const std::string output = values["output"].as<std::string>();
    if (!output.empty()) return output;
    throw Error(ExitCode::kUsage, "--output is empty, wanted a folder");
  }
  if (folders.size() == 1) return folders.front() / "report";
  throw Error(ExitCode::kUsage,
              fmt::format("report: got {} folders and no --output, wanted -o DIR", folders.size()));
}

std::string counts(const report::Model& model) {
  using State = report::RunRecord::State;
  std::string text = fmt::format("{} done", model.count(State::kDone));
  for (const auto& [state, word] :
       {std::pair(State::kFailed, "failed"), std::pair(State::kMissing, "missing")}) {
    if (model.count(state) > 0) text += fmt::format(", {} {}", model.count(state), word);
  }
  return text;
}

void print_text(const report::Model& model, const report::Written& written) {
  std::cout << "runs:    " << counts(model) << "\n";
  for (const report::Comparison& comparison : written.comparisons) {
    std::cout << fmt::format("{}: {}\n", comparison.title, tally(comparison));
  }
  std::cout << "report:  " << written.page.string() << "\n";
}

void print_json(const report::Model& model, const report::Written& written) {
  using State = report::RunRecord::State;
  nlohmann::json result{{"done", model.count(State::kDone)},
                        {"failed", model.count(State::kFailed)},
                        {"missing", model.count(State::kMissing)},
                        {"files", nlohmann::json::array()},
                        {"comparisons", nlohmann::json::array()}};
  for (const fs::path& file : written.files) result["files"].push_back(file.string());
  for (const report::Comparison& comparison : written.comparisons) {
    nlohmann::json entry{{"name", comparison.name},
                         {"title", comparison.title},
                         {"verdicts", nlohmann::json::object()}};
    for (const report::ComparedCell& cell : comparison.cells) {
      auto& count = entry["verdicts"][word(cell.verdict)];
      count = count.is_null() ? 1 : count.get<int>() + 1;
    }
    result["comparisons"].push_back(std::move(entry));
  }
  std::cout << result.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
}

int report_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kReport, arguments);
  std::vector<fs::path> folders;
  for (const std::string& word : positional(kReport, values, 1, kMostFolders)) {
    folders.emplace_back(word);
  }
  const fs::path output = output_of(values, folders);
  const report::Model model(folders);
  const report::Written written = report::write_report(model, output);
  if (!written.has_figures && !globals.quiet) {
    write_log(LogLevel::kWarning,
              "report: no gnuplot on PATH, so that figures/ has scripts and data only "
              "(Debian: apt-get install gnuplot-nox)");
  }
  if (globals.json) {
    print_json(model, written);
  } else {
    print_text(model, written);
  }
  return 0;
}

}  // namespace

const Command kReport{
    "report",
    "write a page, figures and tables of what the runs in a folder gave",
    "hebb report DIR... [-o DIR]",
    "Reads what `hebb run -o DIR` has made, finished or not, or the directory of one run, and\n"
    "writes index.html (one file, readable without network or scripts), figures/ (SVG, PDF and "
    "PNG\n"
    "by gnuplot, with script and data of each) and tables/ (CSV with all digits, Markdown and "
    "LaTeX\n"
    "with mean and 95 % confidence interval over the seeds). Where the experiment has "
    "`published:`,\n"
    "a table sets each printed number beside ours, with a verdict. Several folders are set side "
    "by\n"
    "side. The same results give the same bytes, but for the date in a PDF.\n\n"
    "Examples:\n"
    "  hebb report runs/quickstart\n"
    "  hebb report runs/as-run runs/as-described -o report\n",
    &report_command,
    &report_options};

}  // namespace hebb::cli
