// metrics_fuzz -- a folder of results, as a report reads it.
//
// The input is files, each behind its length in two bytes: plan.jsonl; summary.json, config.json,
// run.json and metrics.jsonl of a finished run; failure.json of a failed one; published/table.json.
//
// host: report/results.cpp report/model.cpp report/axes.cpp report/aggregate.cpp
// host: report/result_table.cpp report/table.cpp report/comparison.cpp
// host: run/failure.cpp run/flat.cpp
// words: json.dict
#include <fstream>

#include "base/error.hpp"
#include "base/files.hpp"
#include "input.hpp"
#include "report/comparison.hpp"
#include "report/model.hpp"
#include "report/result_table.hpp"
#include "run/failure.hpp"
#include "run/flat.hpp"

using namespace hebb;

namespace {

namespace fs = std::filesystem;

const char* const kFiles[] = {"plan.jsonl",
                              "0123456789abcdef/summary.json",
                              "0123456789abcdef/config.json",
                              "0123456789abcdef/run.json",
                              "0123456789abcdef/metrics.jsonl",
                              "failed/fedcba9876543210/failure.json",
                              "published/table.json"};

const fs::path& folder() {
  static const TemporaryDirectory directory("/dev/shm", "hebb-fuzz-");
  return directory.path();
}

void lay_out(fuzz::Input& input) {
  for (const char* name : kFiles) {
    const fs::path file = folder() / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        << input.take(input.take<std::uint16_t>());
  }
}

void read() {
  const fs::path paths[] = {folder()};
  const report::Model model(paths);
  std::vector<report::RunRow> rows;
  for (const report::RunRecord& run : model.folders()[0].runs) {
    (void)report::reports(run, 3);
    (void)run::flat(run.config);
    if (run.state == report::RunRecord::State::kDone) rows.push_back({run.axes, run.summary});
  }
  (void)report::result_table(rows);
  for (const std::string& key : model.summary_keys()) {
    for (const report::RunGroup& group : model.groups()) {
      const std::vector<double> values = report::values_of(group, key);
      (void)report::statistic(values);
    }
  }
  (void)report::comparisons(model);
  (void)run::read_failure(read_file(folder() / kFiles[5]));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  lay_out(input);
  try {
    read();
  } catch (const Error&) {
  }
  return 0;
}
