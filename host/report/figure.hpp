// figure -- a figure as numbers, its table and the gnuplot script that draws it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/data_table.hpp"

namespace hebb::report {

struct Point {
  double x = 0;
  double y = 0;
  double low = 0;  // of the interval round y; equal to y where there is none
  double high = 0;
  std::size_t n = 0;  // runs behind it
};

struct Series {
  std::string label;
  std::size_t colour = 0;
  std::vector<Point> points;
};

struct Panel {
  std::string title;
  std::vector<Series> series;
};

struct Figure {
  enum class Style {
    kBands,   // lines with a band between low and high
    kLines,   // lines alone
    kSteps,   // a histogram: points are the middles of its bins
    kErrors,  // lines, with bars from low to high at the points
    kDots,    // points with bars along x; y counts the categories
  };

  std::string name;  // of its files: a-z 0-9 . -
  std::string title;
  std::string alt;  // what it shows, for those who do not see it
  std::string caption;
  std::string x_label;
  std::string y_label;
  Style style = Style::kLines;
  int log_x = 0;  // base of the logarithm; 0: linear
  bool log_y = false;
  bool from_zero = false;               // the y axis
  bool has_diagonal = false;            // from 0, 0 to 1, 1
  std::vector<std::string> categories;  // kDots: from the top
  std::vector<Panel> panels;
  std::size_t left_out = 0;  // panels beyond those that are drawn

  [[nodiscard]] std::size_t series_count() const;
};

// What is behind the figure: series, x, y, low, high, n, panel, label; series count from 0 over all
// panels.
[[nodiscard]] TextGrid figure_grid(const Figure& figure);

// A script that reads NAME.csv in its own folder and writes NAME.svg, NAME.pdf and NAME.png there.
// Names stand in it as text only: nothing in them is a command.
[[nodiscard]] std::string figure_script(const Figure& figure);

// Text as a string of gnuplot. Everything but letters, digits and harmless signs stands as an octal
// code: in single quotes a quote at the start would end the string, in double quotes ` and @ would
// be carried out. Control characters become blanks.
[[nodiscard]] std::string gnuplot_string(std::string_view text);

// The colour of a series, "#0072b2": those of Okabe and Ito, which people who see fewer colours
// tell apart, less the yellow that is none on white (jfly.uni-koeln.de/color).
[[nodiscard]] const char* colour_code(std::size_t colour);

// The plots of one panel that belong to one series, in the order of the script: bands have two.
[[nodiscard]] std::size_t plots_per_series(Figure::Style style);

}  // namespace hebb::report
