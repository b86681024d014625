#include "report/results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <new>
#include <sstream>
#include <unordered_set>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "config/run_identity.hpp"
#include "data/npy.hpp"

namespace hebb::report {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kLongestRecord = std::size_t{16} << 20U;
constexpr std::size_t kLongestPlan = std::size_t{1} << 33U;
constexpr std::size_t kLongestLog = 2000;  // bytes at its end

json object_or(json value, json other) { return value.is_object() ? value : other; }

json read_json(const fs::path& file) {
  try {
    json value = json_in(read_file(file, kLongestRecord));
    return value.is_discarded() ? json() : value;
  } catch (const Error&) {
    return {};
  }
}

Axes axes_in(const nlohmann::ordered_json& table) {
  Axes axes;
  if (!table.is_object()) return axes;
  for (const auto& [key, text] : table.items()) {
    if (text.is_string()) axes.emplace_back(key, text.get<std::string>());
  }
  return axes;
}

std::string end_of(const fs::path& file) {
  try {
    const std::string text = read_file(file);
    if (text.size() <= kLongestLog) return text;
    const std::size_t line_end = text.find('\n', text.size() - kLongestLog);
    return text.substr(line_end == std::string::npos ? text.size() - kLongestLog : line_end + 1);
  } catch (const Error&) {
    return "";
  }
}

bool is_run_directory(const fs::path& directory) {
  std::error_code error;
  return fs::exists(directory / "summary.json", error) &&
         fs::exists(directory / "config.json", error);
}

// What the files of a run add to what the plan says of it.
void read_run(RunRecord& run, const fs::path& finished, const fs::path& failed) {
  std::error_code error;
  if (is_run_directory(finished)) {
    run.state = RunRecord::State::kDone;
    run.directory = finished;
    run.summary = object_or(read_json(finished / "summary.json"), json::object());
    run.provenance = read_json(finished / "run.json");
  } else if (fs::exists(failed / "failure.json", error)) {
    const json failure = read_json(failed / "failure.json");
    run.state = RunRecord::State::kFailed;
    run.directory = failed;
    run.message = text_at(failure, "message");
    run.log = text_at(failure, "log");
    if (run.log.empty()) run.log = end_of(failed / "log.txt");
  }
  if (run.directory.empty()) return;
  const json config = read_json(run.directory / "config.json");
  if (config.is_object() && run.config.is_null()) run.config = config;
  if (run.axes.empty() && config.is_object() && config.contains("labels")) {
    run.axes = axes_in(config["labels"]);
  }
}

void finish(RunRecord& run) {
  if (!run.config.is_object()) run.config = json::object();
  if (!run.summary.is_object()) run.summary = json::object();
  run.seed = static_cast<std::uint64_t>(integer_at(run.config, "seed"));
  run.group = config::group_id(run.config);
}

std::vector<RunRecord> planned_runs(const fs::path& file) {
  std::vector<RunRecord> runs;
  std::map<std::string, std::size_t> known;
  std::istringstream lines(read_file(file, kLongestPlan));
  for (std::string line; std::getline(lines, line);) {
    const auto record = ordered_json_in(line);
    if (!record.is_object() || !record.contains("id") || !record["id"].is_string()) continue;
    RunRecord run;
    run.id = record["id"].get<std::string>();
    if (!config::is_run_id(run.id)) continue;
    if (record.contains("axes")) run.axes = axes_in(record["axes"]);
    if (record.contains("config")) run.config = json(record["config"]);
    const auto [place, is_new] = known.emplace(run.id, runs.size());
    if (is_new) runs.push_back(std::move(run));
  }
  if (lines.bad()) throw std::bad_alloc();
  return runs;
}

// The names in a folder that could be ids.
std::vector<std::string> ids_in(const fs::path& folder) {
  std::vector<std::string> ids;
  for (std::string& name : names_in(folder)) {
    if (config::is_run_id(name)) ids.push_back(std::move(name));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

// Runs that are there, or have failed, and that no plan knows of.
void add_unplanned(Folder& folder) {
  std::unordered_set<std::string> known;
  for (const RunRecord& run : folder.runs) known.insert(run.id);
  for (const fs::path& where : {folder.path, folder.path / "failed"}) {
    for (std::string& id : ids_in(where)) {
      if (!known.insert(id).second) continue;
      RunRecord run;
      run.id = std::move(id);
      folder.runs.push_back(std::move(run));
    }
  }
}

std::vector<json> read_published(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const std::string& name : names_in(directory)) {
    if (name.ends_with(".json")) files.push_back(directory / name);
  }
  std::sort(files.begin(), files.end());
  std::vector<json> all;
  for (const fs::path& file : files) {
    json published = read_json(file);
    if (published.is_object()) all.push_back(std::move(published));
  }
  return all;
}

Folder single_run(const fs::path& path) {
  Folder folder{path, {}, {}, false};
  RunRecord run;
  run.id = path.filename().string();
  read_run(run, path, path);
  finish(run);
  folder.runs.push_back(std::move(run));
  return folder;
}

// The bytes of an array as doubles.
template <class Number>
std::vector<double> converted(const data::NpyArray& array) {
  std::vector<Number> numbers(array.bytes.size() / sizeof(Number));
  std::memcpy(numbers.data(), array.bytes.data(), numbers.size() * sizeof(Number));
  return {numbers.begin(), numbers.end()};
}

}  // namespace

Folder read_folder(const fs::path& path) {
  const fs::path directory = fs::weakly_canonical(path);
  if (is_run_directory(directory)) return single_run(directory);
  Folder folder{directory, {}, read_published(directory / "published"), false};
  std::error_code error;
  if (fs::exists(directory / "plan.jsonl", error)) {
    folder.has_plan = true;
    folder.runs = planned_runs(directory / "plan.jsonl");
  }
  add_unplanned(folder);
  for (RunRecord& run : folder.runs) {
    read_run(run, directory / run.id, directory / "failed" / run.id);
    finish(run);
  }
  if (folder.runs.empty()) {
    throw Error(ExitCode::kUsage,
                fmt::format("report: {} has no runs, wanted a folder that `hebb run -o` has made, "
                            "or a run's directory in one",
                            path.string()));
  }
  return folder;
}

std::vector<json> reports(const RunRecord& run, std::size_t most) {
  std::string text;
  try {
    text = read_file(run.directory / "metrics.jsonl");
  } catch (const Error&) {
    return {};
  }
  std::vector<std::string_view> lines;  // of reports; a probe's epochs begin otherwise
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const auto line = std::string_view(text).substr(begin, end - begin);
    if (line.starts_with("{\"step\":")) lines.push_back(line);
    begin = end + 1;
  }
  std::vector<json> found;
  const std::size_t count = std::min(most, lines.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = count < 2 ? 0 : i * (lines.size() - 1) / (count - 1);
    json value = json_in(lines[at]);
    if (value.is_object()) found.push_back(std::move(value));
  }
  return found;
}

std::vector<double> array_values(const RunRecord& run, const std::string& name) {
  try {
    const data::NpyArray array = data::read_npy(run.directory / "arrays" / (name + ".npy"));
    if (array.type == "<f8") return converted<double>(array);
    if (array.type == "<f4") return converted<float>(array);
    if (array.type == "<i8") return converted<std::int64_t>(array);
  } catch (const Error&) {
    return {};
  }
  return {};
}

}  // namespace hebb::report
