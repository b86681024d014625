#include "report/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "report/x_axis.hpp"

namespace hebb::report {
namespace {

constexpr std::array kCodes{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                            "#e69f00", "#56b4e9", "#8c6d31", "#7f7f7f"};
constexpr int kPanelWidth = 420;  // pixels of the SVG; 96 to the inch in the PDF
constexpr int kSingleWidth = 520;
constexpr int kDotsWidth = 640;  // the names of the categories take a good part of it
constexpr int kPanelHeight = 320;
constexpr int kLegendHeight = 24;  // a line of it
constexpr int kCategoryHeight = 26;
constexpr double kPixelsPerInch = 96;

struct Layout {
  int columns = 1;
  int rows = 1;
  int legend_lines = 0;

  int single_width = kSingleWidth;

  [[nodiscard]] int width() const { return columns == 1 ? single_width : columns * kPanelWidth; }
};

std::vector<const Series*> legend_of(const Figure& figure) {
  std::vector<const Series*> entries;
  for (const Panel& panel : figure.panels) {
    for (const Series& series : panel.series) {
      const auto is_same = [&](const Series* known) { return known->label == series.label; };
      if (std::none_of(entries.begin(), entries.end(), is_same)) entries.push_back(&series);
    }
  }
  return entries;
}

Layout layout_of(const Figure& figure) {
  Layout layout;
  const auto panels = static_cast<int>(figure.panels.size());
  layout.columns = panels > 4 ? 3 : std::min(panels, 2);
  layout.rows = (panels + layout.columns - 1) / layout.columns;
  if (figure.style == Figure::Style::kDots) {
    layout.single_width = kDotsWidth;
  } else {
    layout.legend_lines = static_cast<int>(legend_of(figure).size());
  }
  return layout;
}

int panel_height(const Figure& figure) {
  if (figure.style != Figure::Style::kDots) return kPanelHeight;
  return 80 + kCategoryHeight * static_cast<int>(figure.categories.size());
}

// What gnuplot takes for a name in the SVG.
std::string plain_name(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char ch) { return ch == '.' || ch == '-'; }, '_');
  return name;
}

std::string line_style(std::size_t colour) {
  // Dashes tell colours apart for those who do not see them, and the second round of colours.
  return fmt::format("lw 2 dt {} lc rgb '{}'", (colour + colour / 8) % 4 + 1, colour_code(colour));
}

// The plots of a series that has the given rows of the table.
std::string series_plots(Figure::Style style, const Series& series, const std::string& file,
                         const std::string& rows) {
  const char* code = colour_code(series.colour);
  const std::string data = fmt::format("{} every ::{}", file, rows);
  switch (style) {
    case Figure::Style::kBands:
      return fmt::format(
          "{} using 2:4:5 with filledcurves fs transparent solid 0.2 noborder lc rgb '{}' notitle, "
          "\\\n     {} using 2:3 with lines {} notitle",
          data, code, data, line_style(series.colour));
    case Figure::Style::kLines:
      return fmt::format("{} using 2:3 with lines {} notitle", data, line_style(series.colour));
    case Figure::Style::kSteps:
      return fmt::format("{} using 2:3 with histeps {} notitle", data, line_style(series.colour));
    case Figure::Style::kErrors:
      return fmt::format(
          "{} using 2:3:4:5 with yerrorbars pt {} ps 0.8 lw 1.5 lc rgb '{}' notitle, \\\n"
          "     {} using 2:3 with lines {} notitle",
          data, series.colour % 8 + 4, code, data, line_style(series.colour));
    case Figure::Style::kDots:
      return fmt::format("{} using 2:3:4:5 with xerrorbars pt {} ps 0.8 lw 1.5 lc rgb '{}' notitle",
                         data, series.colour % 8 + 4, code);
  }
  return "";
}

std::string panel_script(const Figure& figure, const Panel& panel, std::size_t& first_row) {
  std::string text = x_axis_script(figure, panel);
  text += fmt::format("set title {}\nplot ", gnuplot_string(panel.title));
  const std::string file = gnuplot_string(figure.name + ".csv");
  const char* between = "";
  for (const Series& series : panel.series) {
    const std::string rows = fmt::format("{}::{}", first_row, first_row + series.points.size() - 1);
    first_row += series.points.size();
    text += between + series_plots(figure.style, series, file, rows);
    between = ", \\\n     ";
  }
  if (figure.has_diagonal) text += ", \\\n     x with lines lw 1 dt 3 lc rgb '#808080' notitle";
  return text + "\n";
}

// The legend is a plot of its own below the panels, so that every panel has the same size.
std::string legend_script(const Figure& figure, double share) {
  std::string text = fmt::format(
      "set origin 0, 0\nset size 1, {:.5f}\nset lmargin 2\nset rmargin 2\nset tmargin 0\n"
      "set bmargin 0\nunset title\nunset xlabel\nunset ylabel\nunset tics\nunset border\n"
      "unset logscale\nset xrange [0:1]\nset yrange [0:1]\n"
      "set key at screen 0.03, screen {:.5f} left top Left reverse samplen 3 width 1\nplot ",
      share, share);
  const char* between = "";
  for (const Series* series : legend_of(figure)) {
    text += fmt::format("{}2 with lines {} title {}", between, line_style(series->colour),
                        gnuplot_string(series->label));
    between = ", \\\n     ";
  }
  return text + "\n";
}

std::string axes_script(const Figure& figure) {
  std::string text = fmt::format("set xlabel {}\nset ylabel {}\n", gnuplot_string(figure.x_label),
                                 gnuplot_string(figure.y_label));
  text +=
      "set border 3\nset tics nomirror out\nset key off\nset grid ytics lw 0.5 dt 3\nset format "
      "'%g'\n";
  if (figure.from_zero) text += "set yrange [0:*]\n";
  if (figure.log_x > 0) text += fmt::format("set logscale x {}\n", figure.log_x);
  if (figure.log_y) text += "set logscale y\n";
  if (figure.has_diagonal) text += "set xrange [0:1]\nset yrange [0:1]\n";
  if (figure.style != Figure::Style::kDots) return text;
  text += fmt::format("set yrange [-0.7:{}.7]\nset ytics (", figure.categories.size() - 1);
  for (std::size_t i = 0; i < figure.categories.size(); ++i) {
    text += fmt::format("{}{} {}", i > 0 ? ", " : "", gnuplot_string(figure.categories[i]),
                        figure.categories.size() - 1 - i);
  }
  return text + ")\nset grid xtics lw 0.5 dt 3\n";
}

// All panels, and the legend in the lowest `legend` of the height.
std::string drawing_script(const Figure& figure, const Layout& layout, double legend) {
  std::string text = fmt::format("set multiplot\n{}", axes_script(figure));
  std::size_t first_row = 0;
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    const int column = static_cast<int>(i) % layout.columns;
    const int row = static_cast<int>(i) / layout.columns;
    text += fmt::format("set origin {:.5f}, {:.5f}\nset size {:.5f}, {:.5f}\n",
                        static_cast<double>(column) / layout.columns,
                        legend + (1 - legend) * (layout.rows - 1 - row) / layout.rows,
                        1.0 / layout.columns, (1 - legend) / layout.rows);
    text += panel_script(figure, figure.panels[i], first_row);
  }
  if (layout.legend_lines > 0) text += legend_script(figure, legend);
  return text + "unset multiplot\n";
}

}  // namespace

std::string gnuplot_string(std::string_view text) {
  constexpr std::string_view kPlain = " .,:;=+-_/()<>";
  std::string out = "\"";
  for (const char ch : text) {
    const auto code = static_cast<unsigned char>(ch);
    const bool is_letter = std::isalnum(code) != 0 || code >= 0x80U;  // or a part of one in UTF-8
    if (is_letter || kPlain.find(ch) != std::string_view::npos) {
      out += ch;
    } else {
      out += code < 0x20U || code == 0x7fU ? " " : fmt::format("\\{:03o}", code);
    }
  }
  return out + "\"";
}

std::size_t Figure::series_count() const {
  std::size_t count = 0;
  for (const Panel& panel : panels) count += panel.series.size();
  return count;
}

TextGrid figure_grid(const Figure& figure) {
  TextGrid grid{{"series", "x", "y", "low", "high", "n", "panel", "label"}, {}};
  std::size_t number = 0;
  for (const Panel& panel : figure.panels) {
    for (const Series& series : panel.series) {
      for (const Point& point : series.points) {
        std::vector<std::string> row{std::to_string(number)};
        for (const double value : {point.x, point.y, point.low, point.high}) {
          row.push_back(fmt::format("{:.6g}", value));
        }
        row.insert(row.end(), {std::to_string(point.n), panel.title, series.label});
        grid.rows.push_back(std::move(row));
      }
      ++number;
    }
  }
  return grid;
}

std::string figure_script(const Figure& figure) {
  const Layout layout = layout_of(figure);
  const int panels = layout.rows * panel_height(figure);
  const int height = panels + layout.legend_lines * kLegendHeight;
  const std::string drawing =
      drawing_script(figure, layout, 1.0 - static_cast<double>(panels) / height);
  const std::string input = "set datafile separator ','\nset datafile columnheaders\n";
  std::string text = fmt::format(
      "# {}.gp -- draws {}.svg, .pdf and .png from {}.csv: gnuplot {}.gp\n"
      "reset\nset encoding utf8\n{}",
      figure.name, figure.name, figure.name, figure.name, input);
  struct Terminal {
    std::string settings;
    const char* ending;
  };
  const Terminal terminals[] = {
      {fmt::format("svg size {},{} dynamic noenhanced font 'sans-serif,13' name '{}'",
                   layout.width(), height, plain_name(figure.name)),
       "svg"},
      {fmt::format("pdfcairo size {:.3f}in,{:.3f}in noenhanced font 'sans-serif,9'",
                   layout.width() / kPixelsPerInch, height / kPixelsPerInch),
       "pdf"},
      {fmt::format("pngcairo size {},{} fontscale 2 linewidth 2 pointscale 2 noenhanced font "
                   "'sans-serif,9'",
                   2 * layout.width(), 2 * height),
       "png"}};
  for (const Terminal& terminal : terminals) {
    text += fmt::format("\nset terminal {}\nset output '{}.{}'\n{}unset output\nreset\n{}",
                        terminal.settings, figure.name, terminal.ending, drawing, input);
  }
  return text;
}

const char* colour_code(std::size_t colour) { return kCodes[colour % kCodes.size()]; }

std::size_t plots_per_series(Figure::Style style) {
  return style == Figure::Style::kBands || style == Figure::Style::kErrors ? 2 : 1;
}

}  // namespace hebb::report
