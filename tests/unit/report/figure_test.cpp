// figure_test -- figures as numbers and scripts.
#include "report/figure.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "fake_results.hpp"
#include "report/facets.hpp"
#include "report/gnuplot.hpp"
#include "report/unit_figures.hpp"
#include "report/x_axis.hpp"

using namespace hebb::report;
using Catch::Contains;

namespace {

Figure odd_figure() {
  Figure figure;
  figure.name = "odd";
  figure.title = "odd";
  figure.x_label = "x'; system(\"touch pwned\")";
  figure.y_label = "`touch pwned`";
  figure.style = Figure::Style::kBands;
  const std::string label = "it's \"<b>\"\n{/Symbol a} \\ @GPVAL </script>";
  figure.panels = {{"'; set output 'pwned", {{label, 0, {{0, 1, 0, 2, 3}, {1, 2, 1, 3, 3}}}}}};
  return figure;
}

Facets facets_of(const FakeResults& results) { return facets(Model(std::array{results.path()})); }

double area_below(const std::vector<double>& curve) {
  double area = 0;
  for (std::size_t i = 1; i < curve.size(); ++i) area += (curve[i] + curve[i - 1]) / 2;
  return area / static_cast<double>(curve.size() - 1);
}

}  // namespace

TEST_CASE("figure: its table has one line for each point, numbers before names") {
  const TextGrid grid = figure_grid(odd_figure());
  CHECK(grid.header ==
        std::vector<std::string>{"series", "x", "y", "low", "high", "n", "panel", "label"});
  REQUIRE(grid.rows.size() == 2);
  CHECK(grid.rows[1][1] == "1");
  CHECK(grid.rows[1][4] == "3");
}

TEST_CASE("figure: names are text to gnuplot, and none of them is a command") {
  const Figure figure = odd_figure();
  const std::string script = figure_script(figure);
  CHECK_THAT(script, Contains("set ylabel \"\\140touch pwned\\140\"\n"));
  CHECK_THAT(script, Contains("set title \"\\047; set output \\047pwned\"\n"));
  CHECK(gnuplot_string("a'\"`@\\$ä\n") == "\"a\\047\\042\\140\\100\\134\\044ä \"");
  const auto gnuplot = find_gnuplot();
  if (gnuplot.empty()) {
    WARN("gnuplot is not installed: nothing is drawn");
    return;
  }
  const hebb::TemporaryDirectory folder;
  draw({figure}, folder.path(), gnuplot);
  std::vector<std::string> files;
  for (const auto& item : std::filesystem::directory_iterator(folder.path())) {
    files.push_back(item.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  CHECK(files == std::vector<std::string>{"odd.csv", "odd.gp", "odd.pdf", "odd.png", "odd.svg"});
  const std::string svg = hebb::read_file(folder.path() / "odd.svg");
  CHECK_THAT(svg, !Contains("<b>") && !Contains("</script>"));
  CHECK_THAT(svg, Contains("it's \"&lt;b>\" {/Symbol a} \\ @GPVAL &lt;/script>"));
  draw({figure}, folder.path(), gnuplot);
  CHECK(hebb::read_file(folder.path() / "odd.svg") == svg);
}

TEST_CASE("figure: a script that gnuplot refuses is an error with what it said") {
  const auto gnuplot = find_gnuplot();
  if (gnuplot.empty()) {
    WARN("gnuplot is not installed: nothing is drawn");
    return;
  }
  Figure empty = odd_figure();
  empty.panels[0].series.clear();
  const hebb::TemporaryDirectory folder;
  CHECK_THROWS_WITH(draw({empty}, folder.path(), gnuplot),
                    Catch::StartsWith("report: gnuplot exited with code 1 on odd.gp: "));
}

TEST_CASE("figure: the rule is the colour, everything else the panel") {
  FakeResults results;
  for (const int units : {8, 16}) {
    for (const char* rule : {"oja", "wta"}) {
      results.finish(FakeResults::config(rule, units, 1), nlohmann::json::object());
    }
  }
  const Facets by = facets_of(results);
  CHECK(by.colours == std::vector<std::string>{"oja", "wta"});
  CHECK(by.panels == std::vector<std::string>{"model.units=8", "model.units=16"});
  CHECK(by.of[3].colour == 1);
  CHECK(by.of[3].panel == 1);
}

TEST_CASE("figure: more rules than colours go on in another panel") {
  FakeResults results;
  for (int i = 0; i < 10; ++i) {
    results.finish(FakeResults::config("rule" + std::to_string(i), 8, 1), nlohmann::json::object());
  }
  const Facets by = facets_of(results);
  CHECK(by.colours.size() == 10);
  CHECK(by.panels == std::vector<std::string>{"", "part 2"});
  CHECK(by.of[7].panel == 0);
  CHECK(by.of[8].panel == 1);
}

TEST_CASE("figure: the histogram of steps has two heaps where units learn or do not") {
  std::vector<double> values(16, 1.0);
  values.resize(32, 0.01);
  const std::vector<double> shares = step_histogram(values);
  REQUIRE(shares.size() == 32);
  CHECK(shares[31] == Approx(0.5));
  CHECK(shares[15] == Approx(0.5));
  CHECK(step_histogram({0.0, 5.0}).front() == Approx(0.5));
  CHECK(step_histogram({0.0, 0.0}).empty());
}

// Gini of {0, 0, 1, 3} is .625 (plugins/metric/gini.cpp): the area below the curve is (1 - G) / 2.
TEST_CASE("figure: the Lorenz curve encloses half of the Gini coefficient") {
  CHECK(area_below(lorenz_curve({3, 0, 1, 0})) == Approx((1 - 0.625) / 2).epsilon(1e-12));
  CHECK(area_below(lorenz_curve({2, 2, 2})) == Approx(0.5).epsilon(1e-12));
  CHECK(lorenz_curve({0, 0}).empty());
}

TEST_CASE("figure: linear axes have at most six ticks, a round number apart") {
  CHECK(tick_step(60000) == 20000);
  CHECK(tick_step(50000) == 10000);
  CHECK(tick_step(0.07) == Approx(0.02));
  CHECK(tick_step(1) == Approx(0.2));
  CHECK(tick_step(0) == 1);
  for (double width = 1e-3; width < 1e6; width *= 1.07) CHECK(width / tick_step(width) <= 5.01);
}

TEST_CASE("figure: the bars of dots end within the axis") {
  Figure figure;
  figure.style = Figure::Style::kDots;
  figure.panels = {{"", {{"a", 0, {{70, 0, 68, 72, 8}}}, {"b", 1, {{73, 1, 72, 74, 8}}}}}};
  CHECK(x_axis_script(figure, figure.panels[0]) == "set xtics 2\nset xrange [67.7:74.3]\n");
  figure.panels = {{"", {{"a", 0, {{0, 0, 0, 0, 1}}}}}};
  CHECK_THAT(x_axis_script(figure, figure.panels[0]), Contains("set xrange [-0.001:0.001]\n"));
}
