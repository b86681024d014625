// page -- the report as one HTML file that needs nothing beside it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "report/data_table.hpp"
#include "report/figure.hpp"
#include "report/model.hpp"

namespace hebb::report {

struct PageParts {
  const Model& model;
  DataTable results;
  std::vector<DataTable> comparisons;
  std::vector<DataTable> ablations;  // at most one
  DataTable numbers;
  std::vector<Figure> figures;
  std::filesystem::path figure_folder;  // with NAME.svg of each; empty if they are not drawn
};

// The page: no scripts are needed to read it, nothing is loaded from anywhere, all names are text.
[[nodiscard]] std::string page_text(const PageParts& parts);

}  // namespace hebb::report
