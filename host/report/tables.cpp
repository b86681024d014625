#include "report/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/axes.hpp"

namespace hebb::report {
namespace {

struct HeadlineEnding {
  const char* ending;
  const char* header;
  int decimals;
};

constexpr HeadlineEnding kHeadlines[] = {
    {"test_accuracy", "test accuracy %", 2},
    {"gini.at_100", "Gini at 100", 3},
    {"gini.last", "Gini last", 3},
    {"wins.never", "never win", 3},
    {"dead.last", "dead", 3},
};

std::string exact(double value) { return fmt::format("{}", value); }

std::string exact(const std::optional<double>& value) { return value ? exact(*value) : ""; }

std::string shown_statistic(const Statistic& value, std::size_t runs, int decimals) {
  if (value.n == 0) return "–";
  std::string text = fmt::format("{:.{}f}", value.mean, decimals);
  if (value.half) text += fmt::format(" ± {:.{}f}", *value.half, decimals);
  if (value.n != runs) text += fmt::format(" (n={})", value.n);
  return text;
}

void add_axes(const Axes& axes, const std::vector<std::string>& names,
              std::vector<std::string>& row) {
  for (const std::string& name : names) row.push_back(axis_text(axes, name));
}

// "12 of 20 (1 failed)": finished runs of those that are known of.
std::string shown_runs(const RunGroup& group) {
  std::string text = std::to_string(group.done.size());
  if (group.done.size() < group.planned()) text += fmt::format(" of {}", group.planned());
  if (!group.failed.empty()) text += fmt::format(" ({} failed)", group.failed.size());
  return text;
}

// Numbers of any size, four digits of them.
std::string short_number(double value) { return fmt::format("{:.4g}", value); }

std::string short_number(const std::optional<double>& value) {
  return value ? short_number(*value) : "–";
}

class NumberRows {
 public:
  NumberRows(const Model& model, DataTable& table) : model_(model), table_(table) {}

  void add(const RunGroup& group, const std::string& key) {
    const std::vector<double> values = values_of(group, key);
    if (values.empty()) return;
    const Statistic ours = statistic(values);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    std::vector<std::string> shown;
    add_axes(group.axes, model_.axes(), shown);
    std::vector<std::string> row = shown;
    for (const std::string& text :
         {key, short_number(ours.mean), short_number(ours.sd), std::to_string(ours.n),
          short_number(ours.half), short_number(*least), short_number(*most)}) {
      shown.push_back(text);
    }
    for (const std::string& text : {key, exact(ours.mean), exact(ours.sd), std::to_string(ours.n),
                                    exact(ours.half), exact(*least), exact(*most)}) {
      row.push_back(text);
    }
    table_.shown.rows.push_back(std::move(shown));
    table_.exact.rows.push_back(std::move(row));
  }

 private:
  const Model& model_;
  DataTable& table_;
};

std::vector<std::string> axes_of(const Comparison& comparison) {
  std::vector<Axes> all;
  for (const ComparedCell& cell : comparison.cells) all.push_back(cell.axes);
  return axis_names(all);
}

std::string note_of(const ComparedCell& cell, const Comparison& comparison) {
  std::vector<std::string> parts;
  if (cell.classes) {
    parts.push_back(
        cell.classes->low == cell.classes->high
            ? fmt::format("{} classes predicted", cell.classes->low)
            : fmt::format("{} to {} classes predicted", cell.classes->low, cell.classes->high));
  }
  std::vector<std::string> keys;
  for (const ComparedValue& value : cell.values) keys.push_back(value.key);
  if (keys != comparison.keys) parts.push_back(fmt::format("of {}", fmt::join(keys, ", ")));
  if (!cell.note.empty()) parts.push_back(cell.note);
  return fmt::format("{}", fmt::join(parts, "; "));
}

// Digits that the printed numbers have: .005 is half a unit of the second.
int printed_decimals(double rounding) {
  int decimals = 0;
  for (double unit = 2 * rounding; unit > 0 && unit < 0.99 && decimals < 6; unit *= 10) ++decimals;
  return rounding > 0 ? decimals : 3;
}

void add_value(const ComparedValue& value, int decimals, std::vector<std::string>& shown,
               std::vector<std::string>& row) {
  const Statistic& ours = value.ours;
  shown.push_back(fmt::format("{:.{}f}", value.printed, decimals));
  if (ours.n == 0) {
    shown.insert(shown.end(), {"–", "–"});
  } else {
    const std::string sd = ours.sd ? fmt::format("sd {:.{}f}, ", *ours.sd, decimals + 1) : "";
    shown.push_back(fmt::format("{:.{}f} ({}n={})", ours.mean, decimals + 1, sd, ours.n));
    shown.push_back(value.interval ? fmt::format("{:.{}f} to {:.{}f}", value.interval->low,
                                                 decimals + 1, value.interval->high, decimals + 1)
                                   : "–");
  }
  row.push_back(exact(value.printed));
  row.push_back(ours.n > 0 ? exact(ours.mean) : "");
  row.push_back(exact(ours.sd));
  row.push_back(std::to_string(ours.n));
  row.push_back(value.interval ? exact(value.interval->low) : "");
  row.push_back(value.interval ? exact(value.interval->high) : "");
}

// People read the verdict first; wide tables scroll.
void name_columns(const Comparison& comparison, DataTable& table) {
  table.shown.header.emplace_back("verdict");
  for (const std::string& key : comparison.keys) {
    for (const char* what : {"printed", "ours", "99 % interval"}) {
      table.shown.header.push_back(comparison.keys.size() > 1 ? fmt::format("{}: {}", key, what)
                                                              : what);
    }
    for (const char* what : {"printed", "mean", "sd", "n", "low", "high"}) {
      table.exact.header.push_back(fmt::format("{}.{}", key, what));
    }
  }
  table.shown.header.emplace_back("note");
  table.exact.header.insert(table.exact.header.end(), {"verdict", "note"});
}

std::vector<std::string> comparison_notes(const Comparison& comparison) {
  std::vector<std::string> notes{tally(comparison) + "."};
  notes.push_back(fmt::format(
      "Inside: every printed number lies in the interval in which one further run falls with a "
      "probability of 99 % (mean ± t(.995, n-1) sd sqrt(1 + 1/n)), widened by {} for rounding. A "
      "verdict needs {} runs; with fewer it is indicative.",
      comparison.rounding, kRunsForVerdict));
  if (comparison.count(Verdict::kPlateau) > 0) {
    notes.emplace_back(
        "Plateau: in some run the probe has lost whole classes, so that its accuracy jumps from "
        "seed to seed; such a cell has no verdict.");
  }
  return notes;
}

}  // namespace

std::vector<Headline> headlines(const std::vector<std::string>& keys) {
  std::vector<Headline> found;
  for (const HeadlineEnding& known : kHeadlines) {
    std::vector<Headline> others;  // of a head, of probes with names: after the layer's own
    for (const std::string& key : keys) {
      const std::string ending = std::string(".") + known.ending;
      if (key != known.ending && !key.ends_with(ending)) continue;
      std::string of = key == known.ending ? "" : key.substr(0, key.size() - ending.size());
      if (of == "probe") of.clear();
      if (of.starts_with("probe.")) of = of.substr(6);
      const std::string header =
          of.empty() ? known.header : fmt::format("{} ({})", known.header, of);
      (of.empty() ? found : others).push_back({key, header, known.decimals});
    }
    found.insert(found.end(), others.begin(), others.end());
  }
  return found;
}

DataTable result_data_table(const Model& model) {
  DataTable table;
  table.name = "results";
  table.title = "What the runs gave";
  table.notes = {
      "Mean over the runs, which differ in their seed, ± half the width of the 95 % confidence "
      "interval of the mean (Student's t); n where fewer runs than shown have the number."};
  const std::vector<Headline> columns = headlines(model.summary_keys());
  table.shown.header = table.exact.header = model.axes();
  table.is_number.assign(model.axes().size(), false);
  table.shown.header.emplace_back("runs");
  table.exact.header.insert(table.exact.header.end(), {"runs", "failed", "missing"});
  table.is_number.push_back(true);
  for (const Headline& column : columns) {
    table.shown.header.push_back(column.header);
    table.is_number.push_back(true);
    for (const char* what : {"mean", "sd", "n", "half"}) {
      table.exact.header.push_back(fmt::format("{}.{}", column.key, what));
    }
  }
  for (const RunGroup& group : model.groups()) {
    std::vector<std::string> shown;
    add_axes(group.axes, model.axes(), shown);
    std::vector<std::string> row = shown;
    shown.push_back(shown_runs(group));
    for (const std::size_t count : {group.done.size(), group.failed.size(), group.missing.size()}) {
      row.push_back(std::to_string(count));
    }
    for (const Headline& column : columns) {
      const Statistic ours = statistic(values_of(group, column.key));
      shown.push_back(shown_statistic(ours, group.done.size(), column.decimals));
      row.insert(row.end(), {ours.n > 0 ? exact(ours.mean) : "", exact(ours.sd),
                             std::to_string(ours.n), exact(ours.half)});
    }
    table.shown.rows.push_back(std::move(shown));
    table.exact.rows.push_back(std::move(row));
  }
  return table;
}

DataTable number_data_table(const Model& model) {
  DataTable table;
  table.name = "numbers";
  table.title = "All numbers of the summaries";
  table.notes = {
      "Half: half the width of the 95 % confidence interval of the mean. Times are left out: they "
      "are not the same when a run is repeated."};
  table.shown.header = model.axes();
  table.is_number.assign(model.axes().size() + 1, false);
  for (const char* what : {"key", "mean", "sd", "n", "half", "least", "most"}) {
    table.shown.header.emplace_back(what);
  }
  table.is_number.insert(table.is_number.end(), 6, true);
  table.exact.header = table.shown.header;
  NumberRows rows(model, table);
  const std::vector<std::string> keys = model.summary_keys();
  for (const RunGroup& group : model.groups()) {
    for (const std::string& key : keys) {
      if (!key.ends_with(".seconds")) rows.add(group, key);
    }
  }
  return table;
}

DataTable comparison_data_table(const Comparison& comparison) {
  DataTable table;
  table.name = "comparison-" + comparison.name;
  table.title = comparison.source + ", " + comparison.title;
  table.notes = comparison_notes(comparison);
  const std::vector<std::string> axes = axes_of(comparison);
  table.shown.header = table.exact.header = axes;
  name_columns(comparison, table);
  table.is_number.assign(axes.size() + 1, false);
  table.is_number.insert(table.is_number.end(), 3 * comparison.keys.size(), true);
  table.is_number.push_back(false);
  const int decimals = printed_decimals(comparison.rounding);
  for (const ComparedCell& cell : comparison.cells) {
    std::vector<std::string> shown;
    add_axes(cell.axes, axes, shown);
    std::vector<std::string> row = shown;
    shown.emplace_back(word(cell.verdict));
    for (const ComparedValue& value : cell.values) add_value(value, decimals, shown, row);
    const std::string note = note_of(cell, comparison);
    shown.push_back(note);
    row.insert(row.end(), {word(cell.verdict), note});
    table.shown.rows.push_back(std::move(shown));
    table.exact.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace hebb::report
