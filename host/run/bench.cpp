#include "run/bench.hpp"

#include <fmt/format.h>

#include <fstream>
#include <list>
#include <map>
#include <utility>

#include "base/blas.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "engine/cost_model.hpp"
#include "run/bench_rules.hpp"
#include "run/bench_trial.hpp"
#include "run/ceilings.hpp"

namespace hebb::run {
namespace {

std::string processor() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(": ") + 2);
  }
  return "unknown";
}

// One of the machine's speeds, of all repetitions.
template <class Speed>
double median_of(const std::vector<Speed>& all, double Speed::*member) {
  std::vector<double> values;
  for (const Speed& speed : all) values.push_back(speed.*member);
  return median(values);
}

class Bench {
 public:
  Bench(const BenchOptions& options, const plugin::Catalog& catalog)
      : options_(options), data_(bench_data(options.samples, options.inputs)) {
    for (const BenchRule& rule : bench_rules(options.rules, catalog, skipped_)) {
      add_trials(rule, catalog);
    }
    if (options.probe) {
      for (const std::uint32_t units : options.units) probes_.emplace_back(units, data_, catalog);
    }
  }

  void run() {
    double expected = 0;
    for (const Trial& trial : trials_) expected += trial.expected_seconds();
    write_log(LogLevel::kInfo,
              fmt::format("bench: {} trainings, about {:.0f} s{}", trials_.size(),
                          expected * (options_.repeat + 1), options_.probe ? ", and probes" : ""));
    break_down();
    for (std::uint32_t i = 0; i < options_.repeat; ++i) {
      write_log(LogLevel::kInfo, fmt::format("bench: repetition {} of {}", i + 1, options_.repeat));
      machine_.push_back(measure_machine());
      for (auto& [shape, speeds] : products_) {
        speeds.push_back(measure_products(options_.inputs, shape.first, shape.second));
      }
      for (Trial& trial : trials_) trial.measure();
      for (ProbeTrial& probe : probes_) probe.measure();
    }
  }

  [[nodiscard]] nlohmann::ordered_json results() const {
    const nlohmann::ordered_json none = nlohmann::ordered_json::array();
    nlohmann::ordered_json json{{"machine", machine()},
                                {"products", none},
                                {"epochs", none},
                                {"probes", none},
                                {"skipped", none}};
    for (const auto& [shape, speeds] : products_) {
      json["products"].push_back({{"inputs", options_.inputs},
                                  {"units", shape.first},
                                  {"samples", shape.second},
                                  {"forward", median_of(speeds, &ProductSpeed::forward)},
                                  {"update", median_of(speeds, &ProductSpeed::update)}});
    }
    const double peak = json["machine"]["all_threads"].get<double>();
    for (const Trial& trial : trials_) json["epochs"].push_back(trial.results(peak));
    for (const ProbeTrial& probe : probes_) json["probes"].push_back(probe.results());
    json["skipped"] = skipped_;
    return json;
  }

 private:
  // The first whole training: what diverges, diverges here.
  void break_down() {
    for (auto trial = trials_.begin(); trial != trials_.end();) {
      try {
        trial->break_down();
        ++trial;
      } catch (const Error& error) {
        skip(trial->rule(), error);
        trial = trials_.erase(trial);
      }
    }
  }

  // A rule that was only found may fail.
  void skip(const BenchRule& rule, const Error& error) {
    if (rule.named) throw error;
    skipped_.push_back({{"rule", rule.label}, {"reason", error.what()}});
  }

  void add_trials(const BenchRule& rule, const plugin::Catalog& catalog) {
    try {
      for (const std::uint32_t units : options_.units) {
        for (const std::uint32_t batch : options_.batches) {
          trials_.emplace_back(rule, units, batch, data_, catalog);
          const std::size_t batches = engine::batches_per_block(options_.inputs, units, batch);
          products_[{units, batch * batches}];
        }
      }
    } catch (const Error& error) {
      skip(rule, error);
    }
  }

  [[nodiscard]] nlohmann::ordered_json machine() const {
    return {{"cpu", processor()},
            {"threads", threads()},
            {"blas", blas_kernel()},
            {"better_blas", better_blas_kernel()},
            {"one_thread", median_of(machine_, &MachineSpeed::one_thread)},
            {"all_threads", median_of(machine_, &MachineSpeed::all_threads)},
            {"copy", median_of(machine_, &MachineSpeed::copy)}};
  }

  const BenchOptions& options_;
  data::Dataset data_;
  nlohmann::ordered_json skipped_ = nlohmann::ordered_json::array();
  std::list<Trial> trials_;
  std::list<ProbeTrial> probes_;
  std::vector<MachineSpeed> machine_;
  std::map<std::pair<std::uint32_t, std::size_t>, std::vector<ProductSpeed>> products_;
};

}  // namespace

nlohmann::ordered_json bench(const BenchOptions& options, const plugin::Catalog& catalog) {
  set_threads(options.threads);
  Bench bench(options, catalog);
  bench.run();
  return bench.results();
}

}  // namespace hebb::run
