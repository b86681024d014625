// diff_command -- `hebb diff`: what differs between two runs.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/command.hpp"
#include "cli/run_reference.hpp"
#include "run/flat.hpp"
#include "run/results.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
using nlohmann::json;

// What the comparison is about, each a flat table.
struct Sides {
  std::string id;
  json config = json::object();
  json made_by = json::object();
  json summary = json::object();
};

json makers_of(const json& record) {
  json keys = json::object();
  if (!record.is_object()) return keys;
  if (record.contains("hebb")) keys = run::flat({{"hebb", record["hebb"]}});
  if (record.contains("blas")) keys["blas.kernel"] = record["blas"].value("kernel", "");
  for (const json& plugin : record.value("plugins", json::array())) {
    const std::string name = plugin.value("kind", "") + "/" + plugin.value("name", "");
    keys[name + ".sha256"] = plugin.value("sha256", "");
  }
  for (const json& file : record.value("data", json::object()).value("files", json::array())) {
    const std::string name = std::filesystem::path(file.value("path", "")).filename().string();
    keys["data/" + name + ".sha256"] = file.value("sha256", "");
  }
  return keys;
}

Sides side_of(const Globals& globals, const RunReference& wanted) {
  run::Today today(globals.plugin_directories, globals.data_dir);
  const run::Results results(wanted.directory, today);
  const std::size_t i = results.find(wanted.id);
  Sides sides;
  sides.id = results.run(i).id;
  sides.config = run::flat(results.run(i).config);
  sides.made_by = makers_of(results.record(i));
  const json summary = results.summary(i);
  if (summary.is_object()) sides.summary = summary;
  return sides;
}

// {"key": [a, b]} of the keys that differ; null where a side has no such key.
json differences(const json& a, const json& b) {
  json found = json::object();
  json all = a;
  all.update(b);
  for (const auto& [key, value] : all.items()) {
    const json left = a.contains(key) ? a[key] : json();
    const json right = b.contains(key) ? b[key] : json();
    if (left != right) found[key] = json::array({left, right});
  }
  return found;
}

std::string cell_text(const json& value) {
  if (value.is_null()) return "-";
  std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  constexpr std::size_t kDigest = 64;
  return text.size() == kDigest ? text.substr(0, 12) : text;
}

std::string table(const std::string& title, const json& found) {
  if (found.empty()) return title + ": the same\n";
  std::size_t name = 0;
  std::size_t left = 0;
  for (const auto& [key, pair] : found.items()) {
    name = std::max(name, key.size());
    left = std::max(left, cell_text(pair[0]).size());
  }
  std::string text = title + "\n";
  for (const auto& [key, pair] : found.items()) {
    text += fmt::format("  {:<{}}  {:<{}}  {}", key, name, cell_text(pair[0]), left,
                        cell_text(pair[1]));
    if (pair[0].is_number() && pair[1].is_number()) {
      text += fmt::format("  ({:+.4g})", pair[1].get<double>() - pair[0].get<double>());
    }
    text += "\n";
  }
  return text;
}

int diff_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kDiff, arguments);
  const auto names = positional(kDiff, values, 2, 2);
  const Sides a = side_of(globals, run_reference(names[0], values));
  const Sides b = side_of(globals, run_reference(names[1], values));
  const json config = differences(a.config, b.config);
  const json made = differences(a.made_by, b.made_by);
  const json summary = differences(a.summary, b.summary);
  if (globals.json) {
    const json report{
        {"ids", {a.id, b.id}}, {"config", config}, {"made_by", made}, {"summary", summary}};
    std::cout << report.dump(2, ' ', false, json::error_handler_t::replace) << "\n";
  } else {
    std::cout << a.id << "  " << b.id << "\n"
              << table("configuration", config) << table("made by", made)
              << table("summary", summary);
  }
  return 0;
}

}  // namespace

const Command kDiff{
    "diff",
    "what differs between two runs",
    "hebb diff ID ID [-o DIR] | hebb diff DIR/ID DIR/ID",
    "The keys of the configurations that differ, then versions, plugins and data by digest, then\n"
    "the numbers, with second minus first in parentheses. `-` is a key that a run does not have.\n"
    "With --json, {\"config\": {KEY: [first, second]}, ..}.\n\n"
    "Examples:\n"
    "  hebb diff 0ec6 4544 -o runs/sweep\n"
    "  hebb diff runs/monday/0ec6 runs/tuesday/0ec6\n",
    &diff_command,
    &reference_options};

}  // namespace hebb::cli
