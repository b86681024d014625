#include "report/facets.hpp"

#include <algorithm>

#include "report/axes.hpp"

namespace hebb::report {
namespace {

// The place of `text` in `list`, to which it is added where it is new.
std::size_t place_of(const std::string& text, std::vector<std::string>& list) {
  const auto found = std::find(list.begin(), list.end(), text);
  if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  list.push_back(text);
  return list.size() - 1;
}

std::size_t count_values(const Model& model, const std::string& axis) {
  std::vector<std::string> values;
  for (const RunGroup& group : model.groups()) (void)place_of(axis_text(group.axes, axis), values);
  return values.size();
}

// The first axis that is better to be colours than panels; "" where no axis has two values.
std::string colour_axis(const Model& model, const std::string& apart) {
  std::string best;
  for (const std::string& axis : model.axes()) {
    const std::size_t count = count_values(model, axis);
    if (axis == apart || count < 2) continue;
    if (axis == "rule" || (axis == "list" && best != "rule")) best = axis;
    if (best.empty() && count <= kColours) best = axis;
  }
  return best;
}

std::string panel_text(const Axes& axes, const std::string& colour, const std::string& apart) {
  Axes others;
  for (const auto& axis : axes) {
    if (axis.first != colour && axis.first != apart) others.push_back(axis);
  }
  return joined(others);
}

}  // namespace

Facets facets(const Model& model, const std::string& apart) {
  Facets result;
  const std::string axis = colour_axis(model, apart);
  for (const RunGroup& group : model.groups()) {
    const std::string text =
        axis.empty() ? panel_text(group.axes, "", apart) : axis_text(group.axes, axis);
    Facet facet;
    facet.colour = place_of(text, result.colours);
    std::string panel = axis.empty() ? "" : panel_text(group.axes, axis, apart);
    const std::size_t more = facet.colour / kColours;  // panels with the colours used before
    if (more > 0) panel += (panel.empty() ? "" : ", ") + ("part " + std::to_string(more + 1));
    facet.panel = place_of(panel, result.panels);
    result.of.push_back(facet);
  }
  return result;
}

}  // namespace hebb::report
