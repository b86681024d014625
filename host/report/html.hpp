// html -- parts of the page: text that is safe to stand in it, tables, drawings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/data_table.hpp"
#include "report/figure.hpp"

namespace hebb::report {

// Text as it is to be read, between tags and in quoted attributes: & < > " ' are replaced, and
// bytes that are no UTF-8 and control characters but line feeds become U+FFFD.
[[nodiscard]] std::string html_text(std::string_view text);

// The notes, then the table with its caption, in a box that scrolls sideways.
[[nodiscard]] std::string html_table(const DataTable& table);

// The numbers by which a page switches series on and off: one for each label.
class SeriesNumbers {
 public:
  // The number of a label, which is added where it is new.
  std::size_t of(const Series& series);

  struct Entry {
    std::string label;
    std::size_t colour;
  };
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }

 private:
  std::vector<Entry> entries_;
};

// The figure that gnuplot drew, `svg`, to stand in a page: names of its parts made the figure's
// own, each series marked with its number and called by its label.
[[nodiscard]] std::string inline_svg(const Figure& figure, const std::string& svg,
                                     SeriesNumbers& numbers);

}  // namespace hebb::report
