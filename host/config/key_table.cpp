// key_table -- the rows of keys(), as written: every key with its type, default, range and text.
#include "config/key_table.hpp"

namespace hebb::config {
namespace {

using enum KeyType;

const std::vector<std::string> kSources{"mnist", "fashion-mnist", "cifar-10",
                                        "npy",   "bars",          "digits"};
const std::vector<std::string> kCounted{"mnist", "fashion-mnist", "cifar-10", "bars", "digits"};

std::vector<KeySpec> run_keys() {
  return {
      {.path = "schema",
       .kind = kInteger,
       .required = true,
       .bounds = between(1, 1),
       .doc = "Version of this format."},
      {.path = "name",
       .kind = kString,
       .initial = "experiment",
       .range = "1 to 64 of A-Z a-z 0-9 . _ -, not only dots",
       .doc = "Name of the experiment in tables and reports."},
      {.path = "include",
       .kind = kPaths,
       .doc = "Experiments, or parts of one, that this file starts from. Relative paths start at "
              "the file's folder."},
      {.path = "labels",
       .kind = kTable,
       .initial = "{}",
       .range = "axis: text",
       .doc = "What a sweep's labels call the settings of this run; not part of the run's "
              "identity."},
      {.path = "seed",
       .kind = kInteger,
       .initial = "1",
       .bounds = between(0, kLargestExact),
       .doc = "Seed of all random numbers of the run."},
      {.path = "threads",
       .kind = kInteger,
       .initial = "0",
       .bounds = between(0, 1024),
       .doc = "Threads of one run; 0 is the cores shared out among the runs at work. Results do "
              "not depend on it, and it is not "
              "part of the run's identity."},
      {.path = "engine", .kind = kTable, .initial = "{}", .doc = "How steps are computed."},
      {.path = "engine.block",
       .kind = kInteger,
       .initial = "0",
       .bounds = between(0, 4096),
       .doc = "Batches that are applied at once, with the same mathematics: 0 lets a cost model "
              "choose, 1 is the plain reference path. Results agree to rounding."},
      {.path = "checkpoint",
       .kind = kTable,
       .initial = "{}",
       .doc =
           "How often a run is saved while it is under way, so that it can go on after a stop or "
           "a crash. Results do not depend on it, and it is not part of the run's identity."},
      {.path = "checkpoint.minutes",
       .kind = kReal,
       .initial = "5",
       .bounds = between(0, 525600),
       .doc = "Minutes between checkpoints; 0: none by time."},
      {.path = "checkpoint.steps",
       .kind = kInteger,
       .initial = "0",
       .bounds = between(0, 1e12),
       .doc =
           "Steps, of training or of a probe, between checkpoints; 0: none by steps. With both 0 "
           "a run that is stopped begins anew."},
  };
}

std::vector<KeySpec> data_keys() {
  return {
      {.path = "data",
       .kind = kTable,
       .required = true,
       .named = "data source",
       .doc = "The samples. A bare name is short for {name: NAME}."},
      {.path = "data.name",
       .kind = kChoice,
       .required = true,
       .choices = kSources,
       .doc = "Source of the samples: the files of MNIST, Fashion-MNIST or CIFAR-10, your own .npy "
              "files, or one "
              "of the generated sets bars and digits."},
      {.path = "data.train",
       .kind = kInteger,
       .bounds = between(1, 1000000),
       .sources = kCounted,
       .doc = "Only the first N training samples. Where it is absent, all; 10,000 of a generated "
              "set."},
      {.path = "data.train",
       .kind = kPath,
       .required = true,
       .sources = {"npy"},
       .doc = "Training samples, a .npy file. Relative paths start at the YAML file's folder, in "
              "options at the current one."},
      {.path = "data.test",
       .kind = kInteger,
       .bounds = between(1, 1000000),
       .sources = kCounted,
       .doc = "Only the first N test samples. Where it is absent, all; 2,000 of a generated set."},
      {.path = "data.test", .kind = kPath, .sources = {"npy"}, .doc = "Test samples, a .npy file."},
      {.path = "data.train_labels",
       .kind = kPath,
       .sources = {"npy"},
       .doc = "Labels of the training samples, a .npy file of integers."},
      {.path = "data.test_labels",
       .kind = kPath,
       .sources = {"npy"},
       .doc = "Labels of the test samples, a .npy file of integers."},
      {.path = "data.root",
       .kind = kPath,
       .sources = {"mnist", "fashion-mnist", "cifar-10"},
       .doc = "Folder of the data sets, where --data-dir does not name one; not part of the run's "
              "identity."},
      {.path = "data.normalize",
       .kind = kPair,
       .initial = "[0, 1]",
       .range = "[mean, scale], scale > 0",
       .doc = "Inputs become (v - mean) / scale, with v = pixel / 255 for images."},
      {.path = "data.size",
       .kind = kInteger,
       .initial = "8",
       .bounds = between(2, 256),
       .sources = {"bars"},
       .doc = "Side of the square image in pixels."},
      {.path = "data.probability",
       .kind = kReal,
       .initial = "0.125",
       .bounds = {.minimum = 0, .maximum = 1, .minimum_excluded = true, .maximum_excluded = true},
       .sources = {"bars"},
       .doc = "Probability of each bar."},
      {.path = "data.seed",
       .kind = kInteger,
       .initial = "0",
       .bounds = between(0, kLargestExact),
       .sources = {"bars", "digits"},
       .doc = "Seed of the generated samples, apart from `seed`."},
  };
}

std::vector<KeySpec> model_keys() {
  return {
      {.path = "model", .kind = kTable, .required = true, .doc = "The layer that learns."},
      {.path = "model.units",
       .kind = kInteger,
       .required = true,
       .bounds = between(1, 1048576),
       .doc = "Number of hidden units."},
      {.path = "model.activation",
       .kind = kPlugin,
       .initial = "relu",
       .named = "activation",
       .doc = "Activation plugin, from potentials to activities: a name, or a table with name and "
              "parameters."},
      {.path = "model.activation.name",
       .kind = kString,
       .required = true,
       .doc = "Name of the activation."},
      {.path = "model.activation.sha256",
       .kind = kString,
       .range = "64 hex digits",
       .doc = kPinDoc},
      {.path = "model.layer_norm",
       .kind = kBoolean,
       .initial = "false",
       .doc = "Normalise each sample to mean 0 and variance 1 before the layer."},
      {.path = "model.init", .kind = kTable, .initial = "{}", .doc = "Initial weights."},
      {.path = "model.init.name",
       .kind = kChoice,
       .initial = "normal",
       .choices = {"normal"},
       .doc = "Distribution: normal with mean 0."},
      {.path = "model.init.radius",
       .kind = kReal,
       .initial = "1",
       .bounds = above(0),
       .doc = "Standard deviation in units of sqrt(pi / (2 inputs))."},
      {.path = "rule",
       .kind = kPlugin,
       .required = true,
       .named = "rule",
       .doc = "Rule plugin: a name, or a table with name and parameters. A parameter target.keep "
              "is written target: {keep: ..}."},
      {.path = "rule.name", .kind = kString, .required = true, .doc = "Name of the rule."},
      {.path = "rule.sha256", .kind = kString, .range = "64 hex digits", .doc = kPinDoc},
      {.path = "rule.conscience",
       .kind = kTable,
       .doc = "A bias that holds back units that win too often, for any rule with a competition; "
              "none where it is absent."},
      {.path = "rule.conscience.gain",
       .kind = kReal,
       .initial = "10",
       .bounds = at_least(0),
       .doc = "C: the bias of unit j is C (1/units - p_j), in units of what competes."},
      {.path = "rule.conscience.rate",
       .kind = kReal,
       .initial = "1e-3",
       .bounds = {.minimum = 0, .maximum = 1, .minimum_excluded = true},
       .doc = "B: share of one sample in p_j, the running share of samples that unit j wins."},
  };
}

}  // namespace

std::vector<KeySpec> written_keys() {
  std::vector<KeySpec> all;
  const auto append = [&all](const std::vector<KeySpec>& part) {
    all.insert(all.end(), part.begin(), part.end());
  };
  for (const auto& part : {run_keys(), data_keys(), model_keys(), written_head_keys(),
                           written_training_keys(), written_published_keys()}) {
    append(part);
  }
  append(written_layer_keys(all));
  return all;
}

}  // namespace hebb::config
