// experiment -- one run's configuration, every value resolved.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "config/node.hpp"
#include "config/plugin_spec.hpp"

namespace hebb::config {

// A parameter that goes from one value to another over training, in equal steps.
struct ParameterSchedule {
  std::size_t parameter = 0;  // index in the table
  double from = 0;            // at the first step
  double to = 0;              // at the last step
};

// A plugin with the values of all its parameters, in the order of its table.
struct PluginChoice {
  std::string name;
  std::vector<double> parameters;            // of a scheduled one the first value
  std::vector<ParameterSchedule> schedules;  // of rules
};

struct MetricChoice : PluginChoice {
  std::uint64_t every = 0;  // steps between reports; 0: the metric's own default
};

struct DataSettings {
  std::string name;
  std::optional<std::uint64_t> train_count;
  std::optional<std::uint64_t> test_count;
  std::string root;  // the key data.root; "" if absent; not part of the run's identity
  std::filesystem::path train, train_labels, test, test_labels;  // npy
  std::uint32_t size = 8;                                        // bars
  double probability = 0.125;                                    // bars
  std::uint64_t seed = 0;                                        // bars, digits
  double mean = 0;                                               // normalize: [mean, scale]
  double scale = 1;
};

struct ModelSettings {
  std::uint32_t units = 0;
  PluginChoice activation;
  bool layer_norm = false;
  double init_radius = 1;  // weights ~ N(0, sd), sd = radius sqrt(pi / (2 inputs))
};

// The host's modifier of a competitive rule: a bias that holds back units that win too often.
struct ConscienceSettings {
  double gain = 10;    // C
  double rate = 1e-3;  // B
};

// A small layer on the activities of the last one.
struct HeadSettings {
  std::uint32_t units = 0;
  PluginChoice rule;
  PluginChoice activation;
  double rate = 0;
  bool mean_reduction = true;
  double dropout = 0;
  double init_radius = 1;  // with the head's inputs, the units of the layer below
};

struct TrainSettings {
  std::uint64_t epochs = 1;
  std::uint32_t batch = 32;
  double rate = 0;
  bool rate_falls = false;  // schedule: linear: rate (1 - step / steps)
  bool mean_reduction = true;
  bool scale_max = false;  // each step is divided by its largest absolute entry
  bool shuffle = true;
};

// A layer above the first, which reads the activities of the one below when that is trained.
struct LayerSettings {
  ModelSettings model;
  PluginChoice rule;
  std::optional<ConscienceSettings> conscience;
  TrainSettings train;
  std::vector<MetricChoice> metrics;
};

struct ProbeSettings {
  std::string name;         // "" for the first probe that is left, whose results are probe.*
  std::uint32_t layer = 0;  // whose activities it reads, 1 for the first; 0: the last
  std::uint64_t epochs = 0;
  std::uint32_t batch = 32;
  double rate = 1e-3;
  double weight_decay = 0.01;
  double dropout = 0;
  bool bias = true;
  bool standardize = true;      // features to mean 0, variance 1 over the training part
  bool layer_norm = false;      // of each sample's features
  bool softmax_output = false;  // cross-entropy on top of a softmax output, as the paper ran it
  bool xavier_init = false;     // Xavier normal instead of zero
  double validation = 0.1;      // share of the training set held out to choose the epoch
  std::optional<double> early_stop;  // stop when the test loss improves by less than this
  std::uint64_t memory = 600;        // MB for cached features
};

// When a run is saved while it is under way; 0 turns that one off.
struct CheckpointSettings {
  double minutes = 5;
  std::uint64_t steps = 0;
};

struct Experiment {
  std::string name;
  DataSettings data;
  ModelSettings model;
  PluginChoice rule;
  std::optional<ConscienceSettings> conscience;
  std::optional<HeadSettings> head;
  TrainSettings train;
  std::vector<MetricChoice> metrics;
  std::vector<LayerSettings> layers;  // above the first, which is the four above
  std::uint32_t layer = 1;            // which layer the four above are of; see train/stack.hpp
  std::vector<ProbeSettings> probes;
  std::uint64_t seed = 1;
  std::size_t block = 0;          // batches per block; 0: chosen by the engine, 1: one at a time
  CheckpointSettings checkpoint;  // not part of the run's identity
  int threads = 0;                // 0: all cores; not part of the run's identity
  // What tables call the settings, by axis; not part of the run's identity.
  std::vector<std::pair<std::string, std::string>> labels;

  nlohmann::json resolved;  // every key with its value: what config.json holds
  std::string id;           // directory name: 16 hex digits of the sha256 of the identity
};

// Checks a document without `sweep:` against the table of keys and the plugins' parameter tables
// and fills in every default. Throws Error: kUsage (file:line:col: message) for unknown keys (with
// the nearest known one), wrong types, values out of range, missing keys and combinations that
// make no sense; kMissing from the lookup.
[[nodiscard]] Experiment resolve(const Node& document, const PluginLookup& lookup);

// One run of a sweep, and the values that tell it from the others.
struct PlannedRun {
  Experiment experiment;
  // ("model.units", "128"), or a label in place of the value; no seeds
  std::vector<std::pair<std::string, std::string>> axes;
};

// Expands `sweep:` (grid x zip x list x seeds, minus exclude) into runs, in the order of the file,
// the last axis fastest and seeds inside; a document without it is one run. Everything is resolved,
// and so checked, before this returns. Throws as resolve does, naming the run where it is not the
// first one, and for axes that are empty, no lists, name unknown keys or would replace a value of
// `-s` or of an earlier axis; lists of unequal lengths in zip; exclusions without effect; more than
// 100,000 runs, none, and two that are the same.
[[nodiscard]] std::vector<PlannedRun> plan(const Node& document, const PluginLookup& lookup);

}  // namespace hebb::config
