#include "cli/document.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/console.hpp"
#include "config/include.hpp"
#include "config/published.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

std::vector<std::string> list_of(const po::variables_map& values, const char* option) {
  if (values.count(option) == 0) return {};
  return values[option].as<std::vector<std::string>>();
}

// Where the data of a run were chosen: a value of an axis, the axis, or the document's own table.
config::Mark data_mark(const config::Node& document, const config::PlannedRun& run) {
  const config::Node* const sweep = document.find("sweep");
  for (const auto& [key, text] : run.axes) {
    if (key != "data" && key.rfind("data.", 0) != 0) continue;
    for (const char* part : {"grid", "zip"}) {
      const config::Node* const axes = sweep == nullptr ? nullptr : sweep->find(part);
      const config::Node* const axis = axes == nullptr ? nullptr : axes->find(key);
      if (axis == nullptr) continue;
      for (const config::Node& item : axis->items) {
        if (item.text == text) return item.mark;
      }
      return axis->mark;
    }
  }
  const config::Node* const data = document.find("data");
  return data == nullptr ? document.mark : data->mark;
}

// What the data lack is told like every other fault of the document: where it stands, and in which
// run where the first one does not have it.
[[noreturn]] void fail_at(const config::Node& document, const config::PlannedRun& run,
                          std::size_t number, std::size_t count, const Error& error) {
  std::string message = data_mark(document, run).text() + ": " + error.what();
  if (number > 1) {
    message += fmt::format(" (in run {} of {}: {})", number, count, label(run));
  }
  throw Error(error.code(), message);
}

}  // namespace

po::options_description document_options(const char* title) {
  po::options_description options(title);
  options.add_options()("set,s", po::value<std::vector<std::string>>()->value_name("KEY=VALUE"),
                        "set a key of the experiment; may be given several times")(
      "sweep", po::value<std::vector<std::string>>()->value_name("KEY=A,B"),
      "sweep over the values of a key; may be given several times")(
      "quick", po::bool_switch(), "change what the file's quick: table says: a first look")(
      "plugin-timeout", po::value<int>()->default_value(30)->value_name("SECONDS"),
      "give up on a plugin that does not load, or does not return, for this long");
  return options;
}

std::chrono::seconds plugin_time(const po::variables_map& values) {
  constexpr int kLongest = 86400;  // a day
  const int seconds = values["plugin-timeout"].as<int>();
  if (seconds < 1 || seconds > kLongest) {
    throw Error(ExitCode::kUsage,
                fmt::format("--plugin-timeout is {}, wanted 1..{}", seconds, kLongest));
  }
  return std::chrono::seconds(seconds);
}

Experimentation::Experimentation(const Globals& globals, const std::string& file,
                                 const po::variables_map& values)
    : catalog(globals.plugin_directories),
      plugins(catalog, plugin_time(values)),
      data(globals.data_dir) {
  config::Node document = config::load_file(file);
  if (values["quick"].as<bool>()) config::apply_quick(document);
  for (const std::string& assignment : list_of(values, "set")) {
    config::apply_override(document, assignment);
  }
  for (const std::string& axis : list_of(values, "sweep")) {
    config::apply_sweep_axis(document, axis);
  }
  runs = config::plan(document, plugins.lookup());
  published = config::read_published(document, runs);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    try {
      data.check(runs[i].experiment);
    } catch (const Error& error) {
      // Files that all runs miss are no fault of the document.
      if (i == 0 && error.code() == ExitCode::kMissing) throw;
      fail_at(document, runs[i], i + 1, runs.size(), error);
    }
  }
}

}  // namespace hebb::cli
