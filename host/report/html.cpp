#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hebb::report {
namespace {

// The length of the UTF-8 character that begins here; 0 where none does.
std::size_t character_length(std::string_view text) {
  const auto byte = [&text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(0);
  if (first < 0x80U) return 1;
  std::size_t length = 0;
  if (first >= 0xc2U && first < 0xe0U) length = 2;
  if (first >= 0xe0U && first < 0xf0U) length = 3;
  if (first >= 0xf0U && first < 0xf5U) length = 4;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return 0;
  }
  // Overlong forms, surrogates and what is beyond U+10FFFF.
  if ((first == 0xe0U && byte(1) < 0xa0U) || (first == 0xedU && byte(1) >= 0xa0U) ||
      (first == 0xf0U && byte(1) < 0x90U) || (first == 0xf4U && byte(1) >= 0x90U)) {
    return 0;
  }
  return length;
}

std::string_view entity(char ch) {
  switch (ch) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return "";
  }
}

const char* cell_class(const std::string& header, const std::string& text) {
  if (header == "note") return " class=\"remark\"";
  if (header != "verdict") return "";
  if (text.ends_with("inside")) return " class=\"inside\"";
  if (text.ends_with("outside")) return " class=\"outside\"";
  return " class=\"undecided\"";
}

// Verdicts have a sign beside their colour.
std::string cell_text(const std::string& header, const std::string& text) {
  if (header == "verdict" && text.ends_with("inside")) return "✓ " + html_text(text);
  if (header == "verdict" && text.ends_with("outside")) return "✗ " + html_text(text);
  return html_text(text);
}

std::string table_row(const DataTable& table, const std::vector<std::string>& row) {
  std::string text = "<tr>";
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string& header = table.shown.header[i];
    if (i == 0) {
      text += fmt::format("<th scope=\"row\">{}</th>", html_text(row[i]));
    } else if (table.is_number[i]) {
      text += fmt::format("<td class=\"number\">{}</td>", html_text(row[i]));
    } else {
      text += fmt::format("<td{}>{}</td>", cell_class(header, row[i]), cell_text(header, row[i]));
    }
  }
  return text + "</tr>\n";
}

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// A plot of the script; its series is null for a diagonal.
struct Plot {
  const Series* series = nullptr;
  bool is_line = false;  // its path goes through the points of the series, one by one
};

// The plots in the order of the script.
std::vector<Plot> plots_of(const Figure& figure) {
  const std::size_t each = plots_per_series(figure.style);
  const bool has_lines =
      figure.style != Figure::Style::kSteps && figure.style != Figure::Style::kDots;
  std::vector<Plot> plots;
  std::vector<Plot> legend;
  for (const Panel& panel : figure.panels) {
    for (const Series& series : panel.series) {
      for (std::size_t i = 0; i < each; ++i) plots.push_back({&series, has_lines && i + 1 == each});
      const auto is_same = [&](const Plot& known) { return known.series->label == series.label; };
      if (std::none_of(legend.begin(), legend.end(), is_same)) legend.push_back({&series, false});
    }
    if (figure.has_diagonal) plots.emplace_back();
  }
  if (figure.style != Figure::Style::kDots) {
    plots.insert(plots.end(), legend.begin(), legend.end());
  }
  return plots;
}

// What a page says of a plot under the pointer: "label", with its value where it has only one.
std::string plot_title(const Figure& figure, const Series& series) {
  if (figure.style != Figure::Style::kDots || series.points.empty()) return series.label;
  const Point& point = series.points.front();
  return fmt::format("{}: {:.4g} ({:.4g} to {:.4g})", series.label, point.x, point.low, point.high);
}

// "0,1 5,2.5": the points that the path of a line goes through.
std::string point_list(const Series& series) {
  std::string text;
  for (const Point& point : series.points) {
    text += fmt::format("{}{:.5g},{:.4g}", text.empty() ? "" : " ", point.x, point.y);
  }
  return text;
}

std::string plot_mark(const Figure& figure, const Plot& plot, SeriesNumbers& numbers) {
  if (plot.series == nullptr) return "\t<g>";
  return fmt::format(
      "\t<g data-series=\"{}\"{}><title>{}</title>", numbers.of(*plot.series),
      plot.is_line ? fmt::format(" data-points=\"{}\"", point_list(*plot.series)) : "",
      html_text(plot_title(figure, *plot.series)));
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const auto code = static_cast<unsigned char>(text[0]);
    const std::string_view other = entity(text[0]);
    if (length == 0 || (code < 0x20U && text[0] != '\n') || code == 0x7fU) {
      out += "\xef\xbf\xbd";
    } else if (!other.empty()) {
      out += other;
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string html_table(const DataTable& table) {
  const std::string title = html_text(table.title);
  std::string text;
  for (const std::string& note : table.notes) {
    text += fmt::format("<p class=\"note\">{}</p>\n", html_text(note));
  }
  text += fmt::format(
      "<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n"
      "<table class=\"sortable\"><caption>{}</caption>\n<thead><tr>",
      title, title);
  for (std::size_t i = 0; i < table.shown.header.size(); ++i) {
    text +=
        fmt::format("<th scope=\"col\"{}>{}</th>", table.is_number[i] ? " class=\"number\"" : "",
                    html_text(table.shown.header[i]));
  }
  text += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.shown.rows) text += table_row(table, row);
  return text + "</tbody></table></div>\n";
}

std::size_t SeriesNumbers::of(const Series& series) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.label == series.label; });
  if (found != entries_.end()) return static_cast<std::size_t>(found - entries_.begin());
  entries_.push_back({series.label, series.colour});
  return entries_.size() - 1;
}

std::string inline_svg(const Figure& figure, const std::string& svg, SeriesNumbers& numbers) {
  const std::size_t begin = svg.find("<svg");
  if (begin == std::string::npos) return "";
  std::string out = fmt::format("<svg role=\"img\" aria-label=\"{}\"", html_text(figure.alt)) +
                    svg.substr(begin + 4);
  const std::size_t title = out.find("<title>");
  const std::size_t end = out.find("</desc>");
  if (title < end && end != std::string::npos) out.erase(title, end + 7 - title);
  replace_all(out, " id='", fmt::format(" id='{}-", figure.name));
  replace_all(out, "'#gp", fmt::format("'#{}-gp", figure.name));
  replace_all(out, "id=\"gnuplot_canvas\"", "");
  // <g id="NAME_plot_N.." ><title>NAME_plot_N..</title>, one for each plot.
  std::size_t at = 0;
  for (const Plot& plot : plots_of(figure)) {
    at = out.find("\t<g id=\"", at);
    const std::size_t close = out.find("</title>", at);
    if (at == std::string::npos || close == std::string::npos) break;
    const std::string mark = plot_mark(figure, plot, numbers);
    out.replace(at, close + 8 - at, mark);
    at += mark.size();
  }
  return out;
}

}  // namespace hebb::report
