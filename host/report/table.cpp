#include "report/table.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>

namespace hebb::report {
namespace {

// UTF-8 characters: all bytes but the continuations, 10xxxxxx.
std::size_t width_of(const std::string& cell) {
  return static_cast<std::size_t>(std::count_if(cell.begin(), cell.end(), [](char ch) {
    return (static_cast<unsigned char>(ch) & 0xc0U) != 0x80U;
  }));
}

bool starts_as_number(const std::string& cell) {
  const std::size_t first = cell.find_first_not_of("+-");
  return cell == "-" ||
         (first != std::string::npos && first <= 1 && cell[first] >= '0' && cell[first] <= '9');
}

struct Column {
  std::size_t width = 0;
  bool right = false;
};

Column column(const std::vector<std::vector<std::string>>& lines, std::size_t index) {
  Column result;
  bool any_number = false;
  bool any_word = false;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    const std::string& cell = lines[line][index];
    result.width = std::max(result.width, width_of(cell));
    if (line == 0 || cell.empty()) continue;
    (starts_as_number(cell) ? any_number : any_word) = true;
  }
  result.right = any_number && !any_word;
  return result;
}

}  // namespace

Table::Table(std::vector<std::string> header) { lines_.push_back(std::move(header)); }

void Table::add(std::vector<std::string> row) {
  if (row.size() != lines_.front().size()) {
    throw std::invalid_argument("table: row has " + std::to_string(row.size()) +
                                " cells, header has " + std::to_string(lines_.front().size()));
  }
  lines_.push_back(std::move(row));
}

std::string Table::text() const {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < lines_.front().size(); ++i) columns.push_back(column(lines_, i));
  std::string text;
  for (const auto& line : lines_) {
    std::string row;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string blanks(columns[i].width - width_of(line[i]), ' ');
      if (i > 0) row += "  ";
      row += columns[i].right ? blanks + line[i] : line[i] + blanks;
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + '\n';
  }
  return text;
}

}  // namespace hebb::report
