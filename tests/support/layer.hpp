// layer -- one layer with a loaded rule and activation, for tests that step it by hand.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/conscience.hpp"
#include "engine/engine.hpp"
#include "plugin/catalog.hpp"
#include "plugin/instance.hpp"
#include "support/grid.hpp"

namespace hebb::test {

using Values = std::map<std::string, double>;  // parameters by name; choices by index

struct Layer {
  std::uint32_t inputs = 0;
  std::uint32_t units = 0;
  std::uint32_t batch = 0;  // the largest
  std::string rule{};
  Values parameters{};
  std::string activation = "relu";
  Values activation_parameters{};
  double rate = 0.1;
  bool mean = true;
  std::uint64_t seed = 1;
  std::size_t block = 1;  // batches per block: 1 is the plain engine, 0 the cost model's choice
  bool scale_max = false;
  double conscience = 0;       // its gain; 0 is none
  std::vector<float> third{};  // classes x batch of every step, where the rule needs it; made up
                               // where it is empty
};

inline constexpr std::uint32_t kLayerClasses = 3;

// Bundled and contract plugins; those in HEBB_TEST_PLUGINS in their place (tests/mutation).
inline const plugin::Catalog& catalog() {
  const char* const first = std::getenv("HEBB_TEST_PLUGINS");
  static const plugin::Catalog all(
      {first == nullptr ? "" : first, HEBB_PLUGIN_DIR, HEBB_CONTRACT_DIR});
  return all;
}

inline const plugin::Library& library(plugin::Kind kind, const std::string& name) {
  return plugin::Library::load(catalog().find(kind, name).file, kind, name);
}

// The values of all parameters: those given, defaults otherwise.
inline std::vector<double> parameter_values(const plugin::Descriptor& descriptor,
                                            const Values& given) {
  std::vector<double> values;
  std::size_t used = 0;
  for (const plugin::Parameter& parameter : descriptor.parameters) {
    const auto found = given.find(parameter.name);
    used += found != given.end() ? 1U : 0U;
    values.push_back(found != given.end() ? found->second : parameter.initial);
  }
  if (used != given.size()) throw std::logic_error(descriptor.id + ": unknown parameter in a test");
  return values;
}

inline plugin::Setup setup_of(const Layer& layer, const plugin::Library& library,
                              const Values& values) {
  plugin::Setup setup;
  setup.inputs = layer.inputs;
  setup.units = layer.units;
  setup.batch = layer.batch;
  setup.classes = kLayerClasses;
  setup.steps = 1;
  setup.seed = layer.seed;
  setup.parameters = parameter_values(library.descriptor(), values);
  return setup;
}

// What the steps did; the latest step's c, y and step norms, and those of every step.
struct Result {
  std::vector<float> w, c, y, step_norms;
  std::vector<double> exact_w;  // in the engine's own precision
  std::vector<std::vector<float>> all_c, all_step_norms;
  std::vector<double> unit_state;  // the rule's first, where it is a double for each unit
};

class Recorder final : public engine::Observer {
 public:
  explicit Recorder(std::uint32_t units) : units_(units) {}
  void stepped(const engine::StepRecord& record, const engine::Engine&) override {
    const std::size_t size = std::size_t{units_} * record.batch;
    result.c.assign(record.c, record.c + size);
    result.y.assign(record.y, record.y + size);
    result.step_norms.assign(record.step_norms, record.step_norms + units_);
    result.all_c.push_back(result.c);
    result.all_step_norms.push_back(result.step_norms);
  }
  Result result;

 private:
  std::uint32_t units_;
};

std::vector<float> numbers(std::size_t n, std::uint32_t seed);

// A third factor without a head: the layer's, or made-up numbers.
class ThirdFactor final : public engine::Follower {
 public:
  explicit ThirdFactor(const Layer& layer) : given_(layer.third) {}
  [[nodiscard]] bool has_third() const override { return true; }
  const float* follow(const engine::Activities& activities) override {
    if (!given_.empty()) return given_.data();
    made_ = numbers(std::size_t{kLayerClasses} * activities.batch,
                    1000 + static_cast<std::uint32_t>(activities.step));
    return made_.data();
  }

 private:
  std::vector<float> given_;
  std::vector<float> made_;
};

// Steps the layer from `w` (inputs x units) through x (inputs x samples), batch after batch, in
// double.
template <class Real = double>
Result steps(const Layer& layer, const std::vector<float>& w, const std::vector<float>& x) {
  const auto& rule_library = library(plugin::Kind::kRule, layer.rule);
  const auto& activation_library = library(plugin::Kind::kActivation, layer.activation);
  plugin::Rule rule(rule_library, setup_of(layer, rule_library, layer.parameters));
  plugin::Activation activation(activation_library,
                                setup_of(layer, activation_library, layer.activation_parameters));
  engine::Settings settings;
  settings.inputs = layer.inputs;
  settings.units = layer.units;
  settings.batch = layer.batch;
  settings.mean_reduction = layer.mean;
  settings.step_norms = true;
  settings.block = layer.block;
  settings.classes = kLayerClasses;
  settings.scale_max = layer.scale_max;
  ThirdFactor third(layer);
  if (rule.needs(HEBB_NEED_THIRD)) settings.follower = &third;
  engine::Conscience conscience(layer.units, layer.batch, layer.conscience, 0.01);
  if (layer.conscience > 0) settings.conscience = &conscience;
  const auto engine = engine::make_engine<Real>(settings, w, rule, activation);
  const std::size_t samples = x.size() / layer.inputs;
  std::vector<std::int32_t> labels(samples);
  for (std::size_t b = 0; b < samples; ++b) labels[b] = static_cast<std::int32_t>(b * b % 3);
  const std::vector<double> rates((samples + layer.batch - 1) / layer.batch, layer.rate);
  Recorder recorder(layer.units);
  const std::size_t size = engine->block_samples();
  for (std::size_t first = 0; first < samples; first += size) {
    engine::Block block;
    block.x = x.data() + first * layer.inputs;
    block.samples = std::min(size, samples - first);
    block.labels = std::span(labels).subspan(first, block.samples);
    block.first_step = first / layer.batch;
    block.first_sample = first;
    block.rates = std::span(rates).subspan(first / layer.batch);
    engine->run(block, recorder);
  }
  recorder.result.w.resize(w.size());
  engine->weights(recorder.result.w.data());
  recorder.result.exact_w.resize(w.size());
  engine->weights(recorder.result.exact_w.data());
  const auto& states = rule_library.descriptor().states;
  if (!states.empty() && states[0].axis == HEBB_AXIS_UNIT && states[0].type == HEBB_TYPE_FLOAT64) {
    const auto* values = static_cast<const double*>(rule.states().pointers()[0]);
    if (values != nullptr) recorder.result.unit_state.assign(values, values + layer.units);
  }
  return recorder.result;
}

// c and d of a rule's first step in a layer with these potentials, activities and competition bias;
// weights and samples have length 1, and samples are the same.
struct Coefficients {
  std::vector<float> c, d;
};
inline Coefficients coefficients(const Layer& layer, const std::vector<float>& u,
                                 const std::vector<float>& y, const std::vector<float>& bias) {
  const auto& file = library(plugin::Kind::kRule, layer.rule);
  plugin::Rule rule(file, setup_of(layer, file, layer.parameters));
  Coefficients out{std::vector<float>(u.size()), std::vector<float>(layer.units)};
  const std::vector<float> norms(layer.units, 1.0F);
  const std::vector<float> gram(std::size_t{layer.batch} * layer.batch, 1.0F);
  hebb_rule_step step{};
  step.inputs = layer.inputs;
  step.units = layer.units;
  step.batch = layer.batch;
  step.norms = norms.data();
  step.gram = gram.data();
  step.u = u.data();
  step.y = y.data();
  step.bias = bias.data();
  step.c = out.c.data();
  step.d = out.d.data();
  rule.step(step);
  return out;
}

// n numbers in [-1, 1), the same for the same seed on every machine.
inline std::vector<float> numbers(std::size_t n, std::uint32_t seed) {
  std::mt19937 engine(seed);
  std::vector<float> values(n);
  for (float& v : values) v = static_cast<float>(engine() >> 8U) * 0x1p-23F - 1.0F;
  return values;
}

// The shapes on which every rule is checked: one sample, an odd batch, one unit, odd sizes.
struct Shape {
  std::uint32_t inputs, units, batch;
};
inline const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all{{2, 3, 1}, {3, 2, 3},   {4, 1, 5},
                                      {1, 1, 1}, {17, 37, 7}, {5, 64, 32}};
  return all;
}

}  // namespace hebb::test
