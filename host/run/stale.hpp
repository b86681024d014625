// stale -- finished runs that would not come out the same today.
#pragma once

#include <span>

#include "config/experiment.hpp"
#include "run/claims.hpp"
#include "run/data_request.hpp"
#include "run/plugin_lookup.hpp"
#include "run/runner.hpp"
#include "run/store.hpp"

namespace hebb::run {

// Moves finished runs whose plugin or data file has another hash now to stale/, and tells the
// audience. Runs that somebody works on stay.
void set_stale_aside(std::span<const config::PlannedRun> runs, Store& store, Claims& claims,
                     ProbedPlugins& plugins, CheckedData& data, Audience& audience);

}  // namespace hebb::run
