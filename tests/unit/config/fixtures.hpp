// fixtures -- made-up plugins and short ways to a message or an experiment.
#pragma once

#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "config/experiment.hpp"
#include "config/node.hpp"
#include "config/plugin_spec.hpp"

namespace hebb::config {

inline const std::string kDigest(64, 'a');

inline ParameterSpec real(const std::string& name, double initial, double minimum, double maximum,
                          bool minimum_excluded = false) {
  ParameterSpec spec;
  spec.name = name;
  spec.initial = initial;
  spec.minimum = minimum;
  spec.maximum = maximum;
  spec.minimum_excluded = minimum_excluded;
  return spec;
}

inline ParameterSpec integer(const std::string& name, double initial, double minimum,
                             double maximum) {
  ParameterSpec spec = real(name, initial, minimum, maximum);
  spec.type = ParameterSpec::Type::kInteger;
  return spec;
}

inline ParameterSpec boolean(const std::string& name, bool initial) {
  ParameterSpec spec;
  spec.name = name;
  spec.type = ParameterSpec::Type::kBoolean;
  spec.initial = initial ? 1 : 0;
  return spec;
}

inline ParameterSpec choice(const std::string& name, const std::vector<std::string>& choices) {
  ParameterSpec spec;
  spec.name = name;
  spec.type = ParameterSpec::Type::kChoice;
  spec.choices = choices;
  return spec;
}

inline ParameterSpec schedulable(ParameterSpec spec) {
  spec.schedulable = true;
  return spec;
}

inline const std::vector<PluginSpec>& plugins() {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  static const std::vector<PluginSpec> all{
      {"rule",
       "softhebb",
       kDigest,
       {schedulable(real("temperature", 1, 0, kInfinite, true)),
        choice("competition", {"potential", "activity"}), boolean("anti_hebbian", false),
        real("rate_power", 0, 0, 1), integer("winners", 1, 1, kInfinite)}},
      {"rule",
       "hebbnet",
       kDigest,
       {real("sparsity", 0, 0, 1), choice("target.kind", {"mean", "ema"}),
        real("target.keep", 0.05, 0, 1)}},
      {"rule", "greedy", kDigest, {real("every", 0, 0, 1)}},
      {"activation", "relu", kDigest, {}},
      {"activation", "identity", kDigest, {}},
      {"activation", "triangle", kDigest, {real("power", 1, 0, kInfinite)}},
      {"metric", "gini", kDigest, {}},
      {"metric", "dead", kDigest, {real("level", 0.05, 0, 1)}},
  };
  return all;
}

inline const PluginSpec& find_plugin(const std::string& kind, const std::string& name,
                                     const Mark& mark) {
  for (const PluginSpec& plugin : plugins()) {
    if (plugin.kind == kind && plugin.name == name) return plugin;
  }
  throw Error(ExitCode::kMissing, mark.text() + ": no " + kind + " " + name);
}

// What the call throws; fails where it throws nothing or has another exit code.
template <class Call>
std::string message_of(const Call& call, ExitCode code = ExitCode::kUsage) {
  try {
    call();
  } catch (const Error& error) {
    CHECK(error.code() == code);
    return error.what();
  }
  return "no error";
}

inline Experiment experiment(const std::string& text) {
  return resolve(parse_text(text, "exp.yaml"), find_plugin);
}

inline std::string error_of(const std::string& text, ExitCode code = ExitCode::kUsage) {
  return message_of([&text] { (void)experiment(text); }, code);
}

// A document with all that is required, in five lines, and what the test adds from line 6 on.
inline std::string minimal(const std::string& more = "") {
  return "schema: 1\ndata: mnist\nmodel: {units: 64}\nrule: softhebb\ntrain: {rate: 0.05}\n" + more;
}

// A document with one line of minimal() replaced (counted from 1).
inline std::string with_line(int line, const std::string& text) {
  const std::string whole = minimal();
  std::size_t start = 0;
  for (int i = 1; i < line; ++i) start = whole.find('\n', start) + 1;
  return whole.substr(0, start) + text + whole.substr(whole.find('\n', start));
}

using Axes = std::vector<std::pair<std::string, std::string>>;

// minimal() with a sweep: its runs, or what is wrong with it.
inline std::vector<PlannedRun> planned(const std::string& sweep) {
  return plan(parse_text(minimal("sweep: " + sweep + "\n"), "exp.yaml"), find_plugin);
}

inline std::string sweep_error(const std::string& sweep, ExitCode code = ExitCode::kUsage) {
  return message_of([&sweep] { (void)planned(sweep); }, code);
}

// What is wrong with minimal() with this rule.
inline std::string rule_error(const std::string& rule, ExitCode code = ExitCode::kUsage) {
  return error_of(with_line(4, "rule: " + rule), code);
}

}  // namespace hebb::config
