#include "report/ablation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <map>
#include <utility>

#include "base/files.hpp"
#include "base/json.hpp"
#include "report/table.hpp"

namespace hebb::report {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// By order and seed: accuracy by share. What is the same for every order is in each.
using Measured = std::map<std::string, std::map<std::uint32_t, std::map<double, double>>>;

Measured measured(const json& record) {
  Measured found;
  for (const json& point : record.at("points")) {
    const double share = point.at("share");
    const double accuracy = point.at("test_accuracy");
    const std::uint32_t seed = point.at("seed");
    const std::string order = point.at("order");
    if (order != "all") found[order][seed][share] = accuracy;
    if (order != "all") continue;
    for (const json& every : record.at("orders")) found[every][seed][share] = accuracy;
  }
  return found;
}

// The mean of a curve over the shares, by the trapezoidal rule.
double area(const std::map<double, double>& curve) {
  double sum = 0;
  for (auto at = curve.begin(); std::next(at) != curve.end(); ++at) {
    const auto next = std::next(at);
    sum += (next->first - at->first) * (next->second + at->second) / 2;
  }
  return sum;
}

AblationCurve curve_of(const std::string& order, const Measured& all) {
  std::map<double, std::vector<double>> values;
  for (const auto& [seed, curve] : all.at(order)) {
    for (const auto& [share, accuracy] : curve) values[share].push_back(accuracy);
  }
  AblationCurve curve{order, {}};
  for (const auto& [share, accuracies] : values) {
    curve.points.push_back({share, statistic(accuracies)});
  }
  return curve;
}

std::vector<AreaDifference> differences_in(const Measured& all) {
  constexpr std::pair<const char*, const char*> kPairs[] = {
      {"dead", "live"}, {"dead", "random"}, {"live", "random"}};
  std::vector<AreaDifference> differences;
  for (const auto& [first, second] : kPairs) {
    if (all.count(first) == 0 || all.count(second) == 0) continue;
    std::vector<double> values;
    for (const auto& [seed, curve] : all.at(first)) {
      const auto other = all.at(second).find(seed);
      if (other != all.at(second).end()) values.push_back(area(curve) - area(other->second));
    }
    differences.push_back({first, second, statistic(values)});
  }
  return differences;
}

std::string number(const Statistic& value, bool has_sign) {
  std::string text =
      has_sign ? fmt::format("{:+.2f}", value.mean) : fmt::format("{:.2f}", value.mean);
  if (value.half) text += fmt::format(" +- {:.2f}", *value.half);
  return text;
}

}  // namespace

Ablation ablation(const json& record) {
  Ablation result;
  result.id = record.at("id");
  result.layer = record.at("layer");
  result.units = record.at("units");
  result.seeds = record.at("seeds");
  result.liveness = record.at("liveness");
  result.liveness_meaning = record.at("liveness_meaning");
  const Measured all = measured(record);
  for (const json& order : record.at("orders")) result.curves.push_back(curve_of(order, all));
  result.differences = differences_in(all);
  return result;
}

std::vector<Ablation> read_ablations(const fs::path& directory) {
  std::vector<fs::path> files;
  const fs::path folder = directory / "ablations";
  for (const std::string& id : names_in(folder)) {
    for (const std::string& name : names_in(folder / id)) {
      if (name.ends_with("ablation.json")) files.push_back(folder / id / name);
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<Ablation> all;
  for (const fs::path& file : files) {
    try {
      all.push_back(ablation(json_in(read_file(file))));
    } catch (const std::exception&) {  // of another program, or torn
    }
  }
  return all;
}

std::string verdict(const Statistic& dead_minus_live) {
  if (!dead_minus_live.half) return "one seed has no interval, so nothing can be said";
  if (dead_minus_live.mean - *dead_minus_live.half > 0) {
    return "the live units carry more of the accuracy than the dead ones";
  }
  if (dead_minus_live.mean + *dead_minus_live.half < 0) {
    return "the dead units carry more of the accuracy than the live ones";
  }
  return "live and dead units are not told apart";
}

std::string ablation_text(const Ablation& ablation) {
  std::vector<std::string> header{"random units"};
  for (const AblationCurve& curve : ablation.curves) {
    header.push_back(curve.order + (curve.order == "random" ? " order" : " first"));
  }
  Table table(header);
  for (std::size_t i = 0; i < ablation.curves.front().points.size(); ++i) {
    const double share = ablation.curves.front().points[i].share;
    std::vector<std::string> row{fmt::format("{:.0f} %", 100 * share)};
    for (const AblationCurve& curve : ablation.curves) {
      row.push_back(number(curve.points[i].accuracy, false));
    }
    table.add(std::move(row));
  }
  std::string text = fmt::format(
      "run {}, layer {}: {} units, ordered by {} ({}); {} seed{}\n"
      "test accuracy in %, mean and half of its 95 % confidence interval\n\n",
      ablation.id, ablation.layer, ablation.units, ablation.liveness, ablation.liveness_meaning,
      ablation.seeds, ablation.seeds == 1 ? "" : "s");
  text += table.text() + "\nmean distance between two curves, in percentage points\n";
  for (const AreaDifference& area : ablation.differences) {
    text += fmt::format("{} - {}: {}", area.first, area.second, number(area.difference, true));
    text += area.second == "live" ? fmt::format("  {}\n", verdict(area.difference)) : "\n";
  }
  return text;
}

}  // namespace hebb::report
