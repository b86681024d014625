#include "report/ablation_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "report/ablation.hpp"
#include "report/axes.hpp"

namespace hebb::report {
namespace {

constexpr std::size_t kMostPanels = 12;  // that can be looked at

struct Labelled {
  std::string run;  // its axes and seed, or its id
  Ablation ablation;
};

std::string label_of(const Model& model, const Folder& folder, const Ablation& ablation) {
  const auto run = std::find_if(folder.runs.begin(), folder.runs.end(),
                                [&](const RunRecord& known) { return known.id == ablation.id; });
  if (run == folder.runs.end()) return ablation.id;
  std::string text = joined(run->axes);
  if (model.folders().size() > 1) text = folder.path.filename().string() + " " + text;
  return fmt::format("{}{}seed={}", text, text.empty() ? "" : " ", run->seed);
}

std::vector<Labelled> ablations_of(const Model& model) {
  std::vector<Labelled> all;
  for (const Folder& folder : model.folders()) {
    for (Ablation& ablation : read_ablations(folder.path)) {
      std::string label = label_of(model, folder, ablation);
      if (ablation.layer > 1) label += fmt::format(" layer {}", ablation.layer);
      all.push_back({std::move(label), std::move(ablation)});
    }
  }
  return all;
}

Panel panel_of(const Labelled& one) {
  Panel panel{one.run, {}};
  const std::vector<std::string> orders{"dead", "live", "random"};
  for (const AblationCurve& curve : one.ablation.curves) {
    Series series;
    series.label = curve.order == "random" ? "random order" : curve.order + "est first";
    if (curve.order == "live") series.label = "livest first";
    series.colour = static_cast<std::size_t>(std::find(orders.begin(), orders.end(), curve.order) -
                                             orders.begin());
    for (const AblationCurve::Point& point : curve.points) {
      const double mean = point.accuracy.mean;
      const double half = point.accuracy.half.value_or(0);
      series.points.push_back(
          {100 * point.share, mean, mean - half, mean + half, point.accuracy.n});
    }
    panel.series.push_back(std::move(series));
  }
  return panel;
}

Figure figure_of(const std::vector<Labelled>& all) {
  Figure figure;
  figure.name = "ablation";
  figure.title = "Accuracy while units are made random again";
  figure.alt =
      "Lines: test accuracy of a probe against the share of units with random weights, one line "
      "for "
      "each order in which the units are taken.";
  figure.caption =
      "Test accuracy when a share of the units has a random direction and its old length: deadest "
      "first, livest first, in random order. Mean over the seeds and 95 % confidence interval.";
  figure.x_label = "random units in %";
  figure.y_label = "test accuracy in %";
  figure.style = Figure::Style::kBands;
  for (const Labelled& one : all) {
    if (figure.panels.size() < kMostPanels) {
      figure.panels.push_back(panel_of(one));
    } else {
      ++figure.left_out;
    }
  }
  return figure;
}

std::string shown(const Statistic& value) {
  if (value.n == 0) return "-";
  return value.half ? fmt::format("{:+.2f} \u00b1 {:.2f}", value.mean, *value.half)
                    : fmt::format("{:+.2f}", value.mean);
}

std::string exact_text(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

void add_row(const Labelled& one, DataTable& table) {
  const Ablation& ablation = one.ablation;
  std::vector<std::string> row{one.run, fmt::format("{}", ablation.units),
                               fmt::format("{}", ablation.seeds), ablation.liveness};
  std::vector<std::string> digits{ablation.id, fmt::format("{}", ablation.layer), row[1], row[2],
                                  row[3]};
  const std::pair<const char*, const char*> pairs[] = {
      {"dead", "live"}, {"dead", "random"}, {"live", "random"}};
  std::string says = "-";
  for (const auto& [first, second] : pairs) {
    Statistic value;
    for (const AreaDifference& area : ablation.differences) {
      if (area.first == first && area.second == second) value = area.difference;
    }
    row.push_back(shown(value));
    digits.push_back(value.n > 0 ? exact_text(value.mean) : "");
    digits.push_back(exact_text(value.half));
    if (value.n > 0 && std::string(second) == "live") says = verdict(value);
  }
  row.push_back(says);
  table.shown.rows.push_back(std::move(row));
  table.exact.rows.push_back(std::move(digits));
}

DataTable table_of(const std::vector<Labelled>& all) {
  DataTable table;
  table.name = "ablation";
  table.title = "Accuracy while units are made random again: mean distance between two curves";
  table.notes = {
      "A share of the units gets a random direction and keeps its length, and a probe is trained "
      "on what the layer answers then.",
      "The numbers are percentage points of test accuracy, the area between two curves over the "
      "share of random units, \u00b1 half of the 95 % confidence interval over the seeds.",
      "dead - live is positive where the deadest units can be replaced at less cost than the "
      "livest."};
  table.shown.header = {"run",         "units",         "seeds",         "order by",
                        "dead - live", "dead - random", "live - random", "so"};
  table.exact.header = {"id",
                        "layer",
                        "units",
                        "seeds",
                        "order",
                        "dead_live",
                        "dead_live_half",
                        "dead_random",
                        "dead_random_half",
                        "live_random",
                        "live_random_half"};
  table.is_number = {false, true, true, false, true, true, true, false};
  for (const Labelled& one : all) add_row(one, table);
  return table;
}

}  // namespace

AblationParts ablation_parts(const Model& model) {
  const std::vector<Labelled> all = ablations_of(model);
  AblationParts parts;
  if (all.empty()) return parts;
  parts.figures.push_back(figure_of(all));
  parts.table = table_of(all);
  return parts;
}

}  // namespace hebb::report
