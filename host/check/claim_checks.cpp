// claim_checks -- the group `claims`, for rules and metrics: what the plan says is so.
#include <algorithm>
#include <array>
#include <cstring>

#include "base/error.hpp"
#include "check/check.hpp"
#include "check/fault.hpp"
#include "check/session.hpp"
#include "engine/engine.hpp"
#include "plugin/catalog.hpp"

namespace hebb::check {
namespace {

// First with NULL, as the contract says; a plugin that crashes is tried once more with a page of
// its own for each pointer, which tells which one it was.
Verdict check_needs(const Target& target) {
  const auto crash = [&](bool poison) {
    return fault_of([&] {
      Conditions conditions;
      conditions.poison = poison;
      (void)trace_of(target, conditions);
    });
  };
  try {
    if (!crash(false)) return pass();
    const auto read = crash(true);
    if (read && read->find("which its plan does not need") != std::string::npos) {
      throw Failure(*read);
    }
  } catch (const Failure& failure) {
    if (std::string_view(failure.what()).find("HEBB_NEED_") != std::string_view::npos ||
        std::string_view(failure.what()).find("does not need") != std::string_view::npos) {
      throw;
    }
  }
  return skip("its calls fail for another reason");
}

constexpr std::uint32_t kInputs = 16;
constexpr std::uint32_t kClaimUnits = 12;
constexpr std::uint32_t kBatch = 4;
constexpr std::size_t kSteps = 6;

// After each step, looks at the units that it did not mean to move.
class Watch final : public engine::Observer {
 public:
  explicit Watch(std::vector<float> initial) : before_(std::move(initial)) {}

  void stepped(const engine::StepRecord& record, const engine::Engine& engine) override {
    std::vector<float> after(before_.size());
    engine.weights(after.data());
    for (std::uint32_t j = 0; j < kClaimUnits; ++j) {
      if (!is_left_alone(record, j)) continue;
      ++left_alone_;
      const std::size_t at = std::size_t{j} * kInputs;
      if (std::memcmp(&before_[at], &after[at], kInputs * sizeof(float)) != 0) {
        throw Failure("step " + std::to_string(record.index + 1) +
                      " changed a unit whose c and d are 0");
      }
    }
    before_ = std::move(after);
  }

  [[nodiscard]] bool saw_any() const { return left_alone_ > 0; }

 private:
  // Its coefficients are zero, and the host moved it by nothing, so its decay is zero too.
  static bool is_left_alone(const engine::StepRecord& record, std::uint32_t unit) {
    for (std::uint32_t b = 0; b < record.batch; ++b) {
      if (record.c[unit + std::size_t{b} * kClaimUnits] != 0.0F) return false;
    }
    return record.step_norms[unit] == 0.0F;
  }

  std::vector<float> before_;
  std::size_t left_alone_ = 0;
};

// Stands for a head.
class ThirdFactor final : public engine::Follower {
 public:
  [[nodiscard]] bool has_third() const override { return true; }
  const float* follow(const engine::Activities& activities) override {
    values_ = normals(std::size_t{kClasses} * activities.batch, 1, "third", activities.step);
    return values_.data();
  }

 private:
  std::vector<float> values_;
};

plugin::Setup setup_of(const plugin::Library& library) {
  plugin::Setup setup;
  setup.inputs = kInputs;
  setup.units = kClaimUnits;
  setup.classes = kClasses;
  setup.batch = kBatch;
  setup.channels = 1;
  setup.height = setup.width = 4;
  setup.steps = kSteps;
  setup.samples = kSteps * std::uint64_t{setup.batch};
  setup.seed = 1;
  for (const auto& parameter : library.descriptor().parameters) {
    setup.parameters.push_back(parameter.initial);
  }
  return setup;
}

engine::Settings settings_of(engine::Follower& head) {
  engine::Settings settings;
  settings.inputs = kInputs;
  settings.units = kClaimUnits;
  settings.classes = kClasses;
  settings.batch = kBatch;
  settings.step_norms = true;
  settings.block = 1;  // the blocked engine adds up in another order
  settings.follower = &head;
  return settings;
}

// Learns from random samples, under watch.
bool left_any_alone(plugin::Rule& rule, plugin::Activation& activation) {
  const std::vector<float> w = normals(std::size_t{kInputs} * kClaimUnits, 1, "w", 0);
  const std::vector<float> x = normals(kInputs * kBatch * kSteps, 1, "x", 0);
  const std::vector<double> rates(kSteps, 0.01);
  std::vector<std::int32_t> labels(kBatch * kSteps);
  for (std::size_t b = 0; b < labels.size(); ++b) {
    labels[b] = static_cast<std::int32_t>(b % kClasses);
  }
  ThirdFactor head;
  const auto engine = engine::make_engine<float>(settings_of(head), w, rule, activation);
  Watch watch(w);
  announce("step");
  const std::size_t most = std::min(engine->block_samples(), labels.size()) / kBatch * kBatch;
  for (std::size_t first = 0; first < labels.size(); first += most) {
    engine::Block part;
    part.x = x.data() + first * kInputs;
    part.samples = std::min(most, labels.size() - first);
    part.labels = std::span(labels).subspan(first, part.samples);
    part.first_step = first / kBatch;
    part.first_sample = first;
    part.rates = std::span(rates).subspan(first / kBatch);
    engine->run(part, watch);
  }
  return watch.saw_any();
}

// An activation to learn with: the first bundled one that has a gradient.
const plugin::Library* some_activation() {
  const plugin::Catalog catalog({});
  for (const plugin::Entry& entry : catalog.entries()) {
    if (entry.kind != plugin::Kind::kActivation) continue;
    const auto& library = plugin::Library::load(entry.file, entry.kind, entry.name);
    if (library.functions<hebb_activation>().gradient != nullptr) {
      return &library;
    }
  }
  return nullptr;
}

Verdict check_untouched(const Target& target) {
  const plugin::Library& library = library_of(target);
  const plugin::Library* other = some_activation();
  if (other == nullptr) return skip("there is no activation to learn with");
  try {
    plugin::Activation activation(*other, setup_of(*other));
    plugin::Rule rule(library, setup_of(library));
    if (rule.plan().unit_norm == 1) return skip("its units are brought to length 1 each step");
    return left_any_alone(rule, activation) ? pass()
                                            : skip("no unit had c and d 0 in the steps tried");
  } catch (const Error& error) {
    throw Failure(without_label(error.what(), library));
  }
}

constexpr std::array kClaimChecks{
    Check{"claims.needs", kRules | kMetrics, "entry.descriptor", "Needs",
          "A pointer whose need is not declared is NULL, and is not read.",
          "Add the need to plan->needs in create.", &check_needs},
    Check{"claims.untouched", kRules, "parameters.defaults", "Rules: modes",
          "A unit whose c and d (or c and row of L) are 0 keeps its weights, bit for bit.",
          "Change weights through c, d, lateral and w_new only, never through w.",
          &check_untouched},
};

}  // namespace

std::span<const Check> claim_checks() { return kClaimChecks; }

}  // namespace hebb::check
