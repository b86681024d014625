#include "report/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>
#include <string_view>

#include "report/axes.hpp"
#include "report/curves.hpp"
#include "report/facets.hpp"
#include "report/tables.hpp"
#include "report/unit_figures.hpp"

namespace hebb::report {
namespace {

constexpr const char* kWidth = "model.units";
constexpr std::size_t kCategories = 48;  // lines of a dot plot that can be read

struct CurveEnding {
  const char* ending;
  const char* title;
  const char* meaning;
};

// Metrics that are worth a figure; of the rest, metrics.jsonl has the numbers. Before the name
// there may be a layer's: "head.gini".
constexpr CurveEnding kCurves[] = {
    {"gini", "Gini coefficient over training",
     "inequality of the units' mean step norms so far: 0 all alike, near 1 few do all the "
     "learning"},
    {"wins.gini", "Gini coefficient of the wins over training",
     "inequality of the units' wins so far: 0 all win equally often, near 1 few units win all"},
    {"wins.never", "Units that never win, over training",
     "share of the units that have won no sample so far"},
    {"wins.live", "Effective number of units, over training",
     "exp of the entropy of the units' shares of the wins so far"},
    {"dead", "Dead units over training",
     "share of the units whose weights cannot be told from random noise"},
    {"drift.dead", "Units that have not turned, over training",
     "share of the units whose weights still point nearly where they did at first"},
    {"smoothness.dead", "Units without smooth weights, over training",
     "share of the units whose weights, as images, cannot be told from shuffled ones"},
    {"drift.turn", "Drift of the features over training",
     "mean over the units of 1 - cos of the angle to their initial weights"},
};

bool is_of(const std::string& key, const std::string& ending) {
  return key == ending || key.ends_with("." + ending);
}

// The longest of the known endings: "wins.gini" is not a "gini". Nothing where there is none.
const CurveEnding* known_ending(const std::string& key) {
  const CurveEnding* best = nullptr;
  for (const CurveEnding& known : kCurves) {
    if (!is_of(key, known.ending)) continue;
    if (best == nullptr ||
        std::string_view(known.ending).size() > std::string_view(best->ending).size()) {
      best = &known;
    }
  }
  return best;
}

// A key of a summary may be anything; a file's name may not.
std::string file_name(const char* kind, const std::string& key) {
  std::string name = kind + key;
  std::erase_if(name, [](char ch) {
    return std::isalnum(static_cast<unsigned char>(ch)) == 0 && ch != '.' && ch != '-' && ch != '_';
  });
  return name;
}

Figure curve_figure(const CurveEnding& known, const std::string& key) {
  Figure figure;
  figure.name = file_name("curve-", key);
  figure.title = known.title;
  if (key != known.ending) figure.title += fmt::format(" ({})", key);
  figure.alt = fmt::format("Lines over training: {}. One line for each configuration, with a band.",
                           known.meaning);
  figure.caption = fmt::format("{}: {}. Mean over the runs and {}.", key, known.meaning, kSpread);
  figure.x_label = "samples shown";
  figure.y_label = key;
  figure.style = Figure::Style::kBands;
  figure.from_zero = true;
  return figure;
}

void add_curves(const Model& model, const Facets& facets, std::vector<Figure>& figures) {
  std::vector<Curves> curves;
  std::set<std::string> keys;
  for (const RunGroup& group : model.groups()) {
    curves.push_back(curves_of(group));
    for (const auto& [key, points] : curves.back()) keys.insert(key);
  }
  for (const CurveEnding& known : kCurves) {
    std::vector<std::string> alike;  // the layer's own before those of a head
    for (const std::string& key : keys) {
      if (known_ending(key) != &known) continue;
      alike.insert(key == known.ending ? alike.begin() : alike.end(), key);
    }
    for (const std::string& key : alike) {
      Figure figure = curve_figure(known, key);
      PanelBuilder panels(figure, facets);
      for (std::size_t i = 0; i < curves.size(); ++i) {
        const auto found = curves[i].find(key);
        if (found != curves[i].end()) panels.add(i, found->second);
      }
      if (panels.finish()) figures.push_back(std::move(figure));
    }
  }
}

std::optional<double> width_of(const RunGroup& group) {
  const std::string text = axis_text(group.axes, kWidth);
  double width = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), width);
  if (text.empty() || end.ptr != text.data() + text.size()) return std::nullopt;
  return width;
}

std::vector<Point> values_over_width(const Model& model, const Facets& facets, std::size_t first,
                                     const std::string& key) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < model.groups().size(); ++i) {
    const RunGroup& group = model.groups()[i];
    const auto width = width_of(group);
    const bool is_same = facets.of[i].colour == facets.of[first].colour &&
                         facets.of[i].panel == facets.of[first].panel;
    const std::vector<double> values = values_of(group, key);
    if (!width || !is_same || values.empty()) continue;
    const Spread around = spread(values);
    points.push_back({*width, statistic(values).mean, around.low, around.high, values.size()});
  }
  std::sort(points.begin(), points.end(), [](auto& a, auto& b) { return a.x < b.x; });
  return points;
}

// "Test accuracy %"
std::string titled(std::string text) {
  if (!text.empty()) {
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  }
  return text;
}

void add_over_width(const Model& model, const Headline& headline, std::vector<Figure>& figures) {
  const Facets by = facets(model, kWidth);
  Figure figure;
  figure.name = file_name("width-", headline.key);
  figure.title = titled(headline.header) + " against width";
  figure.alt = fmt::format("Lines: {} against the number of units, with bars.", headline.header);
  figure.caption = fmt::format("{}: mean over the runs and {}.", headline.key, kSpread);
  figure.x_label = "units";
  figure.y_label = headline.header;
  figure.style = Figure::Style::kErrors;
  figure.log_x = 2;
  PanelBuilder panels(figure, by);
  std::set<std::pair<std::size_t, std::size_t>> drawn;
  for (std::size_t i = 0; i < model.groups().size(); ++i) {
    if (!drawn.emplace(by.of[i].colour, by.of[i].panel).second) continue;
    panels.add(i, values_over_width(model, by, i, headline.key));
  }
  if (panels.finish()) figures.push_back(std::move(figure));
}

std::string category(const Axes& axes) {
  if (axes.empty()) return "all runs";
  return axes.size() == 1 ? axes.front().second : joined(axes);
}

void add_dots(const Model& model, const Facets& facets, const Headline& headline,
              std::vector<Figure>& figures) {
  Figure figure;
  figure.name = file_name("dots-", headline.key);
  figure.title = titled(headline.header);
  figure.alt = fmt::format("Dots with bars: {} of each configuration.", headline.header);
  figure.caption = fmt::format("{}: mean over the runs and {}.", headline.key, kSpread);
  figure.x_label = headline.header;
  figure.style = Figure::Style::kDots;
  figure.panels.emplace_back();
  std::vector<Series>& series = figure.panels[0].series;
  for (std::size_t i = 0; i < model.groups().size() && figure.categories.size() < kCategories;
       ++i) {
    const RunGroup& group = model.groups()[i];
    const std::vector<double> values = values_of(group, headline.key);
    if (values.empty()) continue;
    const Spread around = spread(values);
    const std::string& label = facets.colours[facets.of[i].colour];
    figure.categories.push_back(category(group.axes));
    series.push_back({label,
                      facets.of[i].colour,
                      {{statistic(values).mean, 0, around.low, around.high, values.size()}}});
  }
  // The first category is at the top.
  for (std::size_t i = 0; i < series.size(); ++i) {
    series[i].points[0].y = static_cast<double>(series.size() - 1 - i);
  }
  if (!series.empty()) figures.push_back(std::move(figure));
}

}  // namespace

std::vector<Figure> figures(const Model& model) {
  std::vector<Figure> all;
  const Facets by = facets(model);
  add_curves(model, by, all);
  for (Figure& figure : unit_figures(model, by)) all.push_back(std::move(figure));
  const std::vector<std::string> axes = model.axes();
  const bool has_widths = std::find(axes.begin(), axes.end(), kWidth) != axes.end();
  for (const Headline& headline : headlines(model.summary_keys())) {
    if (has_widths) {
      add_over_width(model, headline, all);
    } else {
      add_dots(model, by, headline, all);
    }
  }
  return all;
}

}  // namespace hebb::report
