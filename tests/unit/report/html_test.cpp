// html_test -- names are text in the page, whatever they are made of.
#include "report/html.hpp"

#include <catch2/catch.hpp>

using namespace hebb::report;
using Catch::Contains;

TEST_CASE("html: what has a meaning in HTML is replaced, in text and attributes") {
  CHECK(html_text("</script><b a=\"x\" c='y'>&amp;") ==
        "&lt;/script&gt;&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;");
}

TEST_CASE("html: bytes that are no UTF-8 and control characters become the replacement character") {
  const std::string other = "\xef\xbf\xbd";
  CHECK(html_text("ä€😀\n") == "ä€😀\n");
  CHECK(html_text(std::string("a\0b\x1b\x7f", 5)) == "a" + other + "b" + other + other);
  CHECK(html_text("\xff") == other);
  CHECK(html_text("\xc0\xbc") == other + other);              // an overlong '<'
  CHECK(html_text("\xed\xa0\x80") == other + other + other);  // a surrogate
  CHECK(html_text("\xe2\x82") == other + other);              // cut short
  CHECK(html_text("\xf4\x90\x80\x80") == other + other + other + other);
}

TEST_CASE("html: a table names its rows and columns, and marks verdicts with more than colour") {
  DataTable table;
  table.title = "<T>";
  table.notes = {"a < b"};
  table.shown = {
      {"rule", "n", "verdict"},
      {{"<i>", "1", "indicative: inside"}, {"b", "2", "outside"}, {"c", "3", "plateau"}}};
  table.is_number = {false, true, false};
  const std::string text = html_table(table);
  CHECK_THAT(text, Contains("<caption>&lt;T&gt;</caption>"));
  CHECK_THAT(text,
             Contains("<th scope=\"col\">rule</th><th scope=\"col\" class=\"number\">n</th>"));
  CHECK_THAT(text, Contains("<tr><th scope=\"row\">&lt;i&gt;</th><td class=\"number\">1</td>"
                            "<td class=\"inside\">✓ indicative: inside</td></tr>"));
  CHECK_THAT(text, Contains("<td class=\"outside\">✗ outside</td>"));
  CHECK_THAT(text, Contains("<td class=\"undecided\">plateau</td>"));
  CHECK_THAT(text, Contains("<p class=\"note\">a &lt; b</p>"));
}

TEST_CASE("html: plots of a drawing are marked with their series, and its names are its own") {
  Figure figure;
  figure.name = "one";
  figure.alt = "A \"line\".";
  figure.style = Figure::Style::kBands;
  figure.panels = {{"", {{"<a>", 0, {{}}}, {"b", 1, {{}}}}}, {"", {{"b", 1, {{}}}}}};
  std::string svg =
      "<?xml version=\"1.0\"?>\n<svg \n viewBox=\"0 0 1 1\">\n<title>one</title>\n<desc>x</desc>\n"
      "<g id=\"gnuplot_canvas\">\n<circle id='gpDot'/><use xlink:href='#gpDot'/>\n";
  // Two plots for each of three series, then the legend's two.
  for (int i = 1; i <= 8; ++i) {
    const std::string name = "one_plot_" + std::to_string(i);
    svg += "\t<g id=\"" + name + "\" ><title>" + name + "</title>\n\t</g>\n";
  }
  svg += "</g></svg>\n";
  SeriesNumbers numbers;
  const std::string text = inline_svg(figure, svg, numbers);
  CHECK_THAT(text, Catch::StartsWith("<svg role=\"img\" aria-label=\"A &quot;line&quot;.\" \n"));
  CHECK_THAT(text, Contains("id='one-gpDot'") && Contains("'#one-gpDot'"));
  CHECK_THAT(text, !Contains("one_plot_") && !Contains("<desc>") && !Contains("gnuplot_canvas"));
  std::string marks;
  for (std::size_t at = 0; (at = text.find("data-series=\"", at)) != std::string::npos; ++at) {
    marks += text[at + 13];
  }
  CHECK(marks == "00111101");
  CHECK_THAT(text, Contains("<g data-series=\"0\"><title>&lt;a&gt;</title>"));
  CHECK_THAT(text, Contains("<g data-series=\"0\" data-points=\"0,0\"><title>&lt;a&gt;</title>"));
  REQUIRE(numbers.entries().size() == 2);
  CHECK(numbers.entries()[1].label == "b");
}
