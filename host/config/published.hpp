// published -- published: what a publication printed for runs of this experiment, so that a report
// can set it beside what they gave. No part of a run's identity.
#pragma once

#include <nlohmann/json.hpp>
#include <span>

#include "config/experiment.hpp"
#include "config/node.hpp"

namespace hebb::config {

// The document's published: with every cell matched to groups of the planned runs:
//
//   {"source": .., "tables": [{"name", "title", "rounding", "classes" (absent where not given),
//     "cells": [{"axes": [[key, text], ..], "keys": [..], "values": [..], "note", "groups": [..]}]
//   }]}
//
// A cell has as many values as keys of summary.json; "groups" are the group_id of the runs that
// have all that the cell names: labels where a run of the sweep has such a label, otherwise values
// of their resolved configuration, where a table may have more than is named and a bare name is
// that of a plugin or data set. A cell that no run has keeps its place, without groups. Null where
// the document has none. Throws Error (kUsage) with file:line:col.
[[nodiscard]] nlohmann::json read_published(const Node& document, std::span<const PlannedRun> runs);

}  // namespace hebb::config
