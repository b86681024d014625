// ablation_parts -- the figure and the table of a report on what was ablated.
#pragma once

#include <optional>
#include <vector>

#include "report/data_table.hpp"
#include "report/figure.hpp"
#include "report/model.hpp"

namespace hebb::report {

struct AblationParts {
  std::vector<Figure> figures;     // at most one, with a panel for each ablation
  std::optional<DataTable> table;  // one line for each
};

// Of all ablations in the model's folders.
[[nodiscard]] AblationParts ablation_parts(const Model& model);

}  // namespace hebb::report
