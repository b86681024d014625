#include "report/result_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/table.hpp"

namespace hebb::report {
namespace {

struct ResultColumn {
  const char* key;     // in summary.json
  const char* header;  // what people call it
  int decimals;
};

constexpr ResultColumn kColumns[] = {
    {"probe.test_accuracy", "test accuracy %", 2},
    {"gini.at_100", "Gini at 100", 3},
    {"gini.last", "Gini last", 3},
    {"wins.never", "never win", 3},
};

std::string cell(const Statistic& value, std::size_t runs, int decimals) {
  if (value.n == 0) return "-";
  std::string text = fmt::format("{:.{}f}", value.mean, decimals);
  if (value.half) text += fmt::format(" +- {:.{}f}", *value.half, decimals);
  if (value.n < runs) text += fmt::format(" (n={})", value.n);
  return text;
}

// The names of all axes, in the order in which they first appear.
std::vector<std::string> group_axis_names(std::span<const Group> groups) {
  std::vector<std::string> names;
  for (const Group& group : groups) {
    for (const auto& [name, value] : group.axes) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

std::string axis_value(const Axes& axes, const std::string& name) {
  const auto found =
      std::find_if(axes.begin(), axes.end(), [&](const auto& axis) { return axis.first == name; });
  return found == axes.end() ? "" : found->second;
}

// Positions in kColumns of the numbers that some run has.
std::vector<std::size_t> present_columns(std::span<const Group> groups) {
  std::vector<std::size_t> present;
  for (std::size_t i = 0; i < std::size(kColumns); ++i) {
    const bool found = std::any_of(groups.begin(), groups.end(),
                                   [&](const Group& group) { return group.statistics[i].n > 0; });
    if (found) present.push_back(i);
  }
  return present;
}

}  // namespace

std::string result_table(std::span<const RunRow> rows) {
  std::vector<std::string> keys;
  for (const ResultColumn& column : kColumns) keys.emplace_back(column.key);
  const std::vector<Group> groups = aggregate(rows, keys);
  const std::vector<std::string> axes = group_axis_names(groups);
  const std::vector<std::size_t> columns = present_columns(groups);

  std::vector<std::string> header = axes;
  header.emplace_back("runs");
  for (const std::size_t i : columns) header.emplace_back(kColumns[i].header);
  Table table(header);
  for (const Group& group : groups) {
    std::vector<std::string> line;
    for (const std::string& name : axes) line.push_back(axis_value(group.axes, name));
    line.push_back(std::to_string(group.runs));
    for (const std::size_t i : columns) {
      line.push_back(cell(group.statistics[i], group.runs, kColumns[i].decimals));
    }
    table.add(std::move(line));
  }
  return table.text();
}

}  // namespace hebb::report
