#include "report/unit_figures.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace hebb::report {
namespace {

constexpr std::size_t kGrid = 100;         // points of a Lorenz curve, less one
constexpr std::size_t kBinsPerDecade = 8;  // of the histogram
constexpr std::size_t kDecades = 4;
constexpr std::size_t kRanks = 200;  // points of the wins by rank, at most
constexpr const char* kSteps = "gini.step_norms";
constexpr const char* kWins = "wins.counts";

// Mean and interval over the runs of a group, point by point; `curve` maps an array to as many
// numbers for every run, or to none.
std::vector<Point> averaged(const RunGroup& group, const char* array,
                            const std::function<std::vector<double>(std::vector<double>)>& curve,
                            const std::function<double(std::size_t, std::size_t)>& x) {
  std::vector<std::vector<double>> at;
  for (const RunRecord* run : group.done) {
    const std::vector<double> values = curve(array_values(*run, array));
    if (values.empty() || (!at.empty() && at.size() != values.size())) continue;
    at.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) at[i].push_back(values[i]);
  }
  std::vector<Point> points;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const Statistic value = statistic(at[i]);
    const double half = value.half.value_or(0);
    points.push_back({x(i, at.size()), value.mean, value.mean - half, value.mean + half, value.n});
  }
  return points;
}

// The largest share first; of many units, ranks spread evenly over their logarithm.
std::vector<double> sorted_shares(std::vector<double> counts) {
  double total = 0;
  for (const double count : counts) total += count;
  if (total <= 0) return {};
  std::sort(counts.begin(), counts.end(), std::greater<>());
  for (double& count : counts) count /= total;
  return counts;
}

std::vector<Point> thinned(std::vector<Point> points) {
  if (points.size() <= kRanks) return points;
  std::vector<Point> kept;
  const double last = std::log(static_cast<double>(points.size()));
  for (std::size_t i = 0; i < kRanks; ++i) {
    const double rank = std::exp(last * static_cast<double>(i) / (kRanks - 1));
    const auto at = std::min(points.size() - 1, static_cast<std::size_t>(std::lround(rank)) - 1);
    if (kept.empty() || kept.back().x < points[at].x) kept.push_back(points[at]);
  }
  return kept;
}

Figure lorenz_figure() {
  Figure figure;
  figure.name = "lorenz";
  figure.title = "How learning is shared out";
  figure.alt =
      "Lorenz curves: the share of all steps that the least active units together took, against "
      "their share of the units. On the diagonal all units learn alike; the further below, the "
      "fewer units do the learning.";
  figure.caption =
      "Lorenz curves of the units' mean step norms over the whole training, mean over the runs. "
      "The Gini coefficient is twice the area between curve and diagonal.";
  figure.x_label = "share of the units, least active first";
  figure.y_label = "share of all steps";
  figure.has_diagonal = true;
  return figure;
}

Figure steps_figure() {
  Figure figure;
  figure.name = "steps";
  figure.title = "Step sizes of the units";
  figure.alt =
      "Histogram of the units' mean step norms over training, relative to the most active unit of "
      "their run, on a logarithmic axis. Two separate heaps mean that some units learn and the "
      "others do not.";
  figure.caption =
      "Mean step norm of each unit over the whole training, divided by the largest of its run; "
      "eight bins to a decade, mean over the runs. The first bin holds all smaller steps, and "
      "units that never moved.";
  figure.x_label = "mean step, relative to the largest";
  figure.y_label = "share of the units";
  figure.style = Figure::Style::kSteps;
  figure.from_zero = true;
  figure.log_x = 10;
  return figure;
}

Figure wins_figure() {
  Figure figure;
  figure.name = "wins";
  figure.title = "Who wins the samples";
  figure.alt =
      "Share of the samples that each unit won over training, from the most successful unit to the "
      "least, on logarithmic axes. A curve that ends early has units that never won.";
  figure.caption =
      "Share of all samples that each unit won, by rank, mean over the runs; units that never win "
      "are not on the logarithmic axis.";
  figure.x_label = "rank of the unit";
  figure.y_label = "share of the samples";
  figure.log_x = 10;
  figure.log_y = true;
  return figure;
}

}  // namespace

std::vector<double> step_histogram(const std::vector<double>& values) {
  const double largest = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
  if (largest <= 0) return {};
  constexpr std::size_t kBins = kBinsPerDecade * kDecades;
  std::vector<double> shares(kBins, 0.0);
  for (const double value : values) {
    // Bins from 0, the largest values, to kBins - 1; then turned round.
    const double depth = value > 0 ? -std::log10(value / largest) * kBinsPerDecade : kBins;
    const auto bin = std::min(kBins - 1, static_cast<std::size_t>(std::min(depth, double{kBins})));
    shares[kBins - 1 - bin] += 1.0 / static_cast<double>(values.size());
  }
  return shares;
}

std::vector<double> lorenz_curve(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::vector<double> sums{0.0};
  for (const double value : values) sums.push_back(sums.back() + value);
  if (values.empty() || sums.back() <= 0) return {};
  std::vector<double> curve;
  for (std::size_t i = 0; i <= kGrid; ++i) {
    const double place = static_cast<double>(i * values.size()) / kGrid;
    const auto below = std::min(values.size() - 1, static_cast<std::size_t>(place));
    const double part = place - static_cast<double>(below);
    curve.push_back((sums[below] + part * (sums[below + 1] - sums[below])) / sums.back());
  }
  return curve;
}

PanelBuilder::PanelBuilder(Figure& figure, const Facets& facets)
    : figure_(figure), facets_(facets) {
  const std::size_t shown = std::min(facets.panels.size(), kPanels);
  for (std::size_t i = 0; i < shown; ++i) figure.panels.push_back({facets.panels[i], {}});
  figure.left_out = facets.panels.size() - shown;
}

void PanelBuilder::add(std::size_t group, std::vector<Point> points) {
  const Facet& facet = facets_.of[group];
  if (points.empty() || facet.panel >= figure_.panels.size()) return;
  figure_.panels[facet.panel].series.push_back(
      {facets_.colours[facet.colour], facet.colour, std::move(points)});
}

bool PanelBuilder::finish() {
  std::erase_if(figure_.panels, [](const Panel& panel) { return panel.series.empty(); });
  return !figure_.panels.empty();
}

std::vector<Figure> unit_figures(const Model& model, const Facets& facets) {
  Figure lorenz = lorenz_figure();
  Figure steps = steps_figure();
  Figure wins = wins_figure();
  PanelBuilder lorenz_panels(lorenz, facets);
  PanelBuilder steps_panels(steps, facets);
  PanelBuilder wins_panels(wins, facets);
  const auto share = [](std::size_t i, std::size_t) { return static_cast<double>(i) / kGrid; };
  const auto middle = [](std::size_t i, std::size_t count) {
    return std::pow(10.0,
                    (static_cast<double>(i) + 0.5 - static_cast<double>(count)) / kBinsPerDecade);
  };
  const auto rank = [](std::size_t i, std::size_t) { return static_cast<double>(i + 1); };
  for (std::size_t i = 0; i < model.groups().size(); ++i) {
    const RunGroup& group = model.groups()[i];
    lorenz_panels.add(i, averaged(group, kSteps, &lorenz_curve, share));
    steps_panels.add(i, averaged(group, kSteps, &step_histogram, middle));
    std::vector<Point> shares = thinned(averaged(group, kWins, &sorted_shares, rank));
    std::erase_if(shares, [](const Point& point) { return point.y <= 0; });
    wins_panels.add(i, std::move(shares));
  }
  std::vector<Figure> drawn;
  if (lorenz_panels.finish()) drawn.push_back(std::move(lorenz));
  if (steps_panels.finish()) drawn.push_back(std::move(steps));
  if (wins_panels.finish()) drawn.push_back(std::move(wins));
  return drawn;
}

}  // namespace hebb::report
