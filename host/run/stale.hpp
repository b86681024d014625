// stale -- finished runs that would not come out the same today.
#pragma once

#include <span>

#include "run/claims.hpp"
#include "run/plan_file.hpp"
#include "run/runner.hpp"
#include "run/store.hpp"
#include "run/today.hpp"

namespace hebb::run {

// Moves finished runs whose plugin or data file has another hash now to stale/, and tells the
// audience. Runs that somebody works on stay.
void set_stale_aside(std::span<const FrozenRun> runs, Store& store, Claims& claims, Today& today,
                     Audience& audience);

}  // namespace hebb::run
