#include "plugin/probe.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <random>

#include "base/descriptor.hpp"
#include "base/digest_cache.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/process.hpp"
#include "plugin/library.hpp"
#include "plugin/trust.hpp"

namespace hebb::plugin {
namespace {

constexpr int kAnswerDescriptor = 3;
constexpr std::size_t kLongestAnswer = 16U << 20U;

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const Entry& entry, const std::string& why) {
  throw Error(ExitCode::kMissing, entry.file.string() + ": " + why);
}

// Reads until the writers are gone or the deadline has come.
std::string read_answer(int fd, Clock::time_point deadline) {
  std::string answer;
  std::array<char, 65536> buffer{};
  while (answer.size() < kLongestAnswer) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd watch{fd, POLLIN, 0};
    const int ready = ::poll(&watch, 1, static_cast<int>(std::max<long>(left.count(), 0)));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) break;
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    answer.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return answer;
}

std::string new_token() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}", device(), device());
}

void write_all(int fd, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = ::write(fd, text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;  // the parent is gone
    done += static_cast<std::size_t>(count);
  }
}

Probed read_result(const Entry& entry, const std::string& answer, const std::string& token) {
  const nlohmann::json json = json_in(answer);
  if (text_at(json, "token") != token) {
    fail(entry, "the plugin ended the process that loaded it");
  }
  if (json.contains("error")) throw Error(ExitCode::kMissing, text_at(json, "error"));
  return {descriptor_from_json(json.at("descriptor")), entry.file, json.at("sha256")};
}

}  // namespace

Probed probe(const Entry& entry, std::chrono::seconds limit) {
  refuse_writable_file(entry.file);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw Error(ExitCode::kRunFailed, "a pipe for the plugin probe cannot be made");
  }
  const hebb::Descriptor reading(ends[0]);
  hebb::Descriptor writing(ends[1]);
  SpawnOptions options;
  options.descriptors.push_back({kAnswerDescriptor, writing.get()});
  options.standard_output = SpawnOptions::Stream::null();
  options.standard_error = SpawnOptions::Stream::null();
  const std::string token = new_token();
  ChildProcess child = ChildProcess::spawn(
      "/proc/self/exe",
      {"hebb", "__probe", std::string(word(entry.kind)), entry.name, entry.file.string(), token},
      options);
  writing.reset();
  const Clock::time_point deadline = Clock::now() + limit;
  const std::string answer = read_answer(reading.get(), deadline);
  const auto status = child.wait_until(deadline);
  if (!status) {
    fail(entry, fmt::format("loading it did not end within {} s", limit.count()));
  }
  if (status->kind == ExitStatus::Kind::kSignalled) {
    fail(entry, fmt::format("loading it crashed: the process {}", status->text()));
  }
  return read_result(entry, answer, token);
}

int probe_main(const std::string& kind, const std::string& name, const std::filesystem::path& file,
               const std::string& token) {
  nlohmann::json answer{{"token", token}};
  try {
    Kind wanted = Kind::kRule;
    for (const Kind candidate : kKinds) {
      if (word(candidate) == kind) wanted = candidate;
    }
    const Library& library = Library::load(file, wanted, name);
    answer["descriptor"] = to_json(library.descriptor());
    answer["sha256"] = cached_sha256_of_file(library.file());
  } catch (const std::exception& error) {
    answer["error"] = error.what();
  }
  write_all(kAnswerDescriptor,
            answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  leave_process(0);
}

}  // namespace hebb::plugin
