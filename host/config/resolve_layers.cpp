// resolve_layers -- the layers above the first.
#include <fmt/format.h>

#include <map>

#include "config/message.hpp"
#include "config/plugin_reader.hpp"
#include "config/resolve_parts.hpp"
#include "config/table_reader.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

// What the first layer has: the settings and their resolved form. A layer starts from a copy, and
// what its own table gives replaces the copied value.
nlohmann::json inherited(const nlohmann::json& resolved) {
  nlohmann::json out = resolved.at("model");
  for (const char* key : {"rule", "train", "metrics"}) out[key] = resolved.at(key);
  return out;
}

void read_init(TableReader& layer, ModelSettings& model) {
  if (!layer.has("init")) return;
  const Node init = layer.value("init");
  TableReader table(init, "layers[].init", layer.out("init"), layer.shown("init"));
  if (table.has("name")) (void)table.choice("name");  // there is one
  if (table.has("radius")) model.init_radius = table.real("radius");
}

void read_model(TableReader& layer, const PluginLookup& lookup, ModelSettings& model) {
  if (layer.has("units")) model.units = static_cast<std::uint32_t>(layer.integer("units"));
  if (layer.has("layer_norm")) model.layer_norm = layer.boolean("layer_norm");
  read_init(layer, model);
  if (!layer.has("activation")) return;
  MetricChoice activation;
  read_plugin(layer.value("activation"), "layers[].activation", layer.shown("activation"), lookup,
              layer.out("activation"), activation);
  model.activation = activation;
}

void read_rule(TableReader& layer, const PluginLookup& lookup, LayerSettings& settings) {
  if (!layer.has("rule")) return;
  MetricChoice rule;
  read_plugin(layer.value("rule"), "layers[].rule", layer.shown("rule"), lookup, layer.out("rule"),
              rule);
  settings.rule = rule;
  settings.conscience = read_conscience(layer.value("rule"), "layers[].rule", layer.out("rule"));
}

void read_train(TableReader& layer, TrainSettings& train) {
  Node own = layer.value("train");
  if (!layer.has("train")) {
    own.kind = Node::Kind::kMap;
    own.mark = layer.mark();
  }
  TableReader table(own, "layers[].train", layer.out("train"), layer.shown("train"));
  if (table.has("epochs")) train.epochs = static_cast<std::uint64_t>(table.integer("epochs"));
  if (table.has("batch")) train.batch = static_cast<std::uint32_t>(table.integer("batch"));
  if (table.has("schedule")) train.rate_falls = table.choice("schedule") == "linear";
  if (table.has("reduction")) train.mean_reduction = table.choice("reduction") == "mean";
  if (table.has("scale")) train.scale_max = table.choice("scale") == "max";
  if (table.has("shuffle")) train.shuffle = table.boolean("shuffle");
  if (table.has("rate")) train.rate = table.real("rate");
  if (train.epochs > 0 && !layer.out("train").contains("rate")) {
    fail(own.mark, fmt::format("{} is missing, wanted a real number {}", table.shown("rate"),
                               table.spec("rate").range));
  }
}

LayerSettings read_layer(const Node& node, const std::string& shown, const Experiment& first,
                         const PluginLookup& lookup, nlohmann::json& out) {
  LayerSettings settings{first.model, first.rule, first.conscience, first.train, first.metrics};
  TableReader layer(node, "layers[]", out, shown);
  read_model(layer, lookup, settings.model);
  read_rule(layer, lookup, settings);
  read_train(layer, settings.train);
  if (layer.has("metrics")) {
    settings.metrics =
        read_metrics(layer.value("metrics"), layer.shown("metrics"), lookup, layer.out("metrics"));
  }
  return settings;
}

}  // namespace

std::vector<MetricChoice> read_metrics(const Node& node, const std::string& shown_list,
                                       const PluginLookup& lookup, nlohmann::json& out) {
  if (node.kind != Node::Kind::kList)
    fail_type(node, shown_list, wanted_type(*find_key("metrics")));
  std::vector<MetricChoice> metrics;
  std::map<std::string, Mark> names;
  out = nlohmann::json::array();
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string shown = fmt::format("{}[{}]", shown_list, i);
    nlohmann::json item;
    MetricChoice metric;
    read_plugin(node.items[i], "metrics[]", shown, lookup, item, metric);
    const auto [first, is_new] = names.emplace(metric.name, node.items[i].mark);
    if (!is_new) {
      fail(node.items[i].mark, fmt::format("{} is {} again, first at {}, wanted each metric once",
                                           shown, metric.name, first->second.text()));
    }
    metrics.push_back(std::move(metric));
    out.push_back(std::move(item));
  }
  return metrics;
}

std::vector<LayerSettings> read_layers(const Node& node, const Experiment& first,
                                       const nlohmann::json& resolved, const PluginLookup& lookup,
                                       nlohmann::json& out) {
  out = nlohmann::json::array();
  if (node.kind == Node::Kind::kNull) return {};
  if (node.kind != Node::Kind::kList) fail_type(node, "layers", wanted_type(*find_key("layers")));
  std::vector<LayerSettings> layers;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    nlohmann::json item = inherited(resolved);
    layers.push_back(read_layer(node.items[i], fmt::format("layers[{}]", i), first, lookup, item));
    out.push_back(std::move(item));
  }
  return layers;
}

LayerSettings last_layer(const Experiment& experiment) {
  if (!experiment.layers.empty()) return experiment.layers.back();
  return {experiment.model, experiment.rule, experiment.conscience, experiment.train,
          experiment.metrics};
}

}  // namespace hebb::config
