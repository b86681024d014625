#include "report/curves.hpp"

namespace hebb::report {
namespace {

constexpr std::size_t kPoints = 200;

// One metric of one group: values of all runs, by samples.
using Values = std::map<double, std::vector<double>>;

void add_report(const nlohmann::json& line, std::map<std::string, Values>& metrics) {
  const auto samples = line.find("samples");
  if (samples == line.end() || !samples->is_number()) return;
  for (const auto& [key, value] : line.items()) {
    if (key == "step" || key == "samples" || !value.is_number()) continue;
    metrics[key][samples->get<double>()].push_back(value.get<double>());
  }
}

}  // namespace

Curves curves_of(const RunGroup& group) {
  std::map<std::string, Values> metrics;
  for (const RunRecord* run : group.done) {
    for (const nlohmann::json& line : reports(*run, kPoints)) add_report(line, metrics);
  }
  Curves curves;
  for (const auto& [key, values] : metrics) {
    for (const auto& [samples, list] : values) {
      const Statistic at = statistic(list);
      const Spread around = spread(list);
      curves[key].push_back({samples, at.mean, around.low, around.high, at.n});
    }
  }
  return curves;
}

}  // namespace hebb::report
