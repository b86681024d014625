#include "run/ablation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <set>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "plugin/services.hpp"
#include "run/liveness_order.hpp"
#include "run/survey.hpp"
#include "run/trained_run.hpp"
#include "train/features.hpp"
#include "train/probe.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::size_t kBytesPerMegabyte = 1000000;

// Streams of Purpose::kAblation; the counter is the unit, or 0.
constexpr std::uint64_t kDirections = 0;
constexpr std::uint64_t kOrder = 1;
constexpr std::uint64_t kProbeSeed = 2;
constexpr std::uint64_t kStreams = 3;

RandomStream stream_of(std::uint64_t seed, std::uint32_t ablation_seed, std::uint64_t which,
                       std::uint64_t counter = 0) {
  return {seed, Purpose::kAblation, ablation_seed * kStreams + which, counter};
}

std::string digest_of(const LivenessOrder& order, const train::Layer& layer,
                      const nlohmann::json& probe, const std::string& id) {
  const auto bytes = [](const auto& values) {
    return std::string_view(reinterpret_cast<const char*>(values.data()),
                            values.size() * sizeof(values[0]));
  };
  const nlohmann::json identity{{"id", id},
                                {"layer", layer.settings.layer},
                                {"weights", sha256(bytes(layer.weights))},
                                {"order", sha256(bytes(order.units))},
                                {"probe", probe}};
  return sha256(identity.dump()).substr(0, 12);
}

struct AblationPoint {
  std::string order;  // "all" where it does not matter
  std::uint32_t count = 0;
  std::uint32_t seed = 0;

  [[nodiscard]] std::string file() const {
    return fmt::format("{}-{}-{}.json", order, count, seed);
  }
};

std::string in_words(const std::string& order) {
  if (order == "all") return "any order";
  return order == "random" ? "random order" : order + " first";
}

// Seeds outside, so that an interrupted ablation has whole curves early.
std::vector<AblationPoint> points_of(const AblationRequest& request, std::uint32_t units) {
  std::vector<AblationPoint> points;
  for (std::uint32_t seed = 0; seed < request.seeds; ++seed) {
    std::set<std::uint32_t> counts;
    for (std::uint32_t step = 0; step <= request.steps; ++step) {
      const double share = static_cast<double>(step) / request.steps;
      counts.insert(static_cast<std::uint32_t>(std::lround(share * units)));
    }
    for (const std::uint32_t count : counts) {
      if (count == 0 || count == units) {
        points.push_back({"all", count, seed});
        continue;
      }
      for (const std::string& order : request.orders) points.push_back({order, count, seed});
    }
  }
  return points;
}

class Ablation {
 public:
  Ablation(const AblationRequest& request, const plugin::Catalog& catalog)
      : request_(request),
        run_(load_trained(request.run, {"", request.set, true, request.data_dir}, catalog)),
        layer_(run_.stack->layer(layer_index(*run_.stack, request.layer))),
        order_(liveness_order(request.run, layer_)) {
    check();
    settings_ = layer_.settings;
    folder_ = fs::path(request.output) /
              ("points-" +
               digest_of(order_, layer_, run_.experiment.resolved.at("probe"), run_.experiment.id));
    points_ = points_of(request, settings_.model.units);
  }

  void compute() {
    fs::create_directories(folder_);
    for (std::size_t i = request_.part; i < points_.size(); i += request_.parts) {
      if (plugin::stop_requested()) throw Error(ExitCode::kStopped, "stopped");
      const fs::path file = folder_ / points_[i].file();
      if (read_record(file).is_object()) continue;
      const ordered_json result = measure(points_[i]);
      write_file_atomically(file, result.dump(2) + "\n");
      write_log(LogLevel::kInfo,
                fmt::format("point {} of {}: {} of {} units random, {}, seed {}: {:.2f} %", i + 1,
                            points_.size(), points_[i].count, settings_.model.units,
                            in_words(points_[i].order), points_[i].seed,
                            result.at("test_accuracy").get<double>()));
    }
  }

  [[nodiscard]] ordered_json description() const {
    ordered_json json{{"run", request_.run},
                      {"layer", settings_.layer},
                      {"units", settings_.model.units},
                      {"liveness", order_.source},
                      {"liveness_meaning", order_.meaning},
                      {"probe", run_.experiment.resolved.at("probe")},
                      {"orders", request_.orders},
                      {"steps", request_.steps},
                      {"seeds", request_.seeds},
                      {"points", ordered_json::array()}};
    for (const AblationPoint& point : points_) {
      json["points"].push_back({{"order", point.order},
                                {"units", point.count},
                                {"share", share_of(point)},
                                {"seed", point.seed},
                                {"file", (folder_ / point.file()).string()}});
    }
    return json;
  }

 private:
  void check() const {
    const data::Dataset& dataset = layer_.dataset;
    if (run_.experiment.probes.size() != 1) {
      throw Error(ExitCode::kUsage, fmt::format("ablate: the run has {} probes, wanted one: -s "
                                                "'probe={{epochs: 10}}'",
                                                run_.experiment.probes.size()));
    }
    if (dataset.test.count == 0 || dataset.classes == 0) {
      throw Error(ExitCode::kUsage,
                  fmt::format("ablate: the data '{}' have no {}, which it needs", dataset.name,
                              dataset.classes == 0 ? "labels" : "test set"));
    }
  }

  [[nodiscard]] double share_of(const AblationPoint& point) const {
    return static_cast<double>(point.count) / settings_.model.units;
  }

  [[nodiscard]] std::vector<std::uint32_t> units_in(const AblationPoint& point) const {
    std::vector<std::uint32_t> units = order_.units;
    if (point.order == "live") std::reverse(units.begin(), units.end());
    if (point.order == "random") {
      units = permutation(units.size(), stream_of(settings_.seed, point.seed, kOrder));
    }
    return units;
  }

  // The first ablation's probe is the run's own; the others draw their own numbers.
  [[nodiscard]] config::Experiment probed(std::uint32_t seed) const {
    config::Experiment settings = settings_;
    if (seed > 0) {
      constexpr std::uint64_t kSeeds = std::uint64_t{1} << 53U;
      settings.seed = stream_of(settings_.seed, seed, kProbeSeed).next_below(kSeeds);
    }
    return settings;
  }

  [[nodiscard]] ordered_json measure(const AblationPoint& point) const {
    const auto begin = std::chrono::steady_clock::now();
    const AlignedVector<float> weights =
        reinitialised(layer_, units_in(point), point.count, settings_.seed, point.seed);
    const config::Experiment settings = probed(point.seed);
    const config::ProbeSettings& probe = run_.experiment.probes.front();
    train::Features features(settings, layer_.dataset, layer_.plugins, weights,
                             probe.memory * kBytesPerMegabyte);
    const nlohmann::json result = train::run_probe(
        settings, probe, 0, features, layer_.dataset.classes, [](const ordered_json&) {});
    ordered_json json{{"order", point.order},
                      {"units", point.count},
                      {"share", share_of(point)},
                      {"seed", point.seed}};
    for (const char* key : {"test_accuracy", "test_accuracy_last", "test_accuracy_max", "epoch",
                            "classes_predicted"}) {
      json[key] = result.at(key);
    }
    json["seconds"] =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return json;
  }

  AblationRequest request_;
  TrainedRun run_;
  const train::Layer& layer_;
  LivenessOrder order_;
  config::Experiment settings_;
  fs::path folder_;
  std::vector<AblationPoint> points_;
};

}  // namespace

AlignedVector<float> reinitialised(const train::Layer& layer, std::span<const std::uint32_t> units,
                                   std::size_t count, std::uint64_t seed,
                                   std::uint32_t ablation_seed) {
  const std::size_t inputs = layer.dataset.train.inputs;
  AlignedVector<float> weights = layer.weights;
  std::vector<float> direction(inputs);
  const auto length = [](std::span<const float> w) {
    double squares = 0;
    for (const float value : w) squares += static_cast<double>(value) * static_cast<double>(value);
    return std::sqrt(squares);
  };
  for (const std::uint32_t unit : units.first(count)) {
    const std::span<float> w(weights.data() + unit * inputs, inputs);
    stream_of(seed, ablation_seed, kDirections, unit).normal(inputs, direction.data());
    const double factor = length(w) / length(direction);
    std::transform(direction.begin(), direction.end(), w.begin(), [factor](float value) {
      return static_cast<float>(factor * static_cast<double>(value));
    });
  }
  return weights;
}

ordered_json ablate(const AblationRequest& request, const plugin::Catalog& catalog) {
  set_threads(request.threads);
  Ablation ablation(request, catalog);
  ablation.compute();
  return ablation.description();
}

}  // namespace hebb::run
