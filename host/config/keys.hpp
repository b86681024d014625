// keys -- the one table of the experiment's keys, which feeds the validator, `hebb explain` and the
// documentation.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/bounds.hpp"
#include "config/node.hpp"

namespace hebb::config {

enum class KeyType {
  kInteger,
  kReal,
  kBoolean,
  kString,
  kPath,
  kChoice,
  kTable,
  kList,
  kPlugin,  // the name of a plugin, or a table with name, parameters and sha256
  kPair,    // a list of two reals
  kProbes,  // none, a table or a list of tables
  kSeeds,   // an integer or a list of integers
  kPaths,   // a path or a list of paths
  kReals,   // a list of reals
};

// One key. A path has one row for each meaning: data.train is a number of samples for some data
// sources and a path for another.
struct KeySpec {
  std::string_view path{};  // "train.rate"; list items are "metrics[].name"
  KeyType kind = KeyType::kTable;
  bool required = false;
  std::string_view initial{};          // default as YAML; "" where there is none
  Bounds bounds{};                     // kInteger, kReal
  std::vector<std::string> choices{};  // kChoice
  std::vector<std::string> sources{};  // data sources that have this key; empty: it is no
                                       // matter which
  std::string_view named{};            // what `name` names, where a bare name may stand for
                                       // the table: "rule", "data source"; otherwise ""
  std::string range{};                 // "1..1048576", "> 0", "constant | linear"; derived
                                       // where bounds or choices say it
  std::string_view doc{};              // one or two sentences

  std::string_view type{};  // derived from kind: "integer", "list of tables"
  Node value{};             // `initial` as a value; kNull where it is ""
};

// All rows; those of one table follow one another, after the row of the table.
[[nodiscard]] std::span<const KeySpec> keys();

// The row of a path, for a data source where that matters; nullptr where there is none.
[[nodiscard]] const KeySpec* find_key(std::string_view path, std::string_view source = {});

// The names directly inside a table, "" for the top: "units" for "model".
[[nodiscard]] std::vector<std::string> names_in(std::string_view table);

// What an error says was wanted: "an integer", "constant | linear".
[[nodiscard]] std::string wanted_type(const KeySpec& key);

// Words that a plugin's table in YAML keeps for the host; no parameter may have such a name.
[[nodiscard]] bool is_reserved_parameter(std::string_view name);

// Every row: path, type, required, default, range, choices, data (the sources it applies to), doc.
[[nodiscard]] nlohmann::json keys_as_json();

// The candidate nearest to `word` by edit distance, or "" where none is near.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> candidates);

// " (did you mean 'x'?)" with x = prefix + the nearest candidate; "" where none is near.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string> candidates,
                                     std::string_view prefix = {});

}  // namespace hebb::config
