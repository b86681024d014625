// table -- a plain-text table with aligned columns.
#pragma once

#include <string>
#include <vector>

namespace hebb::report {

// Columns are two spaces apart. A column is right-aligned, header included, if each of its cells is
// empty or starts as a number does; otherwise it is left-aligned. Text is taken as UTF-8, one
// character per position.
class Table {
 public:
  explicit Table(std::vector<std::string> header);

  // Throws std::invalid_argument if the row has another number of cells than the header.
  void add(std::vector<std::string> row);

  // The header and the rows, each with a line end and no blanks before it.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> lines_;  // the first is the header
};

}  // namespace hebb::report
