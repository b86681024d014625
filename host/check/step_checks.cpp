// step_checks -- the group `step`: calls on shapes of every kind, and what they do to memory.
#include <fmt/format.h>
#include <malloc.h>

#include <array>
#include <cmath>
#include <cstring>

#include "check/check.hpp"
#include "check/session.hpp"

namespace hebb::check {
namespace {

// Calls on the shapes, between guard pages. An instance may refuse a shape when it is created.
Verdict works_on(const Target& target, const std::vector<Shape>& shapes) {
  for (const Shape& shape : shapes) {
    Conditions conditions;
    conditions.shape = shape;
    conditions.placement = Placement::kEnd;
    conditions.may_refuse_create = true;
    const auto session = Session::open(target, conditions);
    session->finish();
    if (!session->refusal().empty()) return skip("refused: " + session->refusal());
  }
  return pass();
}

Verdict check_smallest(const Target& target) { return works_on(target, {{1, 1, 1, {1, 1, 1}}}); }

Verdict check_one_sample(const Target& target) {
  return works_on(target, {{16, 8, 1, {1, 1, 1, 1, 1}}});
}

Verdict check_odd_sizes(const Target& target) {
  return works_on(target, {{17, 37, 7, {7, 7, 7}}, {37, 1, 3, {3, 3}}, {1, 5, 4, {4, 4}}});
}

Verdict check_short_batch(const Target& target) {
  return works_on(target, {{16, 8, 7, {7, 7, 3}}, {16, 8, 9, {9, 9, 1}}});
}

Verdict check_inputs(const Target& target) {
  Conditions conditions;
  conditions.protect_inputs = true;
  (void)trace_of(target, conditions);
  return pass();
}

Verdict check_bounds(const Target& target) {
  for (const Placement placement : {Placement::kEnd, Placement::kStart}) {
    for (const Shape& shape : {Shape{}, Shape{16, 6, 3, {3, 3}}}) {
      Conditions conditions;
      conditions.placement = placement;
      conditions.shape = shape;
      conditions.may_refuse_create = true;
      const auto session = Session::open(target, conditions);
      session->finish();
    }
  }
  return pass();
}

Verdict check_pointers(const Target& target) {
  Conditions conditions;
  conditions.retire = true;
  (void)trace_of(target, conditions);
  return pass();
}

// The outputs of rules and activations are float32; states are not looked at.
void refuse_not_finite(const Output& output, std::size_t rows) {
  if (output.what.find(": state ") != std::string::npos) return;
  for (std::size_t i = 0; i < output.bytes.size() / sizeof(float); ++i) {
    float value = 0;
    std::memcpy(&value, output.bytes.data() + i * sizeof value, sizeof value);
    if (std::isfinite(value)) continue;
    throw Failure(fmt::format("{} holds {} at row {}, column {}", output.what,
                              std::isnan(value) ? "nan" : "an infinity", i % rows, i / rows));
  }
}

Verdict check_finite(const Target& target) {
  for (const bool blank : {false, true}) {
    Conditions conditions;
    conditions.blank_sample = blank;
    for (const Output& output : trace_of(target, conditions)) {
      const bool weights = output.what.ends_with("w_new");
      refuse_not_finite(output, weights ? conditions.shape.inputs : conditions.shape.units);
    }
  }
  return pass();
}

std::size_t memory_in_use() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kCountsMemory = false;
#else
constexpr bool kCountsMemory = true;
#endif

// Fails where `more` bytes after `count` repetitions are more than what malloc's caches explain.
void refuse_growth(std::size_t before, std::size_t after, std::size_t count, const char* what) {
  constexpr std::size_t kNoise = 16;  // bytes per repetition; the smallest block takes 32
  const std::size_t each = after > before ? (after - before) / count : 0;
  if (each > kNoise) throw Failure(fmt::format("{} {} bytes", what, each));
}

// Memory after the first and after the second half of many calls and of many instances, while the
// session keeps nothing of its own.
Verdict check_memory(const Target& target) {
  constexpr std::size_t kCalls = 128;
  constexpr std::size_t kInstances = 64;
  if (!kCountsMemory) return skip("a sanitizer owns the memory");
  Conditions conditions;
  conditions.keep_trace = false;
  conditions.shape.batches.assign(2 * kCalls + 1, conditions.shape.batch);
  const auto session = Session::open(target, conditions);
  std::array<std::size_t, 2> seen{};
  for (std::size_t& memory : seen) {
    for (std::size_t i = 0; i < kCalls; ++i) session->next();
    memory = memory_in_use();
  }
  refuse_growth(seen[0], seen[1], kCalls, "each batch leaves");
  session->finish();
  conditions.shape.batches.resize(2);
  for (std::size_t& memory : seen) {
    for (std::size_t i = 0; i < kInstances; ++i) Session::open(target, conditions)->finish();
    memory = memory_in_use();
  }
  refuse_growth(seen[0], seen[1], kInstances, "each instance leaves");
  return pass();
}

constexpr std::array kStepChecks{
    Check{"step.smallest", kEveryKind, "parameters.defaults", "What is called when",
          "Any shape down to one input, one unit, one sample works.",
          "Look for units - 1 as a divisor, for second largest values, for loops that need two.",
          &check_smallest},
    Check{"step.one_sample", kEveryKind, "parameters.defaults", "What is called when",
          "Batches of one sample work.",
          "Look for divisors batch - 1 and for sizes taken from elsewhere.", &check_one_sample},
    Check{"step.odd_sizes", kEveryKind, "parameters.defaults", "What is called when",
          "Sizes need not be multiples of anything; columns have no gaps.",
          "Handle what is left after the last whole vector.", &check_odd_sizes},
    Check{"step.short_batch", kEveryKind, "parameters.defaults", "What is called when",
          "The last batch may be shorter than hebb_setup.batch.",
          "Use the batch of the call, not that of create.", &check_short_batch},
    Check{"step.inputs", kEveryKind, "parameters.defaults", "Ownership, threads, lifetimes",
          "What is tagged [in] is read only.", "Copy before changing; do not cast const away.",
          &check_inputs},
    Check{"step.bounds", kEveryKind, "parameters.defaults", "Ownership, threads, lifetimes",
          "Nothing outside of the buffers is read or written: u, y, c are units x batch, x is "
          "inputs x batch, column-major.",
          "Check which sizes the loops run over.", &check_bounds},
    Check{"step.pointers", kEveryKind, "parameters.defaults", "Ownership, threads, lifetimes",
          "No pointer of the host is kept past the call.",
          "Copy what is needed later into a declared state.", &check_pointers},
    Check{"step.finite", kRules | kActivations, "parameters.defaults", "Rules: modes",
          "Every element of an output is written (c, d and L arrive as zeros) and finite for "
          "finite inputs, an all-zero sample included.",
          "Guard divisors, logarithms and roots; write all of y and out.", &check_finite},
    Check{"step.memory", kEveryKind, "parameters.defaults", "Ownership, threads, lifetimes",
          "Memory of the plugin stays bounded, and destroy frees what create made.",
          "Allocate in create, free in destroy; keep scratch buffers between calls.",
          &check_memory},
};

}  // namespace

std::span<const Check> step_checks() { return kStepChecks; }

}  // namespace hebb::check
