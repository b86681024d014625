// gnuplot -- draws figures: NAME.gp and NAME.csv, and from them NAME.svg, NAME.pdf and NAME.png.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "report/figure.hpp"

namespace hebb::report {

// Where gnuplot is: the first one on PATH; empty if there is none.
[[nodiscard]] std::filesystem::path find_gnuplot();

// Writes scripts and tables into the folder, which exists, and, where `gnuplot` is not empty, runs
// it on each. SVG and PNG are the same bytes for the same figure and gnuplot; the PDF has a date.
// Throws Error (kRunFailed) with what gnuplot said if it fails.
void draw(const std::vector<Figure>& figures, const std::filesystem::path& folder,
          const std::filesystem::path& gnuplot);

}  // namespace hebb::report
