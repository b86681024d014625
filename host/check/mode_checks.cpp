// mode_checks -- the group `claims`, for rules that offer their step in more than one mode.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>

#include "check/check.hpp"
#include "check/fault.hpp"
#include "check/session.hpp"

namespace hebb::check {
namespace {

constexpr double kTolerance = 1e-5;  // of 1 + the largest |W|: float32 sums of a few terms

// The words that a CHOICE of modes has, by the mode.
constexpr std::array<std::pair<std::string_view, const char*>, 3> kOutputs{
    {{"factored", "d"}, {"lateral", "lateral"}, {"direct", "w_new"}}};

using Outputs = std::map<std::string, std::vector<float>, std::less<>>;

// What each step gave back, by name.
std::vector<Outputs> outputs_of(const Trace& trace, std::size_t steps) {
  std::vector<Outputs> found(steps);
  for (const Output& output : trace) {
    for (std::size_t k = 0; k < steps; ++k) {
      const std::string place = fmt::format("step {}: ", k + 1);
      if (!output.what.starts_with(place) || output.what.find("state ") != std::string::npos) {
        continue;
      }
      std::vector<float> values(output.bytes.size() / sizeof(float));
      std::memcpy(values.data(), output.bytes.data(), output.bytes.size());
      found[k][output.what.substr(place.size())] = std::move(values);
    }
  }
  return found;
}

// W after the step, inputs x units, as the contract says for the mode, in double.
std::vector<double> applied(const Shape& shape, const Batch& batch, const Outputs& given) {
  const std::size_t inputs = shape.inputs;
  const std::size_t units = shape.units;
  if (const auto found = given.find("w_new"); found != given.end()) {
    return {found->second.begin(), found->second.end()};
  }
  std::vector<double> w(batch.w.begin(), batch.w.end());
  const auto add = [&](std::size_t unit, double factor, const float* column) {
    for (std::size_t i = 0; i < inputs; ++i) {
      w[i + unit * inputs] += kRate / batch.size * factor * static_cast<double>(column[i]);
    }
  };
  for (std::size_t j = 0; j < units; ++j) {
    for (std::size_t b = 0; b < batch.size; ++b) {
      add(j, static_cast<double>(given.at("c")[j + b * units]), batch.x.data() + b * inputs);
    }
    if (const auto d = given.find("d"); d != given.end()) {
      add(j, -static_cast<double>(d->second[j]), batch.w.data() + j * inputs);
    }
    const auto lateral = given.find("lateral");
    for (std::size_t k = 0; lateral != given.end() && k < units; ++k) {
      add(j, -static_cast<double>(lateral->second[j + k * units]), batch.w.data() + k * inputs);
    }
  }
  return w;
}

// W after each step with the parameter at that choice.
std::vector<std::vector<double>> weights_with(const Target& target, std::size_t parameter,
                                              std::size_t choice, const std::string& word) {
  Conditions conditions;
  for (const auto& each : library_of(target).descriptor().parameters) {
    conditions.parameters.push_back(each.initial);
  }
  conditions.parameters[parameter] = static_cast<double>(choice);
  const std::size_t steps = conditions.shape.batches.size();
  const std::vector<Outputs> given = outputs_of(trace_of(target, conditions), steps);
  std::vector<std::vector<double>> weights;
  for (std::size_t k = 0; k < steps; ++k) {
    for (const auto& [name, output] : kOutputs) {
      if (name != word || given[k].count(output) > 0) continue;
      throw Failure(fmt::format("with '{}' the plan has another mode", word));
    }
    weights.push_back(applied(conditions.shape,
                              make_batch(conditions.shape, k, conditions.data, false), given[k]));
  }
  return weights;
}

void compare(const std::vector<std::vector<double>>& one,
             const std::vector<std::vector<double>>& other, const std::string& words) {
  for (std::size_t k = 0; k < one.size(); ++k) {
    double largest = 0;
    for (const double v : one[k]) largest = std::max(largest, std::abs(v));
    for (std::size_t i = 0; i < one[k].size(); ++i) {
      const double apart = std::abs(one[k][i] - other[k][i]);
      if (apart <= kTolerance * (1 + largest)) continue;
      throw Failure(fmt::format("step {}: {} give weights of unit {} that are {:.3g} apart", k + 1,
                                words, i / Shape{}.inputs, apart));
    }
  }
}

Verdict check_modes(const Target& target) {
  const auto& parameters = library_of(target).descriptor().parameters;
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    std::vector<std::pair<std::size_t, std::string>> offered;
    for (const auto& [word, output] : kOutputs) {
      const auto& choices = parameters[p].choices;
      const auto found = std::find(choices.begin(), choices.end(), word);
      if (found == choices.end()) continue;
      offered.emplace_back(static_cast<std::size_t>(found - choices.begin()), word);
    }
    if (offered.size() < 2) continue;
    const auto first = weights_with(target, p, offered[0].first, offered[0].second);
    for (std::size_t i = 1; i < offered.size(); ++i) {
      compare(first, weights_with(target, p, offered[i].first, offered[i].second),
              fmt::format("'{}' and '{}'", offered[0].second, offered[i].second));
    }
    return pass();
  }
  return skip("it has no choice between the words factored, lateral and direct");
}

constexpr std::array kModeChecks{
    Check{"claims.modes", kRules, "parameters.defaults", "Rules: modes",
          "Where a choice of the words factored, lateral and direct selects the mode, the step is "
          "the same in each.",
          "Compare the loops with the equation; in DIRECT mode apply rate and reduction.",
          &check_modes},
};

}  // namespace

std::span<const Check> mode_checks() { return kModeChecks; }

}  // namespace hebb::check
