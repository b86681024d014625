// document -- an experiment from the command line: the file and what -s and --sweep change in it.
#pragma once

#include <boost/program_options.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "config/experiment.hpp"
#include "run/data_request.hpp"
#include "run/plugin_lookup.hpp"

namespace hebb::cli {

// -s, --sweep and --plugin-timeout.
[[nodiscard]] boost::program_options::options_description document_options(const char* title);

// --plugin-timeout. Throws Error (kUsage) if it is out of range.
[[nodiscard]] std::chrono::seconds plugin_time(const boost::program_options::variables_map& values);

// Everything that stands before the first run: parsed, resolved, plugins probed, data read.
class Experimentation {
 public:
  // Throws Error, before anything is written.
  Experimentation(const Globals& globals, const std::string& file,
                  const boost::program_options::variables_map& values);

  plugin::Catalog catalog;
  run::ProbedPlugins plugins;
  run::CheckedData data;
  std::vector<config::PlannedRun> runs;
  nlohmann::json published;  // config::read_published of the document
};

}  // namespace hebb::cli
