// key_table_training -- the rows of train:, metrics:, probe: and sweep:.
#include "config/key_table.hpp"

namespace hebb::config {
namespace {

using enum KeyType;

std::vector<KeySpec> train_keys() {
  return {
      {.path = "train", .kind = kTable, .initial = "{}", .doc = "How the rule is applied."},
      {.path = "train.epochs",
       .kind = kInteger,
       .initial = "1",
       .bounds = between(0, 1000000),
       .doc = "Passes over the training samples."},
      {.path = "train.batch",
       .kind = kInteger,
       .initial = "32",
       .bounds = between(1, 65536),
       .doc = "Samples per step."},
      {.path = "train.rate",
       .kind = kReal,
       .required = true,
       .bounds = at_least(0),
       .doc = "Learning rate. May be left out where train.epochs is 0."},
      {.path = "train.schedule",
       .kind = kChoice,
       .initial = "constant",
       .choices = {"constant", "linear"},
       .doc = "Rate over time: constant, or falling to 0 as rate * (1 - step / steps)."},
      {.path = "train.reduction",
       .kind = kChoice,
       .initial = "mean",
       .choices = {"sum", "mean"},
       .doc = "Whether a step adds up the samples of its batch or averages them."},
      {.path = "train.scale",
       .kind = kChoice,
       .initial = "none",
       .choices = {"none", "max"},
       .doc = "max: divide each step of the layer by its largest absolute entry, so that the rate "
              "is how far a weight moves at most. One batch at a time."},
      {.path = "train.shuffle",
       .kind = kBoolean,
       .initial = "true",
       .doc = "Draw a new order of the samples for each epoch."},
      {.path = "metrics",
       .kind = kList,
       .initial = "[]",
       .doc = "Metric plugins that observe training, each a name or a table with name and "
              "parameters; no metric twice."},
      {.path = "metrics[]", .kind = kPlugin, .named = "metric", .doc = "One metric."},
      {.path = "metrics[].name", .kind = kString, .required = true, .doc = "Name of the metric."},
      {.path = "metrics[].every",
       .kind = kInteger,
       .bounds = between(1, 1e9),
       .doc = "Steps between reports; the metric's own choice where it is absent."},
      {.path = "metrics[].sha256", .kind = kString, .range = "64 hex digits", .doc = kPinDoc},
  };
}

std::vector<KeySpec> probe_keys() {
  return {
      {.path = "probe",
       .kind = kProbes,
       .doc = "A linear classifier on the frozen features, trained with AdamW; none where it is "
              "absent. In a list the first writes probe.*, the others probe.NAME.*."},
      {.path = "probe.name",
       .kind = kString,
       .range = "[a-z][a-z0-9_]*",
       .doc = "Name of the probe: required in a list of probes, and only there."},
      {.path = "probe.layer",
       .kind = kInteger,
       .bounds = at_least(1),
       .doc = "Number of the layer whose activities it reads, 1 for the first; the last where it "
              "is absent."},
      {.path = "probe.epochs",
       .kind = kInteger,
       .initial = "10",
       .bounds = between(0, 100000),
       .doc = "Passes over the features; 0 is the same as leaving the probe out."},
      {.path = "probe.batch",
       .kind = kInteger,
       .initial = "32",
       .bounds = between(1, 65536),
       .doc = "Samples per step."},
      {.path = "probe.rate",
       .kind = kReal,
       .initial = "1e-3",
       .bounds = above(0),
       .doc = "Learning rate of AdamW."},
      {.path = "probe.weight_decay",
       .kind = kReal,
       .initial = "0.01",
       .bounds = at_least(0),
       .doc = "Weight decay of AdamW."},
      {.path = "probe.dropout",
       .kind = kReal,
       .initial = "0",
       .bounds = {.minimum = 0, .maximum = 1, .maximum_excluded = true},
       .doc = "Probability that a feature is dropped in a training step."},
      {.path = "probe.bias", .kind = kBoolean, .initial = "true", .doc = "Learn a bias per class."},
      {.path = "probe.standardize",
       .kind = kBoolean,
       .initial = "true",
       .doc = "Scale each feature to mean 0 and variance 1 over the training part."},
      {.path = "probe.layer_norm",
       .kind = kBoolean,
       .initial = "false",
       .doc = "Normalise each sample's features to mean 0 and variance 1."},
      {.path = "probe.output",
       .kind = kChoice,
       .initial = "logits",
       .choices = {"logits", "softmax"},
       .doc = "What the cross-entropy sees: the logits, or a softmax of them, which it takes for "
              "logits, as the paper ran it."},
      {.path = "probe.init",
       .kind = kChoice,
       .initial = "zero",
       .choices = {"zero", "xavier_normal"},
       .doc = "Initial weights of the classifier."},
      {.path = "probe.validation",
       .kind = kReal,
       .initial = "0.1",
       .bounds = {.minimum = 0, .maximum = 1, .maximum_excluded = true},
       .doc = "Share of the training samples held out to choose the epoch."},
      {.path = "probe.early_stop",
       .kind = kReal,
       .bounds = at_least(0),
       .doc = "Stop when the test loss improves by less than this; never where it is absent."},
      {.path = "probe.memory",
       .kind = kInteger,
       .initial = "600",
       .bounds = between(1, 1048576),
       .doc = "Megabytes for cached features."},
  };
}

std::vector<KeySpec> sweep_keys() {
  return {
      {.path = "quick",
       .kind = kTable,
       .range = "dotted key: value",
       .doc = "What --quick changes, for a first look: quick: {sweep.seeds: 2, train.epochs: 1}."},
      {.path = "sweep",
       .kind = kTable,
       .initial = "{}",
       .doc = "Several runs from one file: grid x zip x list x seeds, minus exclude."},
      {.path = "sweep.grid",
       .kind = kTable,
       .range = "dotted key: list of values",
       .doc = "The axes, in order, the last one fastest: grid: {model.units: [32, 128], rule: "
              "[oja, {name: softhebb, temperature: 2}]}. A value may have a label for tables: "
              "{label: .., value: ..}."},
      {.path = "sweep.zip",
       .kind = kTable,
       .range = "dotted key: list of values",
       .doc = "Axes of equal length that go together, first with first."},
      {.path = "sweep.list",
       .kind = kList,
       .range = "tables of dotted key: value",
       .doc = "Settings that go together, each with a label or without: list: [{label: small, "
              "model.units: 32, train.rate: 0.1}], or all with one: list: {small: {..}}."},
      {.path = "sweep.exclude",
       .kind = kList,
       .range = "tables of dotted key: value or label",
       .doc = "Combinations that are not run: those that have all values of an entry, seed "
              "included."},
      {.path = "sweep.seeds",
       .kind = kSeeds,
       .bounds = between(1, 100000),
       .range = "1..100000, or a list of distinct seeds",
       .doc = "Number of seeds, counted up from `seed`, or the seeds themselves."},
  };
}

}  // namespace

std::vector<KeySpec> written_training_keys() {
  std::vector<KeySpec> all;
  for (const auto& part : {train_keys(), probe_keys(), sweep_keys()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace hebb::config
