// table_test -- plain tables line up.
#include "report/table.hpp"

#include <catch2/catch.hpp>

using hebb::report::Table;

TEST_CASE("table: words are left-aligned, numbers right-aligned with their header") {
  Table table({"rule", "units"});
  table.add({"softhebb", "32"});
  table.add({"liuson", "2048"});
  CHECK(table.text() ==
        "rule      units\n"
        "softhebb     32\n"
        "liuson     2048\n");
}

TEST_CASE("table: a column with one word among its numbers is left-aligned") {
  Table table({"a", "b"});
  table.add({"1", "x"});
  table.add({"ten", "x"});
  CHECK(table.text() == "a    b\n1    x\nten  x\n");
}

TEST_CASE("table: signs, missing numbers and empty cells do not make a column of words") {
  Table table({"n", "value"});
  table.add({"1", "-0.5 +- 0.1"});
  table.add({"", "-"});
  CHECK(table.text() == "n        value\n1  -0.5 +- 0.1\n             -\n");
}

TEST_CASE("table: an accented letter takes one place") {
  Table table({"who", "n"});
  table.add({"Journ\xc3\xa9", "1"});
  table.add({"Sanger", "2"});
  CHECK(table.text() == "who     n\nJourn\xc3\xa9  1\nSanger  2\n");
}

TEST_CASE("table: a header alone is a table") { CHECK(Table({"a", "b"}).text() == "a  b\n"); }

TEST_CASE("table: a row of another length is refused with both lengths") {
  Table table({"a", "b"});
  CHECK_THROWS_WITH(table.add({"1"}), "table: row has 1 cells, header has 2");
}
