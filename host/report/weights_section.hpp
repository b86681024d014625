// weights_section -- the learned weights in the page.
#pragma once

#include <string>

#include "report/model.hpp"

namespace hebb::report {

// HTML: the weights of one run of each group, unit by unit, within a fixed number of bytes for all;
// groups beyond the first 16 are named only. "" where no run has weights.
[[nodiscard]] std::string weights_section(const Model& model);

}  // namespace hebb::report
