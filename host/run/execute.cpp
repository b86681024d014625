#include "run/execute.hpp"

#include "base/blas.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "base/status_page.hpp"
#include "config/node.hpp"
#include "data/npy.hpp"
#include "run/checkpoint_origin.hpp"
#include "run/data_request.hpp"
#include "run/metrics_file.hpp"
#include "run/plugin_lookup.hpp"
#include "run/probes.hpp"
#include "run/provenance.hpp"
#include "run/run_checkpoints.hpp"
#include "train/head_score.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

config::Experiment read_experiment(const fs::path& directory, const plugin::Catalog& catalog) {
  const fs::path file = directory / "config.json";
  return config::resolve(config::parse_file(file), loading_lookup(catalog));
}

// A head without labels does not tell classes, only clusters.
void score_head(const train::Layer& last, train::Checkpoints& checkpoints,
                train::Trained& trained) {
  if (!checkpoints.enter("the head's score")) return;
  if (!trained.head_has_labels || last.dataset.test.count == 0 ||
      last.dataset.test.labels.empty()) {
    return;
  }
  trained.summary["head.test_accuracy"] =
      train::head_accuracy(last, trained.head_weights, checkpoints);
}

void write_arrays(const fs::path& directory, const train::Stack& stack,
                  const train::Trained& trained) {
  fs::create_directories(directory);
  const data::Dataset& dataset = stack.layer(0).dataset;
  if (!dataset.features.empty()) {
    const std::size_t inputs = dataset.train.inputs;
    data::write_npy(directory / "true_features.npy", inputs, dataset.features.size() / inputs,
                    dataset.features.data());
  }
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const train::Layer& layer = stack.layer(i);
    data::write_npy(directory / (train::layer_prefix(layer.settings.layer) + "weights.npy"),
                    layer.dataset.train.inputs, layer.settings.model.units, layer.weights.data());
  }
  if (!trained.head_weights.empty()) {
    const std::size_t units = stack.last().settings.model.units;
    data::write_npy(directory / "head_weights.npy", units, trained.head_weights.size() / units,
                    trained.head_weights.data());
  }
  for (const auto& [name, values] : trained.vectors) {
    data::write_npy(directory / (name + ".npy"), std::span<const double>(values));
  }
}

void warn_of_slow_blas() {
  const std::string better = better_blas_kernel();
  if (better.empty()) return;
  write_log(LogLevel::kWarning, "OpenBLAS runs its " + blas_kernel() +
                                    " kernel; OPENBLAS_CORETYPE=" + better +
                                    " would be several times faster");
}

}  // namespace

std::unique_ptr<train::Stack> execute(const ExecuteOptions& options,
                                      const plugin::Catalog& catalog) {
  set_threads(options.threads);
  warn_of_slow_blas();
  const config::Experiment experiment = read_experiment(options.directory, catalog);
  auto stack = std::make_unique<train::Stack>(
      experiment, data::load(request_of(experiment.data, options.data_dir)), catalog);

  nlohmann::json record = provenance(experiment, *stack, catalog, options.command_line);
  MetricsFile metrics(options.directory / "metrics.jsonl");
  const train::LineSink sink = [&](const nlohmann::ordered_json& line) { metrics.write(line); };
  train::Trained trained;
  RunCheckpoints checkpoints(experiment.checkpoint, options.checkpoints,
                             checkpoint_origin(experiment.resolved, record), metrics,
                             [&](StateVisitor& visitor) {
                               visitor.within("stack", *stack);
                               visitor.within("trained", trained);
                             });
  checkpoints.resume(options.directory / "log.txt");
  train::train(*stack, sink, checkpoints, trained);
  score_head(stack->last(), checkpoints, trained);
  run_probes(experiment, *stack, sink, checkpoints, trained.summary);

  status_page().phase = Phase::kWriting;
  metrics.close();
  write_arrays(options.directory / "arrays", *stack, trained);
  write_file_atomically(options.directory / "summary.json", trained.summary.dump(2) + "\n");
  record["dependencies"] = dependencies_beside(record["plugins"]);
  record["finished"] = utc_now();
  if (!checkpoints.history().empty()) record["resumed"] = checkpoints.history();
  write_file_atomically(
      options.directory / "run.json",
      record.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  return stack;
}

}  // namespace hebb::run
