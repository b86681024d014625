#include "run/plan_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <unordered_set>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "config/run_identity.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::size_t kLargestPlan = std::size_t{1} << 33U;  // bytes; a million runs take 1 to 2 GB
constexpr std::chrono::milliseconds kWait{50};

fs::path plan_of(const fs::path& directory) { return directory / "plan.jsonl"; }

std::string line_of(const FrozenRun& run) {
  ordered_json line;
  line["id"] = run.id;
  line["axes"] = ordered_json::object();
  for (const auto& [key, value] : run.axes) line["axes"][key] = value;
  line["seed"] = run.seed;
  if (!run.plugin_path.empty()) {
    line["plugin_path"] = ordered_json::array();
    for (const fs::path& path : run.plugin_path) line["plugin_path"].push_back(path.string());
  }
  if (!run.data_dir.empty()) line["data_dir"] = run.data_dir;
  line["config"] = run.config;
  return line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

// Throws nlohmann::json::exception, and Error with what is wrong.
FrozenRun run_of(const ordered_json& line) {
  if (!line.is_object()) throw Error(ExitCode::kMissing, "no JSON object, or one nested too deep");
  FrozenRun run;
  run.id = line.at("id").get<std::string>();
  if (!config::is_run_id(run.id)) {
    throw Error(ExitCode::kMissing, fmt::format("its id is '{}', wanted 16 hex digits", run.id));
  }
  for (const auto& [key, value] : line.at("axes").items()) {
    run.axes.emplace_back(key, value.get<std::string>());
  }
  if (!line.at("seed").is_number_unsigned()) {
    throw Error(ExitCode::kMissing, "its seed is no whole number");
  }
  run.seed = line.at("seed").get<std::uint64_t>();
  run.config = line.at("config");
  if (!run.config.is_object()) throw Error(ExitCode::kMissing, "its config is no object");
  for (const auto& path : line.value("plugin_path", ordered_json::array())) {
    run.plugin_path.emplace_back(path.get<std::string>());
  }
  run.data_dir = line.value("data_dir", "");
  return run;
}

FrozenRun run_in(std::string_view line, const fs::path& file, std::size_t number) {
  const auto fail = [&](const char* why) {
    throw Error(ExitCode::kMissing,
                fmt::format("{}:{}: not a run of a plan: {}", file.string(), number, why));
  };
  FrozenRun run;
  try {
    run = run_of(ordered_json_in(line));
  } catch (const nlohmann::json::exception& error) {
    fail(error.what());
  } catch (const Error& error) {
    fail(error.what());
  }
  return run;
}

// Claims the plan, from a dead process too.
Claim claim_plan(Claims& claims) {
  for (;;) {
    claims.look();
    if (auto claim = claims.take("plan", true)) return std::move(*claim);
    std::this_thread::sleep_for(kWait);
  }
}

class PlanWriter {
 public:
  explicit PlanWriter(const fs::path& file)
      : path_(file), file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (!file_.is_open()) fail();
  }

  // After the last whole line; all or nothing, but for a crash.
  void append(std::string_view text) {
    const off_t end = end_of_lines();
    try {
      write_at(end, text);
    } catch (const Error&) {
      [[maybe_unused]] const int cut = ::ftruncate(file_.get(), end);
      throw;
    }
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(ExitCode::kRunFailed, fmt::format("{}: cannot be written: {}", path_.string(),
                                                  std::generic_category().message(errno)));
  }

  off_t end_of_lines() {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) fail();
    for (off_t end = status.st_size; end > 0; --end) {
      char last = 0;
      if (::pread(file_.get(), &last, 1, end - 1) != 1) fail();
      if (last == '\n') return end;
    }
    return 0;
  }

  void write_at(off_t at, std::string_view text) {
    if (::ftruncate(file_.get(), at) != 0) fail();
    while (!text.empty()) {
      const ssize_t written = ::pwrite(file_.get(), text.data(), text.size(), at);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail();
      at += written;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file_.get()) != 0) fail();
  }

  fs::path path_;
  Descriptor file_;
};

std::vector<const FrozenRun*> missing_from(const std::vector<FrozenRun>& plan,
                                           std::span<const FrozenRun> runs) {
  std::unordered_set<std::string> known;
  for (const FrozenRun& run : plan) known.insert(run.id);
  std::vector<const FrozenRun*> missing;
  for (const FrozenRun& run : runs) {
    if (known.insert(run.id).second) missing.push_back(&run);
  }
  return missing;
}

}  // namespace

std::string FrozenRun::label() const {
  std::string text;
  for (const auto& [key, value] : axes) text += fmt::format("{}={} ", key, value);
  return text + fmt::format("seed={}", seed);
}

Places places(const std::vector<fs::path>& plugin_directories, const std::string& data_dir) {
  Places found;
  for (const fs::path& path : plugin_directories) found.plugin_path.push_back(fs::absolute(path));
  const char* variable = std::getenv("HEBB_PLUGIN_PATH");
  const std::string more = variable == nullptr ? "" : variable;
  for (std::size_t begin = 0; begin < more.size();) {
    const std::size_t end = std::min(more.find(':', begin), more.size());
    if (end > begin) found.plugin_path.push_back(fs::absolute(more.substr(begin, end - begin)));
    begin = end + 1;
  }
  variable = std::getenv("HEBB_DATA_DIR");
  const std::string root = !data_dir.empty() || variable == nullptr ? data_dir : variable;
  if (!root.empty()) found.data_dir = fs::absolute(root).string();
  return found;
}

std::vector<FrozenRun> frozen(std::span<const config::PlannedRun> runs, const Places& places) {
  std::vector<FrozenRun> list;
  list.reserve(runs.size());
  for (const config::PlannedRun& run : runs) {
    list.push_back({run.experiment.id, run.axes, run.experiment.seed, run.experiment.resolved,
                    places.plugin_path, places.data_dir});
  }
  return list;
}

std::vector<FrozenRun> read_plan(const fs::path& directory) {
  const fs::path file = plan_of(directory);
  std::vector<FrozenRun> runs;
  if (!is_there(file)) return runs;
  const std::string text = read_file(file, kLargestPlan);
  std::unordered_set<std::string> known;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) break;
    FrozenRun run = run_in(std::string_view(text).substr(begin, end - begin), file, ++number);
    if (known.insert(run.id).second) runs.push_back(std::move(run));
    begin = end + 1;
  }
  return runs;
}

std::vector<FrozenRun> require_plan(const fs::path& directory) {
  if (!is_there(plan_of(directory))) {
    throw Error(ExitCode::kUsage,
                fmt::format("{}: no plan.jsonl, wanted a folder that `hebb run FILE.yaml -o DIR` "
                            "has made (with --plan-only it runs nothing)",
                            directory.string()));
  }
  return read_plan(directory);
}

std::size_t append_plan(const fs::path& directory, std::span<const FrozenRun> runs,
                        Claims& claims) {
  if (missing_from(read_plan(directory), runs).empty()) return 0;
  const Claim claim = claim_plan(claims);
  const std::vector<FrozenRun> plan = read_plan(directory);
  std::string text;
  const auto missing = missing_from(plan, runs);
  for (const FrozenRun* run : missing) text += line_of(*run);
  PlanWriter(plan_of(directory)).append(text);
  return missing.size();
}

}  // namespace hebb::run
