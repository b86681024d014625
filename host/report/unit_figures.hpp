// unit_figures -- how learning and winning are shared out among units, as figures.
#pragma once

#include <vector>

#include "report/facets.hpp"
#include "report/figure.hpp"
#include "report/model.hpp"

namespace hebb::report {

// Lorenz curve and histogram of the units' mean steps, win shares by rank; means over the runs of a
// group. Only those that some run has arrays for.
[[nodiscard]] std::vector<Figure> unit_figures(const Model& model, const Facets& facets);

// Points of a histogram of `values` divided by the largest: shares in 32 bins of an eighth of a
// decade, from 10^-4 to 1. What is smaller, zero included, is in the first. `values` are not
// negative; all zero gives no points.
[[nodiscard]] std::vector<double> step_histogram(const std::vector<double>& values);

// The Lorenz curve of `values` at 0, 1/100 .. 1 of the units: the share of the sum that the units
// with the smallest values have. Linear between units; empty where the sum is not positive.
[[nodiscard]] std::vector<double> lorenz_curve(std::vector<double> values);

// The panels of a figure: adds a series for a group to the panel that its facet names. Panels
// beyond the most that can be looked at are left out and counted.
class PanelBuilder {
 public:
  PanelBuilder(Figure& figure, const Facets& facets);

  void add(std::size_t group, std::vector<Point> points);

  // Drops panels without series. False if nothing is left to draw.
  [[nodiscard]] bool finish();

 private:
  Figure& figure_;
  const Facets& facets_;
};

}  // namespace hebb::report
