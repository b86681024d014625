// data_table -- a table of a report, and its forms: CSV for programs, Markdown and LaTeX for
// people.
#pragma once

#include <string>
#include <vector>

namespace hebb::report {

// Cells as text: every row has as many as the header.
struct TextGrid {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

struct DataTable {
  std::string name;                // of its files: a-z 0-9 -
  std::string title;               // one line
  std::vector<std::string> notes;  // what a reader has to know, a sentence each
  TextGrid shown;                  // rounded, "91.32 ± 0.21"
  TextGrid exact;                  // all digits, one number a column
  std::vector<bool> is_number;     // of the columns of `shown`: set to the right
};

// RFC 4180 with line feeds; the exact grid.
[[nodiscard]] std::string csv_text(const TextGrid& grid);

// GitHub's tables, with title and notes. What has a meaning in Markdown or HTML is escaped.
[[nodiscard]] std::string markdown_text(const DataTable& table);

// A table environment with a tabular that \input takes, for booktabs. UTF-8; ± becomes $\pm$.
[[nodiscard]] std::string latex_text(const DataTable& table);

}  // namespace hebb::report
