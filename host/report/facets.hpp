// facets -- which colour and which panel of a figure a group of runs has.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/model.hpp"

namespace hebb::report {

// At most this many colours can be told apart, and panels be looked at.
inline constexpr std::size_t kColours = 8;
inline constexpr std::size_t kPanels = 16;

struct Facet {
  std::size_t colour = 0;  // in Facets::colours
  std::size_t panel = 0;   // in Facets::panels
};

// One axis becomes the colour: `rule`, else `list`, else the first that fits; and the others the
// panels. A panel has no more than kColours of them.
struct Facets {
  std::vector<std::string> colours;  // what each stands for
  std::vector<std::string> panels;   // titles; one of "" where there is nothing to say
  std::vector<Facet> of;             // one for each group of the model, in order
};

// The axis `apart`, where it is given, is neither: a figure has it along its x.
[[nodiscard]] Facets facets(const Model& model, const std::string& apart = "");

}  // namespace hebb::report
