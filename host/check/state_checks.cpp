// state_checks -- the group `state`: what was learned is in the declared states, all of it.
#include <algorithm>
#include <array>

#include "check/check.hpp"
#include "check/rerun.hpp"
#include "check/session.hpp"

namespace hebb::check {
namespace {

constexpr std::size_t kBefore = 3;  // batches before the states are saved

Verdict check_resume(const Target& target) {
  Conditions conditions;
  conditions.shape = rerun_shape();
  const auto session = Session::open(target, conditions);
  for (std::size_t i = 0; i < kBefore; ++i) session->next();
  const std::vector<std::string> states = session->states();
  const std::size_t seen = session->trace().size();
  session->finish();
  const Trace& whole = session->trace();
  const Trace rest = rerun(target, kBefore, states);
  const std::string difference = first_difference(std::span(whole).subspan(seen), rest);
  if (difference.empty()) return pass();
  throw Failure(difference + " differs when the states are saved and restored in a new process");
}

constexpr std::array kStateChecks{
    Check{"state.resume", kEveryKind, "parameters.defaults", "States",
          "All that a plugin learns is in its declared states: saved and restored in a new "
          "process, it goes on with the same bits.",
          "Move what self remembers from call to call into states; use the step's index and "
          "samples to know where it is.",
          &check_resume},
};

}  // namespace

std::span<const Check> state_checks() { return kStateChecks; }

}  // namespace hebb::check
