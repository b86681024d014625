#include "check/child.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/process.hpp"
#include "check/fault.hpp"

namespace hebb::check {
namespace {

constexpr int kAnswer = 3;
std::string secret;

void answer(const Verdict& verdict) {
  const nlohmann::json json{
      {"token", secret}, {"status", word(verdict.status)}, {"detail", verdict.detail}};
  const std::string line =
      json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  for (std::size_t done = 0; done < line.size();) {
    const ssize_t count = ::write(kAnswer, line.data() + done, line.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;  // the parent is gone
    done += static_cast<std::size_t>(count);
  }
}

// Called by the signal handler. It may allocate all the same: the process ends with it, and if that
// hangs the parent ends it and names the call.
void last_words(const char* text) { answer({Status::kFail, text}); }

Verdict verdict_of(const Target& target, const Check& check) {
  try {
    return check.run(target);
  } catch (const Failure& failure) {
    return {Status::kFail, failure.what()};
  } catch (const Error& error) {
    const std::string text = error.what();
    const std::string file = target.file.string() + ": ";
    return {Status::kFail, text.starts_with(file) ? text.substr(file.size()) : text};
  } catch (const std::exception& error) {
    return {Status::kFail, std::string("the check ended with: ") + error.what()};
  }
}

}  // namespace

void child_main(const Target& target, const std::string& check, const std::string& token) {
  secret = token;
  set_threads(1);
  announce_to(kAnswer);
  catch_faults(&last_words);
  answer(verdict_of(target, find_check(check)));
  leave_process(0);
}

Target target_of(const std::string& kind, const std::string& name, const std::string& file) {
  Target target;
  target.file = file;
  target.name = name;
  for (const plugin::Kind candidate : plugin::kKinds) {
    if (plugin::word(candidate) == kind) target.kind = candidate;
  }
  return target;
}

}  // namespace hebb::check
