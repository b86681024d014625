#include "run/collect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/file_writer.hpp"

namespace hebb::run {
namespace {

using nlohmann::json;

// As RFC 4180 has it: quoted where it must be, quotes doubled.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// Numbers as JSON writes them: the shortest that reads back as the same double.
template <class Json>
std::string cell_of(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return cell(value.template get<std::string>());
  return cell(value.dump());
}

// What a configuration has at "model.units"; the name of a table that has one.
std::string configured(const json& config, const std::string& key) {
  const json* at = &config;
  for (std::size_t begin = 0; begin <= key.size();) {
    const std::size_t end = std::min(key.find('.', begin), key.size());
    const auto found = at->is_object() ? at->find(key.substr(begin, end - begin)) : at->end();
    if (!at->is_object() || found == at->end()) return "";
    at = &*found;
    begin = end + 1;
  }
  if (at->is_object() && at->contains("name")) at = &at->at("name");
  return cell_of(*at);
}

std::string axis_cell(const FrozenRun& run, const std::string& axis) {
  for (const auto& [key, value] : run.axes) {
    if (key == axis) return cell(value);
  }
  return configured(run.config, axis);
}

// In the order in which they first appear; the seed has a column anyway.
std::vector<std::string> axes_of(const Results& results) {
  std::vector<std::string> axes;
  for (std::size_t i = 0; i < results.size(); ++i) {
    for (const auto& [key, value] : results.run(i).axes) {
      if (key != "seed" && std::find(axes.begin(), axes.end(), key) == axes.end()) {
        axes.push_back(key);
      }
    }
  }
  return axes;
}

std::set<std::string> summary_keys(const Results& results) {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results.is_finished(i)) continue;
    const json summary = results.summary(i);
    for (const auto& [key, value] : summary.items()) keys.insert(key);
  }
  return keys;
}

std::string summary_row(const Results& results, std::size_t i, const std::vector<std::string>& axes,
                        const std::set<std::string>& keys) {
  const FrozenRun& run = results.run(i);
  std::string row = run.id + "," + word(results.state(i).kind);
  for (const std::string& axis : axes) row += "," + axis_cell(run, axis);
  row += "," + std::to_string(run.seed);
  const json summary = results.summary(i);
  for (const std::string& key : keys) {
    row += ',';
    if (const auto value = summary.find(key); value != summary.end()) row += cell_of(*value);
  }
  return row + "\n";
}

bool is_position(const std::string& key) {
  return key == "step" || key == "samples" || key == "probe" || key == "epoch";
}

// The numbers of one line of metrics.jsonl, one row each.
std::string metric_rows(const std::string& id, const nlohmann::ordered_json& line,
                        std::size_t& rows) {
  std::string begin = id;
  for (const char* key : {"step", "samples", "probe", "epoch"}) {
    begin += ',';
    if (const auto value = line.find(key); value != line.end()) begin += cell_of(*value);
  }
  const std::string prefix = line.contains("probe") ? "probe." : "";
  std::string text;
  for (const auto& [key, value] : line.items()) {
    if (is_position(key) || value.is_structured() || value.is_string()) continue;
    text += fmt::format("{},{},{}\n", begin, cell(prefix + key), cell_of(value));
    ++rows;
  }
  return text;
}

}  // namespace

std::size_t write_summary_table(const Results& results, const std::filesystem::path& file) {
  const std::vector<std::string> axes = axes_of(results);
  const std::set<std::string> keys = summary_keys(results);
  FileWriter writer(file);
  std::string head = "id,state";
  for (const std::string& axis : axes) head += "," + cell(axis);
  head += ",seed";
  for (const std::string& key : keys) head += "," + cell(key);
  writer.write(head + "\n");
  std::size_t rows = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results.is_finished(i)) continue;
    writer.write(summary_row(results, i, axes, keys));
    ++rows;
  }
  writer.commit();
  return rows;
}

std::size_t write_metrics_table(const Results& results, const std::filesystem::path& file) {
  FileWriter writer(file);
  writer.write("id,step,samples,probe,epoch,name,value\n");
  std::size_t rows = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results.is_finished(i)) continue;
    results.for_each_line(i, [&](const nlohmann::ordered_json& line) {
      writer.write(metric_rows(results.run(i).id, line, rows));
    });
  }
  writer.commit();
  return rows;
}

}  // namespace hebb::run
