#include "report/facets.hpp"

#include <algorithm>
#include <map>

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

// "rule" before others, "" where no axis has few enough values.
std::string colour_axis(const Model& model, const std::string& apart) {
  std::string best;
  for (const std::string& axis : model.axes()) {
    const std::size_t count = count_values(model, axis);
    if (axis == apart || count < 2 || count > kColours) continue;
    if (axis == "rule") return axis;
    if (best.empty()) best = axis;
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
  const std::string colour = colour_axis(model, apart);
  std::map<std::string, std::size_t> in_panel;
  for (const RunGroup& group : model.groups()) {
    Facet facet;
    if (!colour.empty()) {
      facet.colour = place_of(axis_text(group.axes, colour), result.colours);
      facet.panel = place_of(panel_text(group.axes, colour, apart), result.panels);
    } else {
      facet.colour = place_of(panel_text(group.axes, "", apart), result.colours);
    }
    result.of.push_back(facet);
  }
  if (colour.empty()) {
    // More groups than colours: the next panel begins with the first colour again.
    for (Facet& facet : result.of) facet = {facet.colour, facet.colour / kColours};
    const std::size_t panels = (result.colours.size() + kColours - 1) / kColours;
    result.panels.assign(panels, "");
  }
  return result;
}

}  // namespace hebb::report
