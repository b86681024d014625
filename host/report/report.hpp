// report -- `hebb report`: from folders of results to files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "report/comparison.hpp"
#include "report/model.hpp"

namespace hebb::report {

struct Written {
  bool has_figures = false;                  // drawn; their scripts and tables are always there
  std::vector<std::filesystem::path> files;  // in the order written
  std::filesystem::path page;
  std::vector<Comparison> comparisons;
};

// Writes below `output`:
//   index.html                      the page, which needs nothing beside it
//   tables/*.{csv,md,tex}           the results, all numbers, and one comparison for each published
//                                   table
//   figures/*.{gp,csv,svg,pdf,png}  a script, its data, and what gnuplot draws from them, if it is
//                                   installed
// The bytes depend on the results only, but for the date in a PDF. Throws Error (kRunFailed) if a
// file cannot be written.
[[nodiscard]] Written write_report(const Model& model, const std::filesystem::path& output);

}  // namespace hebb::report
