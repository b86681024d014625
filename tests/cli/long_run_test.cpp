// long_run_test -- memory and descriptors stay as they are, however long a run and however many.
//
// HEBB_TEST_FULL=1 in the environment makes it the long form: 1,000,000 steps instead of 40,000,
// and 5,000 runs of one worker instead of 60.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "support/command.hpp"
#include "support/long_form.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

// Kilobytes: a sanitizer keeps for a while what was freed.
constexpr std::size_t kSpare = kIsSanitized ? 64 * 1024 : 0;

// Kilobytes of resident memory; 0 where the process has ended.
std::size_t resident(pid_t id) {
  std::istringstream lines(contents("/proc/" + std::to_string(id) + "/status"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
  }
  return 0;
}

std::size_t descriptors(pid_t id) {
  std::error_code error;
  const fs::directory_iterator found("/proc/" + std::to_string(id) + "/fd", error);
  return error ? 0 : static_cast<std::size_t>(std::distance(begin(found), end(found)));
}

pid_t child_of(pid_t id) {
  const std::string name = std::to_string(id);
  return static_cast<pid_t>(
      std::atoi(contents("/proc/" + name + "/task/" + name + "/children").c_str()));
}

// Steps at the furthest checkpoint of the only run.
std::uint64_t steps_saved(const fs::path& output) {
  std::uint64_t furthest = 0;
  std::error_code error;
  for (const auto& run : fs::directory_iterator(output / ".checkpoints", error)) {
    for (const auto& file : fs::directory_iterator(run.path(), error)) {
      const std::string name = file.path().filename().string();
      if (name.ends_with(".state"))
        furthest = std::max<std::uint64_t>(furthest, std::stoull(name.substr(5, 20)));
    }
  }
  return furthest;
}

std::size_t runs_done(const fs::path& output) {
  std::size_t count = 0;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(output, error)) {
    count += item.path().filename().string().size() == 16 ? 1U : 0U;
  }
  return count;
}

}  // namespace

TEST_CASE("long run: memory is flat from the first fifth of a run to its end", "[long]") {
  const std::uint64_t steps = is_long_form() ? 1000000 : 40000;
  Sandbox sandbox;
  const auto experiment = sandbox.write(
      "long.yaml",
      "schema: 1\ndata: {name: bars, train: 1000, test: 4}\nmodel: {units: 4}\nrule: softhebb\n"
      "train: {rate: 0.001, batch: 1, epochs: " +
          std::to_string(steps / 1000) +
          "}\nmetrics: [gini, wins]\nthreads: 1\ncheckpoint: {minutes: 0, steps: " +
          std::to_string(steps / 100) + "}\n");
  const fs::path out = sandbox.path("out");
  Running running = sandbox.start({"run", experiment, "-o", out, "-q"});
  std::size_t early = 0;
  std::size_t late = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(15);
  while (std::chrono::steady_clock::now() < deadline && runs_done(out) == 0) {
    const std::uint64_t done = steps_saved(out);
    const std::size_t now = resident(child_of(running.id()));
    if (done > 0)
      (done <= steps / 5 ? early : late) = std::max(done <= steps / 5 ? early : late, now);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  CHECK(running.wait().code == 0);
  std::cout << "resident after a fifth of " << steps << " steps: " << early << " kB, at most "
            << late << " kB later\n";
  REQUIRE(early > 0);
  REQUIRE(late > 0);
  // 30 bytes a step would be 1 MB in the short form, and 30 MB in the long one.
  CHECK(late <= early + kSpare + 1024);
}

TEST_CASE("long run: a worker has as many descriptors, and as much memory, after many runs",
          "[long]") {
  const std::size_t runs = is_long_form() ? 5000 : 60;
  Sandbox sandbox;
  const auto experiment = sandbox.write(
      "sweep.yaml", std::string(kBars) + "sweep: {seeds: " + std::to_string(runs) + "}\n");
  const fs::path out = sandbox.path("out");
  REQUIRE(sandbox.hebb({"run", experiment, "-o", out, "--plan-only"}).code == 0);
  Running worker = sandbox.start({"worker", out, "-j", "2", "-q"});
  std::size_t early = 0;
  std::size_t late = 0;
  std::size_t early_memory = 0;
  std::size_t late_memory = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
  for (std::size_t done = 0; done < runs && std::chrono::steady_clock::now() < deadline;) {
    done = runs_done(out);
    const bool is_early = done <= runs / 5;
    (is_early ? early : late) = std::max(is_early ? early : late, descriptors(worker.id()));
    (is_early ? early_memory : late_memory) =
        std::max(is_early ? early_memory : late_memory, resident(worker.id()));
    std::this_thread::sleep_for(std::chrono::milliseconds(runs / 100));
  }
  CHECK(worker.wait().code == 0);
  std::cout << "descriptors in the first fifth of " << runs << " runs: " << early
            << " at most, later " << late << "; resident " << early_memory << " kB, later "
            << late_memory << " kB\n";
  REQUIRE(early > 0);
  REQUIRE(late > 0);
  // Children come and go, so a look may meet a few more: a leak would be one for each run.
  CHECK(late <= early + 8);
  CHECK(late_memory <= early_memory + kSpare + 4096);
}
