// fake_results -- a folder of results made by hand: runs that are finished, have failed or are
// only planned.
#pragma once

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/files.hpp"
#include "config/run_identity.hpp"
#include "report/aggregate.hpp"

namespace hebb::report {

class FakeResults {
 public:
  using json = nlohmann::json;

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  // A configuration as config.json has it.
  static json config(const std::string& rule, int units, int seed) {
    return {{"schema", 1},
            {"name", "fake"},
            {"data", {{"name", "mnist"}}},
            {"model", {{"units", units}}},
            {"rule", {{"name", rule}}},
            {"seed", seed}};
  }

  // A finished run; returns its directory.
  std::filesystem::path finish(const json& config, const json& summary) const {
    const auto directory = path() / config::run_id(config);
    write(directory / "config.json", config.dump());
    write(directory / "summary.json", summary.dump());
    write(directory / "run.json", json{{"seed", config["seed"]}}.dump());
    return directory;
  }

  void fail(const json& config, const std::string& message, const std::string& log) const {
    const auto directory = path() / "failed" / config::run_id(config);
    write(directory / "config.json", config.dump());
    write(directory / "log.txt", log);
    write(directory / "failure.json", json{{"message", message}, {"code", 1}}.dump());
  }

  // A line of plan.jsonl.
  void plan(const json& config, const Axes& axes) const {
    nlohmann::ordered_json line{{"id", config::run_id(config)}};
    line["axes"] = nlohmann::ordered_json::object();
    for (const auto& [key, text] : axes) line["axes"][key] = text;
    line["seed"] = config["seed"];
    line["config"] = config;
    std::ofstream(path() / "plan.jsonl", std::ios::app) << line.dump() << "\n";
  }

  // published/fake.json with one table of one cell, for the group of `config`.
  void publish(const json& table) const {
    write(path() / "published" / "fake.json",
          json{{"source", "Paper"}, {"tables", json::array({table})}}.dump());
  }

  static void write(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

 private:
  TemporaryDirectory folder_{std::filesystem::temp_directory_path(), "hebb-report-"};
};

}  // namespace hebb::report
