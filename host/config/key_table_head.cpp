// key_table_head -- the rows of head:.
#include "config/key_table.hpp"

namespace hebb::config {
namespace {

using enum KeyType;

std::vector<KeySpec> plugin_keys() {
  return {
      {.path = "head.rule",
       .kind = kPlugin,
       .required = true,
       .named = "rule",
       .doc = "Rule plugin of the head: a name, or a table with name and parameters."},
      {.path = "head.rule.name", .kind = kString, .required = true, .doc = "Name of the rule."},
      {.path = "head.rule.sha256", .kind = kString, .range = "64 hex digits", .doc = kPinDoc},
      {.path = "head.activation",
       .kind = kPlugin,
       .initial = "identity",
       .named = "activation",
       .doc = "Activation plugin of the head: a name, or a table with name and parameters."},
      {.path = "head.activation.name",
       .kind = kString,
       .required = true,
       .doc = "Name of the activation."},
      {.path = "head.activation.sha256", .kind = kString, .range = "64 hex digits", .doc = kPinDoc},
  };
}

std::vector<KeySpec> number_keys() {
  return {
      {.path = "head.rate",
       .kind = kReal,
       .bounds = at_least(0),
       .doc = "Learning rate of the head, under train.schedule; train.rate where it is absent."},
      {.path = "head.reduction",
       .kind = kChoice,
       .choices = {"sum", "mean"},
       .doc = "Whether a step of the head adds up or averages; train.reduction where it is "
              "absent."},
      {.path = "head.dropout",
       .kind = kReal,
       .initial = "0",
       .bounds = {.minimum = 0, .maximum = 1, .maximum_excluded = true},
       .doc = "Probability that an input of the head is dropped in a step; the others are divided "
              "by 1 - dropout."},
      {.path = "head.init", .kind = kTable, .initial = "{}", .doc = "Initial weights of the head."},
      {.path = "head.init.name",
       .kind = kChoice,
       .initial = "normal",
       .choices = {"normal"},
       .doc = "Distribution: normal with mean 0."},
      {.path = "head.init.radius",
       .kind = kReal,
       .bounds = above(0),
       .doc = "Standard deviation in units of sqrt(pi / (2 inputs)), with the units of the layer "
              "as inputs; model.init.radius where it is absent."},
  };
}

}  // namespace

std::vector<KeySpec> written_head_keys() {
  std::vector<KeySpec> all{
      {.path = "head",
       .kind = kTable,
       .doc =
           "A small layer that reads the activities of the last layer and learns in the same loop, "
           "under its own rule; none where it is absent."},
      {.path = "head.units",
       .kind = kInteger,
       .required = true,
       .bounds = between(1, 1048576),
       .doc = "Number of units of the head. For a rule of the layer that needs a third factor: the "
              "number of classes."},
  };
  for (const auto& part : {plugin_keys(), number_keys()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace hebb::config
