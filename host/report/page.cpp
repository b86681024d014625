#include "report/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/files.hpp"
#include "report/axes.hpp"
#include "report/html.hpp"
#include "report/page_assets.hpp"
#include "report/provenance_section.hpp"
#include "report/weights_section.hpp"

namespace hebb::report {
namespace {

using State = RunRecord::State;

constexpr std::size_t kFailures = 50;    // shown with their logs
constexpr std::size_t kIncomplete = 20;  // configurations with missing runs, named
constexpr std::size_t kNumbers = 2000;   // lines of the table of all numbers

// A Content-Security-Policy that lets nothing load and only our own script run.
std::string policy() {
  const std::string hex = sha256(kPageScript);
  std::string digest;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return fmt::format(
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{}'; "
      "base-uri 'none'; form-action 'none'",
      base64(digest));
}

std::string title_of(const Model& model) {
  const std::vector<std::string> names = model.experiments();
  if (names.empty()) return "experiment";
  return names.size() > 4 ? fmt::format("{} and {} more", names[0], names.size() - 1)
                          : fmt::format("{}", fmt::join(names, ", "));
}

// What is not there is said loudly, at the top.
std::string alarm(const Model& model) {
  const std::size_t failed = model.count(State::kFailed);
  const std::size_t missing = model.count(State::kMissing);
  const std::size_t all = model.count(State::kDone) + failed + missing;
  std::string text;
  if (missing > 0) {
    text += fmt::format(
        "<p class=\"alarm\">Unfinished: {} of {} runs are missing. The same <code>hebb run</code> "
        "goes on with them.</p>\n",
        missing, all);
  }
  if (failed > 0) {
    text += fmt::format(
        "<p class=\"alarm\">{} of {} runs have failed: see <a "
        "href=\"#failures\">failures</a>.</p>\n",
        failed, all);
  }
  for (const Folder& folder : model.folders()) {
    if (folder.has_plan || folder.runs.size() == 1) continue;
    text += fmt::format(
        "<p class=\"soft\">{} has no plan.jsonl: runs that were never begun are not known "
        "of.</p>\n",
        html_text(folder.path.filename().string()));
  }
  return text;
}

std::string incomplete_groups(const Model& model) {
  std::string items;
  std::size_t count = 0;
  for (const RunGroup& group : model.groups()) {
    if (group.missing.empty() || ++count > kIncomplete) continue;
    std::vector<std::string> seeds;
    for (const RunRecord* run : group.missing) seeds.push_back(std::to_string(run->seed));
    items += fmt::format("<li>{}: seed {}</li>\n",
                         html_text(group.axes.empty() ? "all" : joined(group.axes)),
                         fmt::join(seeds, ", "));
  }
  if (items.empty()) return "";
  if (count > kIncomplete)
    items += fmt::format("<li>and {} more configurations</li>\n", count - kIncomplete);
  return fmt::format("<details><summary>What is missing</summary><ul>\n{}</ul></details>\n", items);
}

std::string failures(const Model& model) {
  std::string text;
  std::map<std::string, std::size_t> reasons;
  std::size_t shown = 0;
  for (const RunGroup& group : model.groups()) {
    for (const RunRecord* run : group.failed) {
      ++reasons[run->message];
      if (++shown > kFailures) continue;
      text += fmt::format(
          "<details{}><summary>{} seed {}: {}</summary>\n<p class=\"note\">Run {}. The end of its "
          "log:</p>\n<pre>{}</pre></details>\n",
          shown <= 3 ? " open" : "", html_text(joined(group.axes)), run->seed,
          html_text(run->message), html_text(run->id),
          run->log.empty() ? "(empty)" : html_text(run->log));
    }
  }
  std::string counts;
  for (const auto& [reason, runs] : reasons) {
    counts += fmt::format("<li>{}: {}</li>\n", runs, html_text(reason));
  }
  return fmt::format("<ul>\n{}</ul>\n", counts) + text;
}

std::string figure_part(const Figure& figure, const std::filesystem::path& folder,
                        SeriesNumbers& numbers) {
  if (folder.empty()) {
    return fmt::format(
        "<div><h3>{}</h3>\n<p class=\"note\">Not drawn: gnuplot was not there. Its script and data "
        "are "
        "figures/{}.gp and .csv.</p></div>\n",
        html_text(figure.title), html_text(figure.name));
  }
  const std::string svg = read_file(folder / (figure.name + ".svg"));
  // As wide as it was drawn, at most.
  const std::size_t box = svg.find("viewBox=\"0 0 ");
  const std::string width =
      box == std::string::npos ? "640" : svg.substr(box + 13, svg.find(' ', box + 13) - box - 13);
  std::string caption = html_text(figure.caption);
  if (figure.left_out > 0) caption += fmt::format(" {} more panels are left out.", figure.left_out);
  return fmt::format(
      "<figure class=\"drawn{}\" style=\"--width: {}px\"><h3>{}</h3><div class=\"drawing\" "
      "tabindex=\"0\">{}</div><figcaption>{} Drawn from "
      "figures/{}.gp and .csv.</figcaption></figure>\n",
      figure.panels.size() > 1 ? " wide" : "", html_text(width), html_text(figure.title),
      inline_svg(figure, svg, numbers), caption, html_text(figure.name));
}

std::string toggles(const SeriesNumbers& numbers) {
  if (numbers.entries().size() < 2) return "";
  std::string text = "<div id=\"toggles\" role=\"group\" aria-label=\"Show in figures\" hidden>\n";
  for (std::size_t i = 0; i < numbers.entries().size(); ++i) {
    const auto& [label, colour] = numbers.entries()[i];
    text += fmt::format(
        "<button type=\"button\" aria-pressed=\"true\" value=\"{}\"><span class=\"swatch\" "
        "style=\"background:{}\"></span>{}</button>\n",
        i, colour_code(colour), html_text(label));
  }
  return text + "</div>\n";
}

std::string numbers_part(const DataTable& table) {
  const std::size_t lines = table.shown.rows.size();
  if (lines == 0) return "";
  if (lines > kNumbers) return fmt::format("<p>{} lines: see tables/numbers.csv.</p>\n", lines);
  return fmt::format(
      "<details><summary>{} lines; also in tables/numbers.csv</summary>\n{}</details>\n", lines,
      html_table(table));
}

// The parts of the page that there is something to say in, with their places in the menu.
class Sections {
 public:
  void add(const char* id, const char* title, const std::string& body) {
    if (body.empty()) return;
    menu_ += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, title);
    text_ += fmt::format("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", id, title, body);
  }
  [[nodiscard]] std::string text() const {
    return fmt::format("<nav aria-label=\"Sections\"><ul>\n{}</ul></nav>\n<main>\n{}</main>\n",
                       menu_, text_);
  }

 private:
  std::string menu_;
  std::string text_;
};

std::string all_sections(const PageParts& parts) {
  Sections sections;
  std::string comparisons;
  for (const DataTable& table : parts.comparisons) comparisons += html_table(table);
  SeriesNumbers numbers;
  std::string drawn;
  for (const Figure& figure : parts.figures) {
    drawn += figure_part(figure, parts.figure_folder, numbers);
  }
  const Model& model = parts.model;
  sections.add("results", "Results", html_table(parts.results) + incomplete_groups(model));
  sections.add("comparison", "Beside what was published", comparisons);
  std::string ablations;
  for (const DataTable& table : parts.ablations) ablations += html_table(table);
  sections.add("ablation", "Which units carry the accuracy", ablations);
  sections.add(
      "figures", "Figures",
      drawn.empty() ? "" : toggles(numbers) + "<div class=\"figures\">\n" + drawn + "</div>\n");
  sections.add("weights", "Learned weights", weights_section(model));
  sections.add("failures", "Failures", model.count(State::kFailed) > 0 ? failures(model) : "");
  sections.add("provenance", "How to get this again", provenance_section(model));
  sections.add("numbers", "All numbers", numbers_part(parts.numbers));
  return sections.text();
}

}  // namespace

std::string page_text(const PageParts& parts) {
  const std::string title = html_text(title_of(parts.model));
  const Model& model = parts.model;
  std::string text = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{} - hebb report</title>\n<style>\n{}</style>\n</head>\n<body>\n",
      policy(), title, kPageStyle);
  text += fmt::format(
      "<header><h1>{}</h1>\n<p>{} run{} done, {} failed, {} missing; {} configuration{}, each over "
      "its seeds.</p>\n{}{}</header>\n",
      title, model.count(State::kDone), model.count(State::kDone) == 1 ? "" : "s",
      model.count(State::kFailed), model.count(State::kMissing), model.groups().size(),
      model.groups().size() == 1 ? "" : "s", alarm(model), provenance_line(model));
  text += all_sections(parts);
  return text + fmt::format("<script>{}</script>\n</body>\n</html>\n", kPageScript);
}

}  // namespace hebb::report
