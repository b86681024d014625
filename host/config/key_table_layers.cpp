// key_table_layers -- the rows of layers:, which follow from those of the first layer.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <string>

#include "config/key_table.hpp"

namespace hebb::config {
namespace {

using enum KeyType;

// Rows refer to their text, which stays as long as the table.
std::string_view kept(std::string text) {
  static std::deque<std::string> texts;
  return texts.emplace_back(std::move(text));
}

bool is_in_table(std::string_view path, std::string_view table) {
  return path.starts_with(table) &&
         (path.size() == table.size() || path[table.size()] == '.' || path[table.size()] == '[');
}

// Whether a layer of its own kind has this row of the first layer.
bool is_of_layer(std::string_view path) {
  constexpr std::array<std::string_view, 4> kTables{"model", "rule", "train", "metrics"};
  return path != "model" && std::any_of(kTables.begin(), kTables.end(),
                                        [path](auto table) { return is_in_table(path, table); });
}

// A row inside of a plugin's table is as it is: the plugin is taken from the first layer as a
// whole.
bool is_inside_plugin(std::string_view path) {
  constexpr std::array<std::string_view, 3> kPlugins{"model.activation.", "rule.", "metrics["};
  return std::any_of(kPlugins.begin(), kPlugins.end(),
                     [path](auto plugin) { return path.starts_with(plugin); });
}

KeySpec row_of_layer(const KeySpec& first) {
  constexpr std::string_view kModel = "model.";
  KeySpec row = first;
  const bool is_in_model = first.path.starts_with(kModel);
  row.path = kept(fmt::format("layers[].{}", first.path.substr(is_in_model ? kModel.size() : 0)));
  if (is_inside_plugin(first.path)) return row;
  row.required = false;
  row.initial = {};
  row.doc = kept(fmt::format("As {}, which it is where it is absent.", first.path));
  return row;
}

}  // namespace

std::vector<KeySpec> written_layer_keys(const std::vector<KeySpec>& first) {
  std::vector<KeySpec> all{
      {.path = "layers",
       .kind = kList,
       .doc = "Layers above the first, which is model, rule, train and metrics: each reads the "
              "activities of the one below when that is trained. The first of the list is layer 2, "
              "and its results are layer2.*; none where it is absent."},
      {.path = "layers[]",
       .kind = kTable,
       .doc =
           "One layer, as far as it is not like the first: {units: 256, rule: oja, train: {rate: "
           "0.01}}; {} is one like the first."}};
  for (const KeySpec& row : first) {
    if (is_of_layer(row.path)) all.push_back(row_of_layer(row));
  }
  return all;
}

}  // namespace hebb::config
