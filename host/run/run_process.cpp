#include "run/run_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/files.hpp"
#include "plugin/library.hpp"

namespace hebb::run {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kStatusDescriptor = 3;

std::string joined(const std::vector<std::filesystem::path>& directories) {
  std::string text;
  for (const auto& directory : directories) {
    if (!text.empty()) text += ':';
    text += std::filesystem::absolute(directory).string();
  }
  return text;
}

// A waiting thread spins some tens of microseconds, which covers the gaps within a step, and then
// sleeps: on a busy machine endless spinning makes a run many times slower. BLAS runs in the
// host's threads. What the user has set stays.
std::vector<std::pair<std::string, std::string>> thread_environment() {
  std::vector<std::pair<std::string, std::string>> variables;
  const auto offer = [&](const char* name, const char* value) {
    if (std::getenv(name) == nullptr) variables.emplace_back(name, value);
  };
  if (std::getenv("OMP_WAIT_POLICY") == nullptr) offer("GOMP_SPINCOUNT", "1000");
  offer("OPENBLAS_NUM_THREADS", "1");
  return variables;
}

}  // namespace

RunProcess::RunProcess(const Staging& staging, const ChildOptions& options)
    : directory_(staging.directory()),
      plugin_time_(options.plugin_time),
      page_file_(create_status_file()),
      page_(&map_status_page(page_file_.get())),
      call_seen_(Clock::now()) {
  const std::filesystem::path log = directory_ / "log.txt";
  const Descriptor log_file(
      ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666));
  if (!log_file.is_open()) {
    throw Error(ExitCode::kRunFailed, log.string() + ": " + std::strerror(errno));
  }
  SpawnOptions spawn;
  spawn.descriptors.push_back({kStatusDescriptor, page_file_.get()});
  spawn.standard_output = SpawnOptions::Stream::descriptor_of(log_file.get());
  spawn.standard_error = SpawnOptions::Stream::descriptor_of(log_file.get());
  spawn.environment = thread_environment();
  child_ =
      ChildProcess::spawn("/proc/self/exe",
                          {"hebb", "__run", directory_.string(), joined(options.plugin_directories),
                           options.data_dir, std::to_string(options.threads), options.command_line},
                          spawn);
}

RunProcess::~RunProcess() {
  child_.reset();  // kills and reaps
  if (page_ != nullptr) unmap_status_page(*page_);
}

std::optional<Ending> RunProcess::poll() {
  if (const auto status = child_->poll()) return explain(*status);
  if (hang_.empty() && is_hanging()) {
    hang_ = fmt::format("{} did not return within {} s (--plugin-timeout)", plugin_at_work(),
                        plugin_time_.count());
    child_->terminate(SIGKILL);
  }
  return std::nullopt;
}

bool RunProcess::is_hanging() {
  const std::uint64_t calls = page_->calls.load();
  if (page_->plugin.load() == 0 || calls != last_calls_) {
    last_calls_ = calls;
    call_seen_ = Clock::now();
    return false;
  }
  return Clock::now() - call_seen_ > plugin_time_;
}

// "plugin /path/hebb_rule_x.so, in step,", "" outside plugins. The page is the child's to write:
// its numbers are not trusted.
std::string RunProcess::plugin_at_work() const {
  const std::uint32_t number = page_->plugin.load();
  if (number == 0 || number > StatusPage::kPlugins) return "";
  const char* file = page_->files[number - 1];
  const auto function = static_cast<PluginFunction>(page_->function.load());
  return fmt::format("plugin {}, in {},", std::string(file, strnlen(file, StatusPage::kPathLength)),
                     word(function));
}

Ending RunProcess::explain(const ExitStatus& status) const {
  if (!hang_.empty()) return {ExitCode::kRunFailed, hang_};
  if (page_->phase.load() == Phase::kDone && status.is_success()) return {};
  const std::filesystem::path failure = directory_ / "failure.json";
  if (status.kind == ExitStatus::Kind::kExited && std::filesystem::exists(failure)) {
    const auto json = nlohmann::json::parse(read_file(failure), nullptr, false);
    if (json.is_object() && json.contains("message")) {
      return {static_cast<ExitCode>(status.code), json["message"].get<std::string>()};
    }
  }
  const std::string plugin = plugin_at_work();
  const std::string how = status.kind == ExitStatus::Kind::kSignalled
                              ? "crashed: the run's process " + status.text()
                              : "ended the run's process: it " + status.text();
  return {ExitCode::kRunFailed,
          plugin.empty() ? "outside of any plugin, the run " + how : plugin + " " + how};
}

}  // namespace hebb::run
