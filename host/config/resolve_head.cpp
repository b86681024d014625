// resolve_head -- the head.
#include "config/plugin_reader.hpp"
#include "config/resolve_parts.hpp"
#include "config/table_reader.hpp"

namespace hebb::config {
namespace {

PluginChoice read_choice(TableReader& table, const std::string& key, const PluginLookup& lookup) {
  const std::string path = "head." + key;
  MetricChoice choice;
  read_plugin(table.value(key), path, path, lookup, table.out(key), choice);
  return choice;
}

double given_or(TableReader& table, std::string_view key, double otherwise) {
  const double value = table.optional_real(key).value_or(otherwise);
  table.out(key) = value;
  return value;
}

bool read_mean_reduction(TableReader& table, const TrainSettings& train) {
  if (table.has("reduction")) return table.choice("reduction") == "mean";
  table.out("reduction") = train.mean_reduction ? "mean" : "sum";
  return train.mean_reduction;
}

}  // namespace

HeadSettings read_head(const Node& node, const PluginLookup& lookup, const ModelSettings& model,
                       const TrainSettings& train, nlohmann::json& out) {
  HeadSettings head;
  TableReader table(node, "head", out);
  head.units = static_cast<std::uint32_t>(table.integer("units"));
  head.rule = read_choice(table, "rule", lookup);
  head.activation = read_choice(table, "activation", lookup);
  head.rate = given_or(table, "rate", train.rate);
  head.mean_reduction = read_mean_reduction(table, train);
  head.dropout = table.real("dropout");
  const Node init = table.value("init");
  TableReader init_table(init, "head.init", table.out("init"));
  (void)init_table.choice("name");  // there is one
  head.init_radius = given_or(init_table, "radius", model.init_radius);
  return head;
}

}  // namespace hebb::config
