// show_command -- `hebb show`: one run, from its configuration to its numbers or its failure.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/command.hpp"
#include "cli/run_reference.hpp"
#include "run/results.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;
using nlohmann::json;

std::string text_of(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// "  key   value", the values in one column.
std::string table(const json& keys) {
  std::size_t width = 0;
  for (const auto& [key, value] : keys.items()) width = std::max(width, key.size());
  std::string text;
  for (const auto& [key, value] : keys.items()) {
    text += fmt::format("  {:<{}}  {}\n", key, width, text_of(value));
  }
  return text;
}

json made_by(const json& record) {
  json lines = json::object();
  if (const auto hebb = record.find("hebb"); hebb != record.end() && hebb->is_object()) {
    lines["hebb"] = hebb->value("version", "") + " (" + hebb->value("commit", "") + ")";
  }
  for (const json& plugin : record.value("plugins", json::array())) {
    if (!plugin.is_object()) continue;
    lines[plugin.value("kind", "") + "/" + plugin.value("name", "")] =
        fmt::format("{}  sha256 {:.12}  {}", plugin.value("version", ""),
                    plugin.value("sha256", ""), plugin.value("file", ""));
  }
  for (const char* key : {"command", "finished", "threads"}) {
    if (record.contains(key)) lines[key] = record[key];
  }
  return lines;
}

std::string failure_text(const json& failure) {
  std::string text = "failure\n";
  for (const char* key : {"message", "signal", "tries", "worker"}) {
    if (failure.contains(key)) text += fmt::format("  {:<8} {}\n", key, text_of(failure[key]));
  }
  const std::string log = failure.value("log", "");
  if (log.empty()) return text;
  return text + "end of its log\n" + log + (log.ends_with('\n') ? "" : "\n");
}

void print_run_text(const run::Results& results, std::size_t i) {
  const run::RunState& state = results.state(i);
  std::cout << fmt::format("{}  {}  {}", results.run(i).id, run::word(state.kind),
                           results.run(i).label());
  std::cout << (state.why.empty() ? "\n" : fmt::format("  ({})\n", state.why));
  if (std::filesystem::exists(results.directory_of(i))) {
    std::cout << results.directory_of(i).string() << "\n";
  }
  std::cout << "configuration\n" << table(run::flat(results.run(i).config));
  if (const json summary = results.summary(i); summary.is_object()) {
    std::cout << "summary\n" << table(summary);
  }
  if (const json record = results.record(i); record.is_object()) {
    std::cout << "made by\n" << table(made_by(record));
  }
  if (const json failure = results.failure(i); failure.is_object()) {
    std::cout << failure_text(failure);
  }
}

void print_run_json(const run::Results& results, std::size_t i) {
  const run::FrozenRun& run = results.run(i);
  json entry{{"id", run.id},
             {"state", run::word(results.state(i).kind)},
             {"directory", results.directory_of(i).string()},
             {"axes", json::object()},
             {"seed", run.seed},
             {"config", run.config},
             {"summary", results.summary(i)},
             {"run", results.record(i)},
             {"failure", results.failure(i)}};
  for (const auto& [key, value] : run.axes) entry["axes"][key] = value;
  if (!results.state(i).why.empty()) entry["why"] = results.state(i).why;
  std::cout << entry.dump(2, ' ', false, json::error_handler_t::replace) << "\n";
}

int show_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kShow, arguments);
  const RunReference wanted = run_reference(positional(kShow, values, 1, 1)[0], values);
  run::Today today(globals.plugin_directories, globals.data_dir);
  const run::Results results(wanted.directory, today);
  (globals.json ? print_run_json : print_run_text)(results, results.find(wanted.id));
  return 0;
}

}  // namespace

const Command kShow{
    "show",
    "one run: its configuration, its numbers, or why it failed",
    "hebb show ID [-o DIR] | hebb show DIR/ID",
    "The beginning of an id is enough where it is no other's. Shows what has become of the run,\n"
    "every key of its configuration, its summary, the plugins and the command that made it, and\n"
    "of a failed run the reason with the end of its log. With --json, the records as they are.\n\n"
    "Examples:\n"
    "  hebb show runs/sweep/0ec6\n"
    "  hebb show 0ec600752377a0fd -o runs/sweep --json\n",
    &show_command,
    &reference_options};

}  // namespace hebb::cli
