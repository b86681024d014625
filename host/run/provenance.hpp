// provenance -- run.json: what made a run's numbers.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "config/experiment.hpp"
#include "data/dataset.hpp"
#include "plugin/catalog.hpp"
#include "train/stack.hpp"

namespace hebb::run {

// Versions, compiler, BLAS kernel, threads, plugins and data by hash, seed, labels, command line.
[[nodiscard]] nlohmann::json provenance(const config::Experiment& experiment,
                                        const train::Stack& stack, const plugin::Catalog& catalog,
                                        const std::string& command_line);

// The libraries that came with the plugins of a record, by path and digest: the numbers depend on
// them too. Comes after the run: a plugin may open libraries at any time.
[[nodiscard]] nlohmann::json dependencies_beside(const nlohmann::json& plugins);

// The time as 2026-01-31T18:00:00Z.
[[nodiscard]] std::string utc_now();

// Why the run recorded in `run_json` would not come out the same today: a plugin or data file with
// another hash, or a library that came with a plugin and is not the system's. "" if nothing
// changed. `plugins` are the ("rule/softhebb", sha256) of today, `files` the data files; those
// without a digest, or left out, are not compared.
[[nodiscard]] std::string staleness(const nlohmann::json& run_json,
                                    const std::vector<std::pair<std::string, std::string>>& plugins,
                                    const std::vector<data::SourceFile>& files);

}  // namespace hebb::run
