// resolve -- a document to an experiment with every value filled in.
#include <fmt/format.h>

#include "config/experiment.hpp"
#include "config/labels.hpp"
#include "config/message.hpp"
#include "config/plugin_reader.hpp"
#include "config/resolve_parts.hpp"
#include "config/run_identity.hpp"
#include "config/table_reader.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

constexpr std::size_t kLongestRunName = 64;

std::string read_name(TableReader& top) {
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  std::string name = top.string("name");
  const bool has_letter = name.find_first_not_of('.') != std::string::npos;
  if (!has_letter || name.size() > kLongestRunName ||
      name.find_first_not_of(kAllowed) != std::string::npos) {
    fail_range(top.value("name"), "name", top.spec("name").range);
  }
  return name;
}

ModelSettings read_model(const Node& node, const PluginLookup& lookup, nlohmann::json& out) {
  ModelSettings model;
  TableReader table(node, "model", out);
  model.units = static_cast<std::uint32_t>(table.integer("units"));
  MetricChoice activation;
  read_plugin(table.value("activation"), "model.activation", "model.activation", lookup,
              table.out("activation"), activation);
  model.activation = activation;
  model.layer_norm = table.boolean("layer_norm");
  const Node init = table.value("init");
  TableReader init_table(init, "model.init", table.out("init"));
  (void)init_table.choice("name");  // there is one
  model.init_radius = init_table.real("radius");
  return model;
}

TrainSettings read_train(const Node& node, nlohmann::json& out) {
  TrainSettings train;
  TableReader table(node, "train", out);
  train.epochs = static_cast<std::uint64_t>(table.integer("epochs"));
  train.batch = static_cast<std::uint32_t>(table.integer("batch"));
  if (train.epochs > 0 || table.has("rate")) train.rate = table.real("rate");
  train.rate_falls = table.choice("schedule") == "linear";
  train.mean_reduction = table.choice("reduction") == "mean";
  train.scale_max = table.choice("scale") == "max";
  train.shuffle = table.boolean("shuffle");
  return train;
}

std::size_t read_block(const Node& node, nlohmann::json& out) {
  TableReader table(node, "engine", out);
  return static_cast<std::size_t>(table.integer("block"));
}

CheckpointSettings read_checkpoint(const Node& node, nlohmann::json& out) {
  CheckpointSettings checkpoint;
  TableReader table(node, "checkpoint", out);
  checkpoint.minutes = table.real("minutes");
  checkpoint.steps = static_cast<std::uint64_t>(table.integer("steps"));
  return checkpoint;
}

// A document of another version may have keys that this one does not know, so the version is
// looked at before the keys.
void check_schema(const Node& document) {
  const Node* const schema = document.find("schema");
  if (schema != nullptr) (void)integer_value(*schema, "schema", find_key("schema")->bounds);
}

}  // namespace

void set_seed(Experiment& experiment, std::uint64_t seed) {
  experiment.seed = seed;
  experiment.resolved["seed"] = seed;
  experiment.id = run_id(experiment.resolved);
}

Experiment resolve(const Node& document, const PluginLookup& lookup) {
  check_schema(document);
  Experiment experiment;
  nlohmann::json& out = experiment.resolved;
  TableReader top(document, "", out);
  if (top.has("sweep")) {
    fail(document.find("sweep")->mark, "sweep is given, wanted the settings of a single run");
  }
  if (top.has("include")) {
    fail(document.find("include")->mark,
         "include is given where it is not read, wanted it in an experiment's file");
  }
  (void)top.integer("schema");
  experiment.name = read_name(top);
  experiment.data = read_data(top.value("data"), top.out("data"));
  experiment.model = read_model(top.value("model"), lookup, top.out("model"));
  MetricChoice rule;
  read_plugin(top.value("rule"), "rule", "rule", lookup, top.out("rule"), rule);
  experiment.rule = rule;
  experiment.conscience = read_conscience(top.value("rule"), "rule", top.out("rule"));
  experiment.train = read_train(top.value("train"), top.out("train"));
  experiment.metrics = read_metrics(top.value("metrics"), "metrics", lookup, top.out("metrics"));
  nlohmann::json layers;
  experiment.layers = read_layers(top.value("layers"), experiment, out, lookup, layers);
  if (!layers.empty()) out["layers"] = std::move(layers);
  if (top.has("head")) {
    const LayerSettings last = last_layer(experiment);
    experiment.head = read_head(top.value("head"), lookup, last.model, last.train, top.out("head"));
  }
  nlohmann::json probe;
  experiment.probes = read_probes(top.value("probe"), experiment.layers.size() + 1, probe);
  if (!experiment.probes.empty()) out["probe"] = std::move(probe);
  experiment.block = read_block(top.value("engine"), top.out("engine"));
  experiment.checkpoint = read_checkpoint(top.value("checkpoint"), top.out("checkpoint"));
  experiment.threads = static_cast<int>(top.integer("threads"));
  nlohmann::json labels;
  experiment.labels = read_labels(top.value("labels"), labels);
  if (!labels.empty()) out["labels"] = std::move(labels);
  set_seed(experiment, static_cast<std::uint64_t>(top.integer("seed")));
  return experiment;
}

}  // namespace hebb::config
