#include "run/presence.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <random>
#include <string_view>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "run/liveness.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kBeat{5};
constexpr std::string_view kPrefix = "worker-";
constexpr int kCounterWidth = 20;  // digits of the largest 64-bit number

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "unknown";
  return name.data();
}

std::string new_token() {
  constexpr std::size_t kLongest = 64;
  std::string host = host_name().substr(0, kLongest);
  for (char& c : host) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
    if (!plain) c = '_';
  }
  std::random_device device;
  return fmt::format("{}-{}-{:08x}", host, ::getpid(), device());
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

nlohmann::json self_description() {
  const ProcessMark self = this_process();
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return {{"host", host_name()},
          {"process", self.id},
          {"machine", self.machine},
          {"started", self.started},
          {"job", variable("SLURM_JOB_ID")},
          {"since", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now))}};
}

std::string content_or_nothing(const fs::path& file) {
  try {
    return read_file(file);
  } catch (const Error&) {
    return "";
  }
}

nlohmann::json description_in(const std::string& content) {
  const std::size_t line_end = content.find('\n');
  if (line_end == std::string::npos) return {};
  auto json = json_in(std::string_view(content).substr(line_end));
  return json.is_object() ? json : nlohmann::json();
}

}  // namespace

std::string entry_name(const std::string& token) { return std::string(kPrefix) + token; }

std::string token_of_entry(const std::string& file_name) {
  return file_name.rfind(kPrefix, 0) == 0 ? file_name.substr(kPrefix.size()) : "";
}

nlohmann::json read_entry(const fs::path& file) { return description_in(content_or_nothing(file)); }

Presence::Presence(const fs::path& folder)
    : token_(new_token()), file_(folder / entry_name(token_)) {
  const std::string who =
      self_description().dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (!create_file(file_, fmt::format("{:0{}}\n{}\n", 0, kCounterWidth, who))) {
    throw Error(ExitCode::kRunFailed, file_.string() + ": is there already, wanted a new name");
  }
  thread_ = std::thread([this] { keep_renewing(); });
}

Presence::~Presence() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  ending_.notify_all();
  thread_.join();
  std::error_code ignored;
  fs::remove(file_, ignored);
}

void Presence::keep_renewing() {
  std::unique_lock lock(mutex_);
  while (!ending_.wait_for(lock, kBeat, [this] { return ends_; })) renew();
}

// In place, since a full disk must not make a worker look dead. Opened anew each time: network file
// systems pass a change on when the file is closed. Other failures are left to the next beat.
void Presence::renew() {
  const Descriptor file(::open(file_.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT) lost_ = true;
    return;
  }
  const std::string counter = fmt::format("{:0{}}", ++beat_, kCounterWidth);
  [[maybe_unused]] const ssize_t written = ::pwrite(file.get(), counter.data(), counter.size(), 0);
}

Life Observer::life_of(const std::string& token) {
  const fs::path file = folder_ / entry_name(token);
  const std::string content = content_or_nothing(file);
  const bool has_left = content.empty() && ::access(file.c_str(), F_OK) != 0 && errno == ENOENT;
  if (has_left) return Life::kDead;
  const Life life = life_of(token, content);
  const nlohmann::json who = description_in(content);
  if (life == Life::kDead || !who.is_object()) return life;
  const ProcessMark process{text_at(who, "machine"), static_cast<int>(integer_at(who, "process")),
                            text_at(who, "started")};
  if (has_surely_ended(process)) return Life::kDead;
  return process.machine == this_process().machine ? Life::kAlive : life;
}

Life Observer::life_of(const std::string& name, const std::string& content) {
  const auto now = std::chrono::steady_clock::now();
  const auto [entry, is_new] = seen_.try_emplace(name, Seen{content, now});
  Seen& seen = entry->second;
  if (seen.content != content) seen = {content, now, true};
  if (now - seen.since >= patience_) return Life::kDead;
  return seen.has_moved ? Life::kAlive : Life::kUnsure;
}

}  // namespace hebb::run
