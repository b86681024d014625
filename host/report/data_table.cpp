#include "report/data_table.hpp"

#include <fmt/format.h>

#include <string_view>

namespace hebb::report {
namespace {

// `text` with every character that `replacement` knows replaced; it gives "" for the others.
template <class Replacement>
std::string escaped(std::string_view text, const Replacement& replacement) {
  std::string out;
  for (const char ch : text) {
    const std::string_view other = replacement(ch);
    other.empty() ? out.push_back(ch) : void(out += other);
  }
  return out;
}

std::string_view markdown_escape(char ch) {
  switch (ch) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '|':
      return "\\|";
    case '\\':
      return "\\\\";
    case '`':
      return "\\`";
    case '*':
      return "\\*";
    case '_':
      return "\\_";
    case '[':
      return "\\[";
    case ']':
      return "\\]";
    case '\n':
    case '\r':
      return " ";
    default:
      return "";
  }
}

std::string_view latex_escape(char ch) {
  switch (ch) {
    case '\\':
      return "\\textbackslash{}";
    case '{':
      return "\\{";
    case '}':
      return "\\}";
    case '$':
      return "\\$";
    case '&':
      return "\\&";
    case '#':
      return "\\#";
    case '_':
      return "\\_";
    case '%':
      return "\\%";
    case '^':
      return "\\textasciicircum{}";
    case '~':
      return "\\textasciitilde{}";
    case '<':
      return "\\textless{}";
    case '>':
      return "\\textgreater{}";
    case '\n':
    case '\r':
      return " ";
    default:
      return "";
  }
}

// Symbols of our own tables that LaTeX has no letter for.
std::string latex_cell(std::string_view text) {
  struct Symbol {
    std::string_view utf8;
    std::string_view latex;
  };
  constexpr Symbol kSymbols[] = {{"±", "$\\pm$"}, {"–", "--"}, {"→", "$\\to$"}};
  std::string out = escaped(text, &latex_escape);
  for (const Symbol& symbol : kSymbols) {
    for (std::size_t at = out.find(symbol.utf8); at != std::string::npos;
         at = out.find(symbol.utf8, at + symbol.latex.size())) {
      out.replace(at, symbol.utf8.size(), symbol.latex);
    }
  }
  return out;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  return "\"" + escaped(text, [](char ch) { return ch == '"' ? "\"\"" : ""; }) + "\"";
}

template <class CellText>
std::string joined_cells(const std::vector<std::string>& cells, const CellText& text,
                         std::string_view between) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += between;
    line += text(cells[i]);
  }
  return line;
}

std::string markdown_cell(const std::string& text) { return escaped(text, &markdown_escape); }

}  // namespace

std::string csv_text(const TextGrid& grid) {
  std::string text = joined_cells(grid.header, &csv_cell, ",") + "\n";
  for (const auto& row : grid.rows) text += joined_cells(row, &csv_cell, ",") + "\n";
  return text;
}

std::string markdown_text(const DataTable& table) {
  std::string text = fmt::format("### {}\n\n", markdown_cell(table.title));
  text += "| " + joined_cells(table.shown.header, &markdown_cell, " | ") + " |\n|";
  for (const bool is_number : table.is_number) text += is_number ? " ---: |" : " --- |";
  text += "\n";
  for (const auto& row : table.shown.rows) {
    text += "| " + joined_cells(row, &markdown_cell, " | ") + " |\n";
  }
  for (const std::string& note : table.notes) text += "\n" + markdown_cell(note) + "\n";
  return text;
}

std::string latex_text(const DataTable& table) {
  std::string columns;
  for (const bool is_number : table.is_number) columns += is_number ? 'r' : 'l';
  std::string caption = latex_cell(table.title) + ".";
  for (const std::string& note : table.notes) caption += " " + latex_cell(note);
  std::string text = fmt::format(
      "% \\usepackage{{booktabs}}\n\\begin{{table}}\n\\centering\n\\caption{{{}}}\n"
      "\\label{{tab:{}}}\n\\begin{{tabular}}{{{}}}\n\\toprule\n",
      caption, table.name, columns);
  text += joined_cells(table.shown.header, &latex_cell, " & ") + " \\\\\n\\midrule\n";
  for (const auto& row : table.shown.rows) {
    text += joined_cells(row, &latex_cell, " & ") + " \\\\\n";
  }
  return text + "\\bottomrule\n\\end{tabular}\n\\end{table}\n";
}

}  // namespace hebb::report
