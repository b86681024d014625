// tidy -- clears away what killed processes left in an output directory.
#pragma once

#include "run/claims.hpp"
#include "run/store.hpp"

namespace hebb::run {

// Of the dead: what they staged, their claims on runs that are finished, and their entries. What
// belongs to the living, or to those of whom it is not known, stays. Of finished runs: checkpoints.
void tidy(Store& store, Claims& claims);

}  // namespace hebb::run
