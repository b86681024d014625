#include "run/run_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/files.hpp"
#include "base/json.hpp"
#include "run/child.hpp"

namespace hebb::run {
namespace {

using Clock = std::chrono::steady_clock;

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
  child_ = ChildProcess::spawn(
      "/proc/self/exe",
      {"hebb", "__run", directory_.string(), as_word(options.plugin_directories), options.data_dir,
       options.checkpoints.string(), std::to_string(options.threads), options.command_line,
       std::to_string(static_cast<int>(options.log_level))},
      spawn);
}

RunProcess::~RunProcess() {
  child_.reset();  // kills and reaps
  if (page_ != nullptr) unmap_status_page(*page_);
}

std::vector<std::string> RunProcess::notes() {
  std::vector<std::string> lines;
  if (is_note_read_ || page_->note_is_reason.load()) return lines;
  std::istringstream text(note_in(*page_));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  if (text.bad()) throw std::bad_alloc();
  is_note_read_ = !lines.empty();
  return lines;
}

std::optional<Ending> RunProcess::poll() {
  if (const auto status = child_->poll()) return explain(*status);
  if (hang_.empty() && is_hanging()) {
    hang_ = fmt::format("{} did not return within {} s (--plugin-timeout)", plugin_at_work(*page_),
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

Ending RunProcess::explain(const ExitStatus& status) const {
  if (!hang_.empty()) return {ExitCode::kRunFailed, hang_, false, ""};
  if (page_->phase.load() == Phase::kDone && status.is_success()) return {};
  const std::filesystem::path failure = directory_ / "failure.json";
  if (status.kind == ExitStatus::Kind::kExited && std::filesystem::exists(failure)) {
    const auto json = json_in(read_file(failure));
    if (json.is_object() && json.contains("message")) {
      return {static_cast<ExitCode>(status.code), json["message"].get<std::string>(), false, ""};
    }
  }
  if (status.kind == ExitStatus::Kind::kExited && page_->note_is_reason.load()) {
    return {static_cast<ExitCode>(status.code), note_in(*page_), false, ""};
  }
  return {ExitCode::kRunFailed, ending_text(*page_, status, "the run"), true, status.signal_name};
}

}  // namespace hebb::run
