// error_checks -- the group `errors`: what a plugin does when the host cannot help it.
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "base/error.hpp"
#include "check/check.hpp"
#include "check/session.hpp"

namespace hebb::check {
namespace {

std::int32_t failing_gradient(const hebb_host* host, const float*, float*) {
  return host->fail(host, HEBB_ERROR, -1, -1, "the gradient cannot be computed");
}

Verdict check_gradient_error(const Target& target) {
  bool asked = false;
  static bool* noted = nullptr;
  noted = &asked;
  Conditions conditions;
  conditions.may_refuse = true;
  conditions.host = [](hebb_host& host) {
    host.activation_gradient = [](const hebb_host* self, const float* v, float* out) {
      *noted = true;
      return failing_gradient(self, v, out);
    };
  };
  const auto session = Session::open(target, conditions);
  session->finish();
  if (!asked) return skip("it calls no service that can fail");
  if (!session->refusal().empty()) return pass();
  throw Failure("step returned HEBB_OK although activation_gradient had failed");
}

Verdict check_cancel(const Target& target) {
  Conditions conditions;
  conditions.may_refuse = true;
  conditions.host = [](hebb_host& host) {
    host.cancelled = [](const hebb_host*) -> std::int32_t { return 1; };
  };
  Session::open(target, conditions)->finish();
  return pass();
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kCanLimitMemory = false;
#else
constexpr bool kCanLimitMemory = true;
#endif

// What the process has mapped, in bytes.
rlim_t mapped() {
  std::ifstream statistics("/proc/self/statm");
  rlim_t pages = 0;
  statistics >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

constexpr rlim_t kRoom = 256U << 10U;
rlimit unlimited{};
hebb_host services{};  // those of the instance at work

void limit_memory() {
  const rlimit tight{mapped() + kRoom, unlimited.rlim_max};
  ::setrlimit(RLIMIT_AS, &tight);
}
void unlimit_memory() { ::setrlimit(RLIMIT_AS, &unlimited); }

// The same service, which has all memory for itself.
template <auto Member, class Result, class... Arguments>
Result unlimited_service(const hebb_host* host, Arguments... arguments) {
  struct Lift {
    Lift() { unlimit_memory(); }
    ~Lift() { limit_memory(); }
  } const lift;
  return (services.*Member)(host, arguments...);
}

template <auto Member, class Result, class... Arguments>
void lift_one(hebb_host& host, Result (*)(const hebb_host*, Arguments...)) {
  host.*Member = &unlimited_service<Member, Result, Arguments...>;
}

template <auto... Members>
void lift(hebb_host& host) {
  services = host;
  (lift_one<Members>(host, host.*Members), ...);
}

void lift_all(hebb_host& host) {
  lift<&hebb_host::log, &hebb_host::fail, &hebb_host::uniform, &hebb_host::normal,
       &hebb_host::sgemm, &hebb_host::parallel_for, &hebb_host::exp, &hebb_host::tanh,
       &hebb_host::softmax, &hebb_host::column_winners, &hebb_host::column_ranks,
       &hebb_host::column_kth, &hebb_host::mask_largest, &hebb_host::row_means,
       &hebb_host::row_dots, &hebb_host::quadratic_forms, &hebb_host::ema,
       &hebb_host::activation_gradient, &hebb_host::emit_scalar, &hebb_host::emit_vector>(host);
}

// Within calls only small allocations succeed; not so within the host's services.
Verdict check_memory_error(const Target& target) {
  if (!kCanLimitMemory) return skip("a sanitizer owns the memory");
  constexpr int kMapped = 128 << 10;  // larger blocks come from the system, which says no
  ::mallopt(M_MMAP_THRESHOLD, kMapped);
  ::getrlimit(RLIMIT_AS, &unlimited);
  Conditions conditions;
  conditions.shape = {16, 1024, 256, {256, 256}};
  conditions.may_refuse = true;
  conditions.host = &lift_all;
  conditions.before_call = [] {
    ::malloc_trim(0);
    limit_memory();
  };
  conditions.after_call = [](const char*) { unlimit_memory(); };
  Session::open(target, conditions)->finish();
  return pass();
}

constexpr std::array kErrorChecks{
    Check{"errors.gradient", kRules, "parameters.defaults", "Errors",
          "Where a service of the host fails, the plugin returns its status.",
          "Test what activation_gradient returns and return it.", &check_gradient_error},
    Check{"errors.cancel", kEveryKind, "parameters.defaults", "Errors",
          "Where cancelled says 1, a call returns: HEBB_ERROR_CANCELLED, or in its usual way.",
          "Return HEBB_ERROR_CANCELLED after freeing what the call allocated.", &check_cancel},
    Check{"errors.memory", kEveryKind, "parameters.defaults", "Errors",
          "Where memory is short, a call returns a status and a message.",
          "Test what malloc returns; let no std::bad_alloc out.", &check_memory_error},
};

}  // namespace

std::span<const Check> error_checks() { return kErrorChecks; }

}  // namespace hebb::check
