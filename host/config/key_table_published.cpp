// key_table_published -- the rows of published:.
#include "config/key_table.hpp"

namespace hebb::config {

using enum KeyType;

std::vector<KeySpec> written_published_keys() {
  return {
      {.path = "published",
       .kind = kTable,
       .initial = "{}",
       .doc = "What a publication printed for runs of this experiment; `hebb report` sets ours "
              "beside it. Not part of a run's identity."},
      {.path = "published.source",
       .kind = kString,
       .required = true,
       .doc = "The publication, as tables name it."},
      {.path = "published.tables",
       .kind = kList,
       .required = true,
       .doc = "The tables to compare with."},
      {.path = "published.tables[]", .kind = kTable, .doc = "One table."},
      {.path = "published.tables[].name",
       .kind = kString,
       .required = true,
       .range = "1 to 32 of a-z 0-9 -",
       .doc = "Name of the report's files for this table."},
      {.path = "published.tables[].title",
       .kind = kString,
       .required = true,
       .doc = "What the table says."},
      {.path = "published.tables[].keys",
       .kind = kList,
       .required = true,
       .range = "keys of summary.json",
       .doc = "The numbers of a run that the table prints, in order; a cell may name others."},
      {.path = "published.tables[].rounding",
       .kind = kReal,
       .initial = "0",
       .bounds = at_least(0),
       .doc = "Half a unit of the last printed digit."},
      {.path = "published.tables[].classes",
       .kind = kInteger,
       .bounds = between(2, 1000000),
       .doc = "Classes of the data: a cell in which some probe predicts fewer is a plateau, which "
              "has no verdict."},
      {.path = "published.tables[].cells",
       .kind = kList,
       .required = true,
       .range = "tables of dotted key: value or label, and values, keys, note",
       .doc = "The printed cells: what tells their runs, and `values`, one number for each of the "
              "keys: {rule: oja, model.units: 32, values: [.61, .12]}. One dotted key may have a "
              "list; `values` then is a list of as many, null where nothing is printed."},
  };
}

}  // namespace hebb::config
