// execute -- the child's side of a run: loads, trains, probes, and writes the run's directory.
#pragma once

#include <filesystem>
#include <string>

#include "config/experiment.hpp"
#include "data/dataset.hpp"
#include "plugin/catalog.hpp"
#include "train/trainer.hpp"

namespace hebb::run {

struct ExecuteOptions {
  std::filesystem::path directory;  // holds config.json; everything is written here
  std::string data_dir;             // --data-dir, or ""
  std::string command_line;         // for the provenance
  int threads = 0;                  // 0: one per core
};

// What is left to draw when the numbers are written.
struct Executed {
  train::Trained trained;
  data::ImageShape image;
  std::uint32_t inputs = 0;
  std::uint32_t units = 0;
};

// Runs the experiment in directory/config.json and writes summary.json, run.json, metrics.jsonl and
// arrays/. Throws Error; what was written by then is of no use.
[[nodiscard]] Executed execute(const ExecuteOptions& options, const plugin::Catalog& catalog);

}  // namespace hebb::run
