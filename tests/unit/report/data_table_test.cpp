// data_table_test -- the forms of a table, with names that mean something in them.
#include "report/data_table.hpp"

#include <catch2/catch.hpp>

using namespace hebb::report;

namespace {

DataTable odd_table() {
  DataTable table;
  table.name = "odd";
  table.title = "50 % of <b> & _ _";
  table.notes = {"A | note."};
  table.shown = {{"a|b", "n"}, {{"`x` [y](z) *w*\n# h", "1 ± 2"}}};
  table.exact = {{"a|b", "n"}, {{"say \"no\", twice\n", "1"}, {"plain", "2"}}};
  table.is_number = {false, true};
  return table;
}

}  // namespace

TEST_CASE("data_table: CSV quotes commas, quotes and line ends, and nothing else") {
  CHECK(csv_text(odd_table().exact) == "a|b,n\n\"say \"\"no\"\", twice\n\",1\nplain,2\n");
}

TEST_CASE("data_table: Markdown shows names as they are, in one line, numbers to the right") {
  CHECK(markdown_text(odd_table()) ==
        "### 50 % of &lt;b&gt; &amp; \\_ \\_\n\n"
        "| a\\|b | n |\n| --- | ---: |\n"
        "| \\`x\\` \\[y\\](z) \\*w\\* # h | 1 ± 2 |\n\n"
        "A \\| note.\n");
}

TEST_CASE("data_table: LaTeX shows names as they are") {
  DataTable table = odd_table();
  table.shown.rows = {{"\\input{x} $y$ a_b ^ ~ # 5 % <", "1 ± 2"}};
  CHECK(latex_text(table) ==
        "% \\usepackage{booktabs}\n\\begin{table}\n\\centering\n"
        "\\caption{50 \\% of \\textless{}b\\textgreater{} \\& \\_ \\_. A | note.}\n"
        "\\label{tab:odd}\n\\begin{tabular}{lr}\n\\toprule\na|b & n \\\\\n\\midrule\n"
        "\\textbackslash{}input\\{x\\} \\$y\\$ a\\_b \\textasciicircum{} \\textasciitilde{} \\# 5 "
        "\\% \\textless{} & 1 $\\pm$ 2 \\\\\n"
        "\\bottomrule\n\\end{tabular}\n\\end{table}\n");
}
