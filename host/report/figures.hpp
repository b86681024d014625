// figures -- the figures of a report, from the model.
#pragma once

#include <vector>

#include "report/figure.hpp"
#include "report/model.hpp"

namespace hebb::report {

// Metrics over training, Lorenz curves and histogram of the units' mean steps, wins by rank, test
// accuracy (over the width where it varies); each only if there is something to draw. Series of one
// rule have one colour in all of them.
[[nodiscard]] std::vector<Figure> figures(const Model& model);

}  // namespace hebb::report
