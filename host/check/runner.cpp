#include "check/runner.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/process.hpp"

namespace hebb::check {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kAnswerDescriptor = 3;
constexpr std::size_t kLongestAnswer = 16U << 20U;

std::string new_token() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}", device(), device());
}

// Reads until the writers are gone, the deadline has come, or the answer is there.
std::string read_answer(int fd, const std::string& token, Clock::time_point deadline) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (text.size() < kLongestAnswer) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd watch{fd, POLLIN, 0};
    const int ready = ::poll(&watch, 1, static_cast<int>(std::max<long>(left.count(), 0)));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) break;
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.ends_with('\n') && text.find(token) != std::string::npos) break;
  }
  return text;
}

struct Answer {
  std::string call = "loading";  // the last one that was announced
  bool given = false;
  Verdict verdict{};
};

Answer read_lines(const std::string& text, const std::string& token) {
  Answer answer;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with('@')) answer.call = line.substr(1);
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || json.value("token", "") != token) continue;
    answer.given = true;
    answer.verdict.detail = json.value("detail", "");
    for (const Status status : {Status::kPass, Status::kWarn, Status::kFail, Status::kSkip}) {
      if (word(status) == json.value("status", "")) answer.verdict.status = status;
    }
  }
  return answer;
}

Verdict run_check(const Target& target, const Check& check, std::chrono::seconds limit) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw Error(ExitCode::kRunFailed, "a pipe for a check cannot be made");
  }
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  SpawnOptions options;
  options.descriptors.push_back({kAnswerDescriptor, writing.get()});
  options.standard_output = SpawnOptions::Stream::null();
  options.standard_error = SpawnOptions::Stream::null();
  const std::string token = new_token();
  ChildProcess child =
      ChildProcess::spawn("/proc/self/exe",
                          {"hebb", "__check", std::string(plugin::word(target.kind)), target.name,
                           target.file.string(), check.name, token},
                          options);
  writing.reset();
  const Clock::time_point deadline = Clock::now() + limit;
  const Answer answer = read_lines(read_answer(reading.get(), token, deadline), token);
  if (answer.given) return answer.verdict;
  const auto status = child.wait_until(deadline);
  if (!status) {
    return {Status::kFail,
            fmt::format("{}: did not return within {} s", answer.call, limit.count())};
  }
  if (status->kind == ExitStatus::Kind::kSignalled) {
    return {Status::kFail, fmt::format("{}: crashed: the process {}", answer.call, status->text())};
  }
  return {Status::kFail,
          fmt::format("{}: ended the process, which {}", answer.call, status->text())};
}

bool is_wanted(const Check& check, const std::vector<std::string>& only) {
  const std::string name = check.name;
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& word) {
           return name == word || name.starts_with(word + ".");
         });
}

void refuse_unknown(const std::vector<std::string>& only) {
  for (const std::string& word : only) {
    const auto& all = checks();
    if (std::any_of(all.begin(), all.end(),
                    [&](const Check& check) { return is_wanted(check, {word}); })) {
      continue;
    }
    throw Error(ExitCode::kUsage, fmt::format("plugin check: there is no check or group '{}'; "
                                              "`hebb plugin check --list` names them",
                                              word));
  }
}

// A check that others wait for.
bool is_gate(const Check& check) {
  const auto& all = checks();
  return std::any_of(all.begin(), all.end(), [&](const Check& other) {
    return std::string_view(other.after) == check.name;
  });
}

Report blank_report(const std::filesystem::path& file, const Options& options) {
  Report report;
  report.target.file = std::filesystem::absolute(file).lexically_normal();
  const bool named =
      plugin::parse_file_name(file.filename().string(), report.target.kind, report.target.name);
  for (const Check& check : checks()) {
    const bool suits =
        named ? (check.kinds & bit(report.target.kind)) != 0 : check.kinds == kEveryKind;
    if (suits && is_wanted(check, options.only)) report.findings.push_back({&check, {}});
  }
  return report;
}

// Tries one check, unless the one that it stands on did not pass.
void fill_in(Report& report, Finding& finding, const Options& options) {
  for (const Finding& other : report.findings) {
    if (std::string_view(other.check->name) != finding.check->after) continue;
    const Status status = other.verdict.status;
    if (status == Status::kPass || status == Status::kWarn) continue;
    finding.verdict = skip(fmt::format("not tried, since {} did not pass", other.check->name));
    return;
  }
  finding.verdict = run_check(report.target, *finding.check, options.limit);
}

// Calls body(i) for i = 0 .. count-1 from several threads. Children that hang leave the processors
// to others, so there are more threads than processors. The first exception is thrown again.
template <class Body>
void several_at_once(std::size_t count, const Body& body) {
  const std::size_t threads =
      std::min<std::size_t>(count, 2 * std::max(2U, std::thread::hardware_concurrency()));
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        body(i);
      } catch (...) {
        if (!failed.exchange(true)) failure = std::current_exception();
      }
    }
  };
  std::vector<std::thread> workers;
  for (std::size_t t = 0; t < threads; ++t) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

std::size_t Report::count(Status status) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& finding) { return finding.verdict.status == status; }));
}

std::vector<Report> check_files(const std::vector<std::filesystem::path>& files,
                                const Options& options) {
  refuse_unknown(options.only);
  std::vector<Report> reports;
  for (const auto& file : files) reports.push_back(blank_report(file, options));
  // The gates of a file one after another, then all that is left, in any order.
  several_at_once(reports.size(), [&](std::size_t i) {
    for (Finding& finding : reports[i].findings) {
      if (is_gate(*finding.check)) fill_in(reports[i], finding, options);
    }
  });
  std::vector<std::pair<Report*, Finding*>> rest;
  for (Report& report : reports) {
    for (Finding& finding : report.findings) {
      if (!is_gate(*finding.check)) rest.emplace_back(&report, &finding);
    }
  }
  several_at_once(rest.size(),
                  [&](std::size_t i) { fill_in(*rest[i].first, *rest[i].second, options); });
  return reports;
}

}  // namespace hebb::check
