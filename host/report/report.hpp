// report -- `hebb report`: from folders of results to files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "report/comparison.hpp"
#include "report/model.hpp"

namespace hebb::report {

struct Written {
  std::vector<std::filesystem::path> files;  // in the order written
  std::vector<Comparison> comparisons;
};

// Writes tables/*.{csv,md,tex} below `output`: the results, all numbers, and one comparison for
// each published table. The bytes depend on the results only. Throws Error (kRunFailed) if a file
// cannot be written.
[[nodiscard]] Written write_report(const Model& model, const std::filesystem::path& output);

}  // namespace hebb::report
