// command -- runs the real executable as a child, for tests of the command line.
#pragma once

#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/descriptor.hpp"
#include "base/files.hpp"
#include "base/process.hpp"
#include "support/sanitizer.hpp"

namespace hebb::test {

using Environment = std::vector<std::pair<std::string, std::string>>;
using Arguments = std::vector<std::string>;

// How a command ended. `code` is -1 where a signal ended it.
struct Result {
  int code = -1;
  std::string out;
  std::string err;
};

inline std::string contents(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

inline nlohmann::json json_of(const std::filesystem::path& path) {
  INFO(path.string());
  nlohmann::json json = nlohmann::json::parse(contents(path), nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  return json;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// Everything under a folder, by its relative path: the content of files, "" for folders.
inline std::map<std::string, std::string> tree(const std::filesystem::path& folder) {
  std::map<std::string, std::string> found;
  if (!std::filesystem::exists(folder)) return found;
  for (const auto& item : std::filesystem::recursive_directory_iterator(folder)) {
    found[item.path().lexically_relative(folder).string()] =
        item.is_regular_file() ? contents(item.path()) : "";
  }
  return found;
}

// Waits for a state of the world, not for a time.
inline bool comes_true(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

// The library of one of our plugins, "rule_oja".
inline std::filesystem::path bundled(const std::string& kind_and_name) {
  return std::filesystem::path(HEBB_PLUGIN_DIR) / ("hebb_" + kind_and_name + ".so");
}

// Of all commands that have ended.
inline double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// A command that refused its arguments with this message only.
inline void check_refused(const Result& result, const std::string& message) {
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(result.err == "hebb: " + message + "\n");
}

// A command that runs.
class Running {
 public:
  Running(ChildProcess child, std::filesystem::path out, std::filesystem::path err)
      : child_(std::move(child)), out_(std::move(out)), err_(std::move(err)) {}

  [[nodiscard]] pid_t id() const { return child_.id(); }
  void send(int signal) { child_.terminate(signal); }

  Result wait() {
    const std::chrono::minutes most(kIsSanitized ? 30 : 5);
    const auto status = child_.wait_until(ChildProcess::Clock::now() + most);
    if (!status) FAIL("the command did not end: " << contents(err_));
    const bool exited = status->kind == ExitStatus::Kind::kExited;
    return {exited ? status->code : -1, contents(out_), contents(err_)};
  }

 private:
  ChildProcess child_;
  std::filesystem::path out_;
  std::filesystem::path err_;
};

// A folder for one test, and the command run in an environment of its own: no plugins, data or
// colours of whoever runs the tests.
class Sandbox {
 public:
  [[nodiscard]] std::filesystem::path path(const std::string& name) const {
    return folder_.path() / name;
  }

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(path(name).parent_path());
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

  // hebb with these arguments. Throws what ChildProcess::spawn throws.
  [[nodiscard]] Running start(Arguments arguments, const Environment& additions = {}) {
    const std::string number = std::to_string(++started_);
    const std::filesystem::path out = path("stdout." + number);
    const std::filesystem::path err = path("stderr." + number);
    const Descriptor out_file(::open(out.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
    const Descriptor err_file(::open(err.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
    SpawnOptions options;
    options.environment = {{"HEBB_PLUGIN_PATH", ""},
                           {"HEBB_DATA_DIR", ""},
                           {"XDG_DATA_HOME", ""},
                           {"XDG_CACHE_HOME", ""},
                           {"NO_COLOR", ""},
                           {"HOME", folder_.path()},
                           {"ASAN_OPTIONS", kSanitizerOptions},
                           {"TSAN_OPTIONS", kSanitizerOptions}};
    for (const auto& added : additions) {
      std::erase_if(options.environment,
                    [&](const auto& pair) { return pair.first == added.first; });
      options.environment.push_back(added);
    }
    options.standard_output = SpawnOptions::Stream::descriptor_of(out_file.get());
    options.standard_error = SpawnOptions::Stream::descriptor_of(err_file.get());
    arguments.insert(arguments.begin(), "hebb");
    return {ChildProcess::spawn(HEBB_BINARY, arguments, options), out, err};
  }

  Result hebb(Arguments arguments, const Environment& additions = {}) {
    return start(std::move(arguments), additions).wait();
  }

  // `hebb run EXPERIMENT -o FOLDER OPTIONS`, which must succeed.
  Result run(const std::filesystem::path& experiment, const std::string& output,
             const Arguments& options = {}) {
    Arguments arguments{"run", experiment.string(), "-o", path(output).string()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    Result result = hebb(std::move(arguments));
    INFO(result.err);
    REQUIRE(result.code == 0);
    return result;
  }

  // The folders of finished runs in an output folder, in the order of their names.
  [[nodiscard]] std::vector<std::filesystem::path> runs(const std::string& output) const {
    std::vector<std::filesystem::path> found;
    if (!std::filesystem::exists(path(output))) return found;
    for (const auto& item : std::filesystem::directory_iterator(path(output))) {
      if (std::filesystem::exists(item.path() / "run.json")) found.push_back(item.path());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  // The folder of the only finished run.
  [[nodiscard]] std::filesystem::path only_run(const std::string& output) const {
    const auto found = runs(output);
    REQUIRE(found.size() == 1);
    return found.front();
  }

 private:
  TemporaryDirectory folder_{std::filesystem::temp_directory_path(), "hebb-test-"};
  int started_ = 0;
};

// `hebb run` into the folder "out", where broken plugins are found too.
inline Arguments run_with_zoo(const Sandbox& sandbox, const std::filesystem::path& experiment,
                              const Arguments& options = {}) {
  Arguments arguments{"run", experiment, "-o", sandbox.path("out"), "--plugin-path", HEBB_ZOO_DIR};
  arguments.insert(arguments.end(), options.begin(), options.end());
  return arguments;
}

// A small experiment on drawn digits, with a probe: 10 steps, a tenth of a second.
inline constexpr const char* kDigits = R"(schema: 1
name: small
data: {name: digits, train: 300, test: 100}
model: {units: 8}
rule: softhebb
train: {batch: 32, rate: 0.05}
metrics: [gini, {name: wins, every: 3}]
probe: {epochs: 2}
seed: 1
)";

// The same size on bars, without a probe.
inline constexpr const char* kBars = R"(schema: 1
name: small
data: {name: bars, train: 300, test: 10}
model: {units: 8}
rule: softhebb
train: {batch: 32, rate: 0.05}
metrics: [gini, wins]
seed: 1
)";

}  // namespace hebb::test
