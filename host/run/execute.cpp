#include "run/execute.hpp"

#include <fstream>

#include "base/blas.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "base/status_page.hpp"
#include "config/node.hpp"
#include "data/npy.hpp"
#include "run/data_request.hpp"
#include "run/plugin_lookup.hpp"
#include "run/provenance.hpp"
#include "train/features.hpp"
#include "train/head_score.hpp"
#include "train/probe.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBytesPerMegabyte = 1000000;

// metrics.jsonl, one object a line.
class MetricsFile {
 public:
  explicit MetricsFile(const fs::path& path) : path_(path), out_(path) { check(); }

  void write(const nlohmann::ordered_json& line) {
    out_ << line.dump() << '\n';
    check();
  }

  void close() {
    out_.close();
    check();
  }

 private:
  void check() const {
    if (!out_) throw Error(ExitCode::kRunFailed, path_.string() + ": writing failed");
  }

  fs::path path_;
  std::ofstream out_;
};

config::Experiment read_experiment(const fs::path& directory, const plugin::Catalog& catalog) {
  const fs::path file = directory / "config.json";
  return config::resolve(config::parse_file(file), loading_lookup(catalog));
}

void run_probes(const config::Experiment& experiment, const data::Dataset& dataset,
                const train::Plugins& plugins, train::Trained& trained,
                const train::LineSink& sink) {
  if (experiment.probes.empty()) return;
  std::size_t memory = 0;
  for (const auto& probe : experiment.probes) {
    memory = std::max<std::size_t>(memory, probe.memory * kBytesPerMegabyte);
  }
  const auto begin = std::chrono::steady_clock::now();
  train::Features features(experiment, dataset, plugins, trained.weights, memory);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  trained.summary["features.seconds"] = seconds.count();
  for (std::size_t i = 0; i < experiment.probes.size(); ++i) {
    const config::ProbeSettings& settings = experiment.probes[i];
    const std::string prefix = i == 0 ? "probe." : "probe." + settings.name + ".";
    const nlohmann::json result =
        train::run_probe(experiment, settings, i, features, dataset.classes, sink);
    for (const auto& [key, value] : result.items()) trained.summary[prefix + key] = value;
  }
}

// A head without labels does not tell classes, only clusters.
void score_head(const config::Experiment& experiment, const data::Dataset& dataset,
                const train::Plugins& plugins, train::Trained& trained) {
  if (!trained.head_has_labels || dataset.test.count == 0 || dataset.test.labels.empty()) return;
  trained.summary["head.test_accuracy"] =
      train::head_accuracy(experiment, dataset, plugins, trained);
}

void write_arrays(const fs::path& directory, const data::Dataset& dataset,
                  const train::Trained& trained, std::size_t inputs, std::size_t units) {
  fs::create_directories(directory);
  if (!dataset.features.empty()) {
    data::write_npy(directory / "true_features.npy", inputs, dataset.features.size() / inputs,
                    dataset.features.data());
  }
  data::write_npy(directory / "weights.npy", inputs, units, trained.weights.data());
  if (!trained.head_weights.empty()) {
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

Executed execute(const ExecuteOptions& options, const plugin::Catalog& catalog) {
  set_threads(options.threads);
  warn_of_slow_blas();
  const config::Experiment experiment = read_experiment(options.directory, catalog);
  const train::Plugins plugins = train::load_plugins(experiment, catalog);
  const data::Dataset dataset = data::load(request_of(experiment.data, options.data_dir));

  MetricsFile metrics(options.directory / "metrics.jsonl");
  const train::LineSink sink = [&](const nlohmann::ordered_json& line) { metrics.write(line); };
  Executed executed{train::train(experiment, dataset, plugins, sink), dataset.image,
                    static_cast<std::uint32_t>(dataset.train.inputs), experiment.model.units};
  score_head(experiment, dataset, plugins, executed.trained);
  run_probes(experiment, dataset, plugins, executed.trained, sink);

  status_page().phase = Phase::kWriting;
  metrics.close();
  write_arrays(options.directory / "arrays", dataset, executed.trained, executed.inputs,
               executed.units);
  write_file_atomically(options.directory / "summary.json",
                        executed.trained.summary.dump(2) + "\n");
  const nlohmann::json record =
      provenance(experiment, dataset, plugins, catalog, options.command_line);
  write_file_atomically(
      options.directory / "run.json",
      record.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  return executed;
}

}  // namespace hebb::run
