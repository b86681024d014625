#include "report/provenance_section.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <vector>

#include "report/html.hpp"

namespace hebb::report {
namespace {

using nlohmann::json;
using Counts = std::map<std::string, std::size_t>;

constexpr std::size_t kShown = 40;  // lines of a list; the rest is counted
constexpr std::size_t kDigestDigits = 16;
constexpr std::size_t kInHeader = 12;  // plugins

json value_at(const json& object, const char* pointer) {
  const json::json_pointer at(pointer);
  return object.is_object() && object.contains(at) ? object[at] : json();
}

std::string text_below(const json& object, const char* pointer) {
  const json value = value_at(object, pointer);
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? "?" : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string digest_at(const json& object) {
  return text_below(object, "/sha256").substr(0, kDigestDigits);
}

std::string listed(const char* title, const Counts& counts, const char* tag) {
  if (counts.empty()) return "";
  std::string text = fmt::format("<h3>{}</h3>\n", title);
  std::size_t shown = 0;
  for (const auto& [line, runs] : counts) {
    if (++shown > kShown) break;
    text += fmt::format("<{}>{}</{}>\n", tag, html_text(line), tag);
  }
  if (counts.size() > kShown) {
    text += fmt::format("<p class=\"note\">and {} more</p>\n", counts.size() - kShown);
  }
  return text;
}

// What run.json of all finished runs has.
struct Records {
  Counts commands, programs, plugins, data;
  std::string first, last;  // finished
  std::map<std::string, double> seconds;

  void add(const RunRecord& run) {
    const json& record = run.provenance;
    ++commands[text_below(record, "/command")];
    ++programs[fmt::format("hebb {} ({}), {}, OpenBLAS {}, {} thread(s)",
                           text_below(record, "/hebb/version"), text_below(record, "/hebb/commit"),
                           text_below(record, "/hebb/compiler"), text_below(record, "/blas/kernel"),
                           text_below(record, "/threads"))];
    for (const json& plugin : value_at(record, "/plugins")) {
      ++plugins[fmt::format("{}/{} {}, sha256 {}..", text_below(plugin, "/kind"),
                            text_below(plugin, "/name"), text_below(plugin, "/version"),
                            digest_at(plugin))];
    }
    const json files = value_at(record, "/data/files");
    for (const json& file : files) {
      ++data[fmt::format("{}: {}, sha256 {}..", text_below(record, "/data/name"),
                         text_below(file, "/path"), digest_at(file))];
    }
    if (files.empty()) ++data[text_below(record, "/data/name") + ": generated"];
    const std::string finished = text_below(record, "/finished");
    if (first.empty() || finished < first) first = finished;
    if (finished > last) last = finished;
    for (const auto& [key, value] : run.summary.items()) {
      if (key.ends_with(".seconds") && value.is_number()) seconds[key] += value.get<double>();
    }
  }
};

std::string duration(double seconds) {
  if (seconds < 100) return fmt::format("{:.1f} s", seconds);
  if (seconds < 6000) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

std::string compute(const Records& records, std::size_t runs) {
  double total = 0;
  std::string rows;
  for (const auto& [key, seconds] : records.seconds) {
    total += seconds;
    rows += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td></tr>\n",
                        html_text(key), duration(seconds));
  }
  return fmt::format(
      "<h3>Compute used</h3>\n<p>{} of wall-clock time in training, features and probes, over {} "
      "finished run{}; the first finished at {}, the last at {}.</p>\n"
      "<div class=\"scroll\"><table><caption>All runs together</caption><thead><tr><th "
      "scope=\"col\">key</th><th scope=\"col\" "
      "class=\"number\">sum</th></tr></thead><tbody>\n{}</tbody></table></div>\n",
      duration(total), runs, runs == 1 ? "" : "s", html_text(records.first),
      html_text(records.last), rows);
}

Records records_of(const Model& model) {
  Records records;
  for (const Folder& folder : model.folders()) {
    for (const RunRecord& run : folder.runs) {
      if (run.state == RunRecord::State::kDone) records.add(run);
    }
  }
  return records;
}

// "hebb 0.1.0 (1a2b3c)" of all that made runs, each once.
std::string versions_of(const Counts& programs) {
  std::set<std::string> versions;
  for (const auto& [program, runs] : programs)
    versions.insert(program.substr(0, program.find(',')));
  return fmt::format("{}", fmt::join(versions, "; "));
}

}  // namespace

std::string provenance_line(const Model& model) {
  const Records records = records_of(model);
  if (records.programs.empty()) return "";
  std::vector<std::string> plugins;
  for (const auto& [plugin, runs] : records.plugins) {
    if (plugins.size() < kInHeader) plugins.push_back(html_text(plugin));
  }
  std::string text = html_text(versions_of(records.programs));
  if (!plugins.empty()) text += fmt::format("; plugins: {}", fmt::join(plugins, "; "));
  if (records.plugins.size() > kInHeader) {
    text += fmt::format(" and {} more", records.plugins.size() - kInHeader);
  }
  return fmt::format("<p class=\"soft\">{}</p>\n", text);
}

std::string provenance_section(const Model& model) {
  const Records records = records_of(model);
  const std::size_t runs = model.count(RunRecord::State::kDone);
  if (runs == 0) return "";
  std::string text = listed("Commands that made these runs", records.commands, "pre");
  text +=
      "<p>Each run can be repeated from its own <code>config.json</code>, which is an experiment: "
      "<code>hebb run DIR/ID/config.json -o AGAIN</code> gives a run of the same id.</p>\n";
  text += listed("Program", records.programs, "p");
  text += "<details><summary>Plugins and data, by hash</summary>\n";
  text += listed("Plugins", records.plugins, "p") + listed("Data", records.data, "p");
  return text + "</details>\n" + compute(records, runs);
}

}  // namespace hebb::report
