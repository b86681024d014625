// parameter_checks -- the group `parameters`: instances are made and called with many values.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "check/check.hpp"
#include "check/fault.hpp"
#include "check/session.hpp"

namespace hebb::check {
namespace {

constexpr int kRandomSets = 16;
constexpr double kUnbounded = 1e6;  // stands for an end of a range that has none

std::vector<double> defaults(const plugin::Descriptor& descriptor) {
  std::vector<double> values;
  for (const plugin::Parameter& parameter : descriptor.parameters) {
    values.push_back(parameter.initial);
  }
  return values;
}

double lowest(const plugin::Parameter& p) {
  if (!std::isfinite(p.minimum)) return -kUnbounded;
  if ((p.flags & HEBB_PARAM_ABOVE) == 0) return p.minimum;
  return p.type == HEBB_PARAM_REAL ? std::nextafter(p.minimum, INFINITY) : p.minimum + 1;
}

double highest(const plugin::Parameter& p) {
  if (!std::isfinite(p.maximum)) return std::max(kUnbounded, lowest(p));
  if ((p.flags & HEBB_PARAM_BELOW) == 0) return p.maximum;
  return p.type == HEBB_PARAM_REAL ? std::nextafter(p.maximum, -INFINITY) : p.maximum - 1;
}

// Within the range; where the range has no end, near the default.
double drawn(const plugin::Parameter& p, RandomStream& random) {
  const double reach = 4.0 * (1.0 + std::abs(p.initial));
  const double low = std::isfinite(p.minimum) ? lowest(p) : p.initial - reach;
  const double high = std::isfinite(p.maximum) ? highest(p) : std::max(low, p.initial) + reach;
  if (p.type != HEBB_PARAM_REAL) {
    const double count = std::min(std::floor(high) - std::ceil(low) + 1, 4294967296.0);
    return std::ceil(low) +
           static_cast<double>(random.next_below(static_cast<std::uint64_t>(count)));
  }
  return std::clamp(low + (high - low) * random.next_uniform(), low, high);
}

std::string settings_text(const plugin::Descriptor& descriptor, const std::vector<double>& values) {
  std::string line;
  for (std::size_t i = 0; i < values.size(); ++i) {
    line += fmt::format("{}{}={}", i == 0 ? "" : " ", descriptor.parameters[i].name, values[i]);
  }
  return line;
}

// True where the plugin accepts the values. It may refuse them with a status.
bool works(const Target& target, const std::vector<double>& values) {
  Conditions conditions;
  conditions.parameters = values;
  conditions.may_refuse = true;
  const auto session = Session::open(target, conditions);
  session->finish();
  return session->refusal().empty();
}

// Tries each set, in a message of its own where one fails.
Verdict try_sets(const Target& target, const std::vector<std::vector<double>>& sets) {
  const plugin::Descriptor& descriptor = library_of(target).descriptor();
  std::size_t good = 0;
  for (const auto& set : sets) {
    const std::string with = fmt::format("with {}: ", settings_text(descriptor, set));
    announce_with(with);
    try {
      good += works(target, set) ? 1U : 0U;
    } catch (const Failure& failure) {
      throw Failure(with + failure.what());
    }
  }
  if (good > 0) return pass();
  return warn(fmt::format("refused all {} sets of values within the declared ranges", sets.size()));
}

// Creates an instance as a run does, which also looks at the plan.
void create_as_host(const Target& target) {
  const plugin::Library& library = library_of(target);
  plugin::Setup setup;
  setup.inputs = setup.units = 16;
  setup.classes = kClasses;
  setup.batch = 4;
  setup.channels = 1;
  setup.height = setup.width = 4;
  setup.steps = 1;
  setup.samples = setup.batch;
  setup.seed = 1;
  setup.parameters = defaults(library.descriptor());
  announce("create");
  try {
    if (target.kind == plugin::Kind::kRule) plugin::Rule(library, setup);
    if (target.kind == plugin::Kind::kActivation) plugin::Activation(library, setup);
    if (target.kind == plugin::Kind::kMetric) plugin::Metric(library, setup);
  } catch (const Error& error) {
    throw Failure(without_label(error.what(), library));
  }
}

Verdict check_defaults(const Target& target) {
  (void)trace_of(target, {});
  create_as_host(target);
  return pass();
}

Verdict check_random(const Target& target) {
  const plugin::Descriptor& descriptor = library_of(target).descriptor();
  if (descriptor.parameters.empty()) return skip("it has no parameters");
  RandomStream random(1, Purpose::kData, stream_id("parameters"));
  std::vector<std::vector<double>> sets;
  for (int i = 0; i < kRandomSets; ++i) {
    auto& set = sets.emplace_back();
    for (const plugin::Parameter& parameter : descriptor.parameters) {
      set.push_back(drawn(parameter, random));
    }
  }
  return try_sets(target, sets);
}

Verdict check_extremes(const Target& target) {
  const plugin::Descriptor& descriptor = library_of(target).descriptor();
  if (descriptor.parameters.empty()) return skip("it has no parameters");
  std::vector<std::vector<double>> sets;
  for (std::size_t i = 0; i < descriptor.parameters.size(); ++i) {
    for (const double end : {lowest(descriptor.parameters[i]), highest(descriptor.parameters[i])}) {
      sets.push_back(defaults(descriptor));
      sets.back()[i] = end;
    }
  }
  return try_sets(target, sets);
}

// Created with the default and stepped with another value, it does as if created with the latter.
Verdict check_schedulable(const Target& target) {
  const plugin::Descriptor& descriptor = library_of(target).descriptor();
  RandomStream random(1, Purpose::kData, stream_id("schedules"));
  bool any = false;
  for (std::size_t i = 0; i < descriptor.parameters.size(); ++i) {
    const plugin::Parameter& parameter = descriptor.parameters[i];
    if ((parameter.flags & HEBB_PARAM_SCHEDULABLE) == 0) continue;
    any = true;
    Conditions moved;
    moved.may_refuse = true;
    moved.later = defaults(descriptor);
    moved.later[i] = drawn(parameter, random);
    Conditions made = moved;
    made.parameters = moved.later;
    const std::string difference =
        first_difference(trace_of(target, made), trace_of(target, moved));
    if (difference.empty()) continue;
    throw Failure(fmt::format("{} does not follow '{}' when it changes to {} after create",
                              difference, parameter.name, moved.later[i]));
  }
  return any ? pass() : skip("it has no schedulable parameter");
}

constexpr std::array kParameterChecks{
    Check{"parameters.defaults", kEveryKind, "entry.descriptor", "What is called when",
          "With its default parameters a plugin is created with a plan that the contract has, "
          "called for some batches, and destroyed, each with HEBB_OK.",
          "Mend the function that the message names; make defaults that work anywhere.",
          &check_defaults},
    Check{"parameters.random", kEveryKind, "parameters.defaults", "Descriptor checks",
          "Values within the declared ranges work, or are refused with a status and a message.",
          "Narrow the ranges, or refuse the combination in create with HEBB_ERROR_PARAM.",
          &check_random},
    Check{"parameters.extremes", kEveryKind, "parameters.defaults", "Descriptor checks",
          "The ends of the declared ranges work, or are refused with a status and a message.",
          "Narrow the ranges, or refuse the value in create with HEBB_ERROR_PARAM.",
          &check_extremes},
    Check{"parameters.schedulable", kRules, "parameters.defaults", "Descriptor checks",
          "A parameter with HEBB_PARAM_SCHEDULABLE may have another value in each step.",
          "Read it from step->params in each step, or leave the flag out.", &check_schedulable},
};

}  // namespace

std::span<const Check> parameter_checks() { return kParameterChecks; }

}  // namespace hebb::check
