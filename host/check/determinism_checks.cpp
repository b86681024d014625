// determinism_checks -- the group `determinism`: the same calls give the same bits.
#include <array>

#include "base/parallel.hpp"
#include "check/check.hpp"
#include "check/rerun.hpp"
#include "check/session.hpp"

namespace hebb::check {
namespace {

Verdict same(const Trace& one, const Trace& other, const std::string& when) {
  const std::string difference = first_difference(one, other);
  if (!difference.empty()) throw Failure(difference + " differs " + when);
  return pass();
}

Verdict check_twice(const Target& target) {
  const Trace first = trace_of(target, {});
  return same(first, trace_of(target, {}), "between two instances given the same");
}

// The second instance lives on other numbers, and with other sizes.
Verdict check_interleaved(const Target& target) {
  const Trace alone = trace_of(target, {});
  Conditions others;
  others.data = 2;
  others.may_refuse_create = true;
  others.shape = {16, 5, 4, {4, 4, 4}};
  const auto one = Session::open(target, {});
  const auto other = Session::open(target, others);
  while (one->next() && !one->at_end()) {
    if (other->refusal().empty() && !other->at_end()) other->next();
  }
  if (other->refusal().empty()) other->close();
  one->close();
  return same(alone, one->trace(), "while another instance is at work");
}

Verdict check_process(const Target& target) {
  const Shape shape = rerun_shape();
  Conditions conditions;
  conditions.shape = shape;
  return same(trace_of(target, conditions), rerun(target, 0, {}), "in another process");
}

Verdict check_threads(const Target& target) {
  constexpr int kThreads = 4;
  Conditions conditions;
  conditions.shape = {17, 130, 9, {9, 9}};  // more rows than parallel_for has ranges
  conditions.may_refuse_create = true;
  const Trace one = trace_of(target, conditions);
  set_threads(kThreads);
  return same(one, trace_of(target, conditions), "with another number of threads");
}

constexpr std::array kDeterminismChecks{
    Check{"determinism.twice", kEveryKind, "parameters.defaults", "Ownership, threads, lifetimes",
          "Results depend on nothing but the arguments and the declared states.",
          "Draw random numbers from the host; look at no clock, address or memory that was never "
          "written.",
          &check_twice},
    Check{"determinism.instances", kEveryKind, "parameters.defaults",
          "Ownership, threads, lifetimes",
          "Several instances of a plugin live in one process and know nothing of each other.",
          "Keep nothing in static or global variables.", &check_interleaved},
    Check{"determinism.process", kEveryKind, "parameters.defaults", "What a plugin must never do",
          "Results are the same in every process.",
          "Look at no process number, address, time or environment variable.", &check_process},
    Check{"determinism.threads", kEveryKind, "parameters.defaults", "Services",
          "No result depends on the number of threads.",
          "In parallel_for, write for an index only what depends on that index.", &check_threads},
};

}  // namespace

std::span<const Check> determinism_checks() { return kDeterminismChecks; }

}  // namespace hebb::check
