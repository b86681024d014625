#include "report/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.hpp"
#include "report/axes.hpp"

namespace hebb::report {
namespace {

using nlohmann::json;

constexpr std::array kVerdicts{Verdict::kInside,           Verdict::kOutside,
                               Verdict::kIndicativeInside, Verdict::kIndicativeOutside,
                               Verdict::kIndicative,       Verdict::kPlateau,
                               Verdict::kNoValue,          Verdict::kNoRuns};

// The probe that a key speaks of says how many classes it predicted:
// probe.NAME.test_accuracy -> probe.NAME.classes_predicted.
std::string classes_key(const std::string& key) {
  return key.substr(0, key.rfind('.') + 1) + "classes_predicted";
}

std::optional<Interval> lost_classes(const RunGroup& group, const std::vector<ComparedValue>& of,
                                     double classes) {
  std::optional<Interval> range;
  for (const ComparedValue& value : of) {
    for (const double predicted : values_of(group, classes_key(value.key))) {
      if (!range) range = Interval{predicted, predicted};
      range = Interval{std::min(range->low, predicted), std::max(range->high, predicted)};
    }
  }
  return range && range->low < classes ? range : std::nullopt;
}

Verdict verdict_on(const std::vector<ComparedValue>& values) {
  if (values.empty()) return Verdict::kNoValue;
  const auto fewest = std::min_element(values.begin(), values.end(), [](auto& a, auto& b) {
                        return a.ours.n < b.ours.n;
                      })->ours.n;
  if (fewest == 0) return Verdict::kNoValue;
  if (fewest == 1) return Verdict::kIndicative;
  const bool is_inside = std::all_of(values.begin(), values.end(), [](const ComparedValue& value) {
    return value.interval->contains(value.printed);
  });
  if (fewest < kRunsForVerdict) {
    return is_inside ? Verdict::kIndicativeInside : Verdict::kIndicativeOutside;
  }
  return is_inside ? Verdict::kInside : Verdict::kOutside;
}

// The cell as printed, without runs.
ComparedCell printed_cell(const json& cell) {
  ComparedCell result;
  for (const json& axis : cell.at("axes")) {
    result.axes.emplace_back(axis.at(0).get<std::string>(), axis.at(1).get<std::string>());
  }
  for (std::size_t i = 0; i < cell.at("values").size(); ++i) {
    result.values.push_back(
        {cell.at("keys").at(i).get<std::string>(), cell["values"][i].get<double>(), {}, {}});
  }
  result.note = cell.value("note", "");
  return result;
}

ComparedCell compared(ComparedCell cell, const RunGroup& group, const json& table) {
  for (const auto& [axis, text] : group.axes) {
    if (axis_text(cell.axes, axis).empty()) cell.axes.emplace_back(axis, text);
  }
  if (group.done.empty()) return cell;
  for (ComparedValue& value : cell.values) {
    value.ours = statistic(values_of(group, value.key));
    value.interval = prediction_interval(value.ours, table.value("rounding", 0.0));
  }
  cell.verdict = verdict_on(cell.values);
  if (table.contains("classes")) {
    cell.classes = lost_classes(group, cell.values, table["classes"].get<double>());
    if (cell.classes) cell.verdict = Verdict::kPlateau;
  }
  return cell;
}

void add_cell(const json& cell, const json& table, const Model& model, std::size_t folder,
              Comparison& comparison) {
  const ComparedCell printed = printed_cell(cell);
  bool is_compared = false;
  for (const RunGroup& group : model.groups()) {
    const auto& ids = cell.at("groups");
    if (group.folder != folder || std::find(ids.begin(), ids.end(), group.id) == ids.end()) {
      continue;
    }
    comparison.cells.push_back(compared(printed, group, table));
    is_compared = true;
  }
  if (!is_compared) comparison.cells.push_back(printed);
}

Comparison comparison_of(const json& table, const std::string& source, const Model& model,
                         std::size_t folder) {
  Comparison comparison;
  comparison.source = source;
  comparison.name = table.at("name").get<std::string>();
  comparison.title = table.at("title").get<std::string>();
  comparison.keys = table.at("keys").get<std::vector<std::string>>();
  comparison.rounding = table.value("rounding", 0.0);
  for (const json& cell : table.at("cells")) add_cell(cell, table, model, folder, comparison);
  return comparison;
}

}  // namespace

std::optional<Interval> prediction_interval(const Statistic& ours, double rounding) {
  if (!ours.sd) return std::nullopt;
  const auto n = static_cast<double>(ours.n);
  const double half = student_t(n - 1, 0.005) * *ours.sd * std::sqrt(1 + 1 / n) + rounding;
  return Interval{ours.mean - half, ours.mean + half};
}

const char* word(Verdict verdict) {
  switch (verdict) {
    case Verdict::kInside:
      return "inside";
    case Verdict::kOutside:
      return "outside";
    case Verdict::kIndicativeInside:
      return "indicative: inside";
    case Verdict::kIndicativeOutside:
      return "indicative: outside";
    case Verdict::kIndicative:
      return "indicative";
    case Verdict::kPlateau:
      return "plateau";
    case Verdict::kNoValue:
      return "no value";
    case Verdict::kNoRuns:
      return "no runs";
  }
  return "";
}

std::size_t Comparison::count(Verdict verdict) const {
  return static_cast<std::size_t>(
      std::count_if(cells.begin(), cells.end(),
                    [verdict](const ComparedCell& cell) { return cell.verdict == verdict; }));
}

std::vector<Comparison> comparisons(const Model& model) {
  std::vector<Comparison> all;
  for (std::size_t folder = 0; folder < model.folders().size(); ++folder) {
    for (const json& published : model.folders()[folder].published) {
      try {
        for (const json& table : published.at("tables")) {
          all.push_back(comparison_of(table, published.at("source"), model, folder));
        }
      } catch (const json::exception& error) {
        throw Error(
            ExitCode::kMissing,
            fmt::format("report: {} has a table that cannot be read: {}; `hebb run` writes "
                        "it anew",
                        (model.folders()[folder].path / "published").string(), error.what()));
      }
    }
  }
  return all;
}

std::string tally(const Comparison& comparison) {
  std::string text =
      fmt::format("{} cell{}:", comparison.cells.size(), comparison.cells.size() == 1 ? "" : "s");
  const char* between = " ";
  for (const Verdict verdict : kVerdicts) {
    if (comparison.count(verdict) == 0) continue;
    text += fmt::format("{}{} {}", between, comparison.count(verdict), word(verdict));
    between = ", ";
  }
  return text;
}

}  // namespace hebb::report
