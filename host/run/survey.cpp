// survey -- which runs of a plan an output directory has already.
#include "run/survey.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "base/error.hpp"
#include "base/files.hpp"
#include "run/provenance.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestRecord = std::size_t{16} << 20U;

using Digests = std::vector<std::pair<std::string, std::string>>;

Digests digests_today(const config::Experiment& experiment, ProbedPlugins& plugins) {
  Digests list;
  const auto add = [&](plugin::Kind kind, const std::string& name) {
    list.emplace_back(std::string(plugin::word(kind)) + "/" + name, plugins.get(kind, name).sha256);
  };
  add(plugin::Kind::kRule, experiment.rule.name);
  add(plugin::Kind::kActivation, experiment.model.activation.name);
  for (const auto& metric : experiment.metrics) add(plugin::Kind::kMetric, metric.name);
  return list;
}

// What another program wrote may hold anything.
template <class Value>
Value value_of(const nlohmann::json& record, const char* key, Value other) {
  const auto found = record.is_object() ? record.find(key) : record.end();
  if (found == record.end()) return other;
  if constexpr (std::is_same_v<Value, std::string>) {
    return found->is_string() ? found->template get<Value>() : other;
  } else {
    return found->is_number() ? found->template get<Value>() : other;
  }
}

Surveyed finished(const fs::path& run, const config::Experiment& experiment, ProbedPlugins& plugins,
                  CheckedData& data) {
  const nlohmann::json record = read_record(run / "run.json");
  Surveyed found;
  found.state = Surveyed::State::kDone;
  found.threads = std::max(1, value_of(record, "threads", 1));
  found.why = record.is_object() ? staleness(record, digests_today(experiment, plugins),
                                             data.check(experiment).files)
                                 : "run.json is damaged";
  if (!found.why.empty()) found.state = Surveyed::State::kStale;
  return found;
}

}  // namespace

nlohmann::json read_record(const fs::path& file) {
  try {
    auto json = nlohmann::json::parse(read_file(file, kLongestRecord), nullptr, false);
    return json.is_discarded() ? nlohmann::json() : json;
  } catch (const Error&) {
    return {};
  }
}

const char* word(Surveyed::State state) {
  switch (state) {
    case Surveyed::State::kDone:
      return "done";
    case Surveyed::State::kStale:
      return "stale";
    case Surveyed::State::kFailed:
      return "failed";
    case Surveyed::State::kMissing:
      return "missing";
  }
  return "";
}

std::vector<Surveyed> survey(const std::vector<config::PlannedRun>& runs, const fs::path& directory,
                             ProbedPlugins& plugins, CheckedData& data) {
  std::vector<Surveyed> states(runs.size());
  std::error_code error;
  if (!fs::is_directory(directory, error)) return states;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const config::Experiment& experiment = runs[i].experiment;
    const fs::path run = directory / experiment.id;
    if (fs::exists(run / "summary.json", error) && fs::exists(run / "run.json", error)) {
      states[i] = finished(run, experiment, plugins, data);
      continue;
    }
    const fs::path failure = directory / "failed" / experiment.id / "failure.json";
    if (!fs::exists(failure, error)) continue;
    states[i].state = Surveyed::State::kFailed;
    states[i].why = value_of(read_record(failure), "message", std::string("no reason is recorded"));
  }
  return states;
}

}  // namespace hebb::run
