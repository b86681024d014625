// execute -- the child's side of a run: loads, trains, probes, and writes the run's directory.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "plugin/catalog.hpp"
#include "train/stack.hpp"

namespace hebb::run {

struct ExecuteOptions {
  std::filesystem::path directory;    // holds config.json; everything is written here
  std::string data_dir;               // --data-dir, or ""
  std::filesystem::path checkpoints;  // the folder of the run's checkpoints; "": none
  std::string command_line;           // for the provenance
  int threads = 0;                    // 0: one per core
};

// Runs the experiment in directory/config.json, from its checkpoint if there is one, and writes
// summary.json, run.json, metrics.jsonl and arrays/. Returns the trained layers, for who draws
// them. Throws Error; what was written by then is of no use.
[[nodiscard]] std::unique_ptr<train::Stack> execute(const ExecuteOptions& options,
                                                    const plugin::Catalog& catalog);

}  // namespace hebb::run
