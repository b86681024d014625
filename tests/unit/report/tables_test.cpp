// tables_test -- what a table of results has room for.
#include "report/tables.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "fake_results.hpp"

using namespace hebb::report;

TEST_CASE("tables: the layer's own numbers come before those of its head and of other probes") {
  const std::vector<Headline> found =
      headlines({"gini.last", "head.gini.last", "norm.max", "probe.as_run.test_accuracy",
                 "probe.test_accuracy", "probe.test_accuracy_max", "train.seconds"});
  std::vector<std::string> headers;
  for (const Headline& headline : found) headers.push_back(headline.header);
  CHECK(headers == std::vector<std::string>{"test accuracy %", "test accuracy % (as_run)",
                                            "Gini last", "Gini last (head)"});
}

TEST_CASE("tables: a line for each configuration, with n where it is not that of the runs") {
  FakeResults results;
  for (int seed = 1; seed <= 3; ++seed) {
    nlohmann::json summary{{"gini.last", 0.1 * seed}, {"train.seconds", seed}};
    if (seed < 3) summary["wins.never"] = 0.5;
    results.finish(FakeResults::config("oja", 8, seed), summary);
  }
  const Model model(std::array{results.path()});
  const DataTable table = result_data_table(model);
  CHECK(table.shown.header == std::vector<std::string>{"runs", "Gini last", "never win"});
  // t(.975, 2) = 4.302653 times .1 / sqrt(3)
  CHECK(table.shown.rows ==
        std::vector<std::vector<std::string>>{{"3", "0.200 ± 0.248", "0.500 ± 0.000 (n=2)"}});
  const DataTable numbers = number_data_table(model);
  CHECK(numbers.exact.rows.size() == 2);  // times are not the same when a run is repeated
  CHECK(numbers.exact.rows[1] ==
        std::vector<std::string>{"wins.never", "0.5", "0", "2", "0", "0.5", "0.5"});
}
