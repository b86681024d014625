#include "run/probe_again.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "run/probes.hpp"
#include "run/trained_run.hpp"

namespace hebb::run {
namespace {

void log_epoch(const nlohmann::ordered_json& line) {
  const std::string name = line.value("probe", "");
  std::string text = fmt::format("probe{}{} epoch {}:", name.empty() ? "" : " ", name,
                                 line.at("epoch").get<int>());
  for (const char* key : {"train_accuracy", "validation_accuracy", "test_accuracy"}) {
    if (line.contains(key)) text += fmt::format(" {} {:.2f}", key, line.at(key).get<double>());
  }
  write_log(LogLevel::kDebug, text);
}

}  // namespace

nlohmann::ordered_json probe_again(const ProbeRequest& request, const plugin::Catalog& catalog) {
  set_threads(request.threads);
  const TrainedRun run =
      load_trained(request.run, {"", request.set, true, request.data_dir}, catalog);
  if (run.experiment.probes.empty()) {
    throw Error(ExitCode::kUsage, "probe: no probe is left, wanted probe.epochs of at least 1");
  }
  nlohmann::ordered_json answer;
  answer["probe"] = run.experiment.resolved.at("probe");
  nlohmann::json summary = nlohmann::json::object();
  run_probes(run.experiment, *run.stack, log_epoch, train::Checkpoints::none(), summary);
  answer["summary"] = summary;
  return answer;
}

}  // namespace hebb::run
