#include "plugin/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstring>

#include "base/blas.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "base/vector_math.hpp"

namespace hebb::plugin {
namespace {

std::atomic<bool> stopping{false};

constexpr std::size_t kLongestMessage = 2000;
constexpr std::uint64_t kRangesPerCall = 64;  // of parallel_for, whatever the number of threads

constexpr std::uint32_t kMostLogLines = 1000;  // of one instance

// Of one report. They keep a metric that counts wrongly from filling memory and disk.
constexpr std::size_t kMostScalars = 256;
constexpr std::size_t kMostVectors = 64;
constexpr std::uint64_t kMostElements = std::uint64_t{1} << 24U;

std::string bounded(const char* text) {
  if (text == nullptr) return "(no message)";
  return {text, strnlen(text, kLongestMessage)};
}

}  // namespace

void request_stop() noexcept { stopping.store(true, std::memory_order_relaxed); }
bool stop_requested() noexcept { return stopping.load(std::memory_order_relaxed); }

// The functions behind the table; each casts the context back.
struct ServiceFunctions {
  static Services& of(const hebb_host* host) { return *static_cast<Services*>(host->context); }

  static void log(const hebb_host* host, std::int32_t level, const char* message) {
    const std::uint32_t before = of(host).log_lines_.fetch_add(1, std::memory_order_relaxed);
    if (before > kMostLogLines) return;
    const std::string line =
        of(host).library_.descriptor().id + ": " +
        (before == kMostLogLines ? "has logged 1000 lines; what follows is left out"
                                 : bounded(message));
    write_log(level >= HEBB_LOG_WARNING ? LogLevel::kWarning
              : level == HEBB_LOG_INFO  ? LogLevel::kInfo
                                        : LogLevel::kDebug,
              line);
  }

  static std::int32_t cancelled(const hebb_host*) { return stop_requested() ? 1 : 0; }

  static std::int32_t fail(const hebb_host* host, std::int32_t status, std::int32_t param,
                           std::int64_t unit, const char* message) {
    Services& services = of(host);
    services.message_ = bounded(message);
    services.param_ = param;
    services.unit_ = unit;
    return status;
  }

  static RandomStream stream(const hebb_host* host, std::uint64_t stream, std::uint64_t counter) {
    Services& services = of(host);
    const bool is_metric = services.library_.descriptor().kind == Kind::kMetric;
    if (!services.may_draw) services.misuse_ = "drew random numbers without HEBB_NEED_RANDOM";
    const std::uint64_t name = stream_id(services.library_.descriptor().id);
    return {services.seed_, is_metric ? Purpose::kMetric : Purpose::kRule,
            name + services.stream_ * 0x9e3779b97f4a7c15U + stream, counter};
  }

  static void uniform(const hebb_host* host, std::uint64_t id, std::uint64_t counter,
                      std::uint64_t n, float* out) {
    stream(host, id, counter).uniform(n, out);
  }

  static void normal(const hebb_host* host, std::uint64_t id, std::uint64_t counter,
                     std::uint64_t n, float* out) {
    stream(host, id, counter).normal(n, out);
  }

  static void sgemm(const hebb_host*, std::int32_t transpose_a, std::int32_t transpose_b,
                    std::uint64_t m, std::uint64_t n, std::uint64_t k, float alpha, const float* a,
                    const float* b, float beta, float* c) {
    gemm(transpose_a != 0, transpose_b != 0, m, n, k, alpha, a, transpose_a != 0 ? k : m, b,
         transpose_b != 0 ? n : k, beta, c, m);
  }

  static void parallel_for(const hebb_host*, std::uint64_t count,
                           void (*body)(void*, std::uint64_t, std::uint64_t), void* user) {
    const std::uint64_t size =
        std::max<std::uint64_t>(1, (count + kRangesPerCall - 1) / kRangesPerCall);
    parallel_tiles((count + size - 1) / size, [&](std::size_t t) {
      body(user, t * size, std::min<std::uint64_t>(count, (t + 1) * size));
    });
  }

  static void exp(const hebb_host*, std::uint64_t n, const float* in, float* out) {
    vector_exp(n, in, out);
  }
  static void tanh(const hebb_host*, std::uint64_t n, const float* in, float* out) {
    vector_tanh(n, in, out);
  }
  static void softmax(const hebb_host*, std::uint64_t rows, std::uint64_t columns, float scale,
                      const float* in, float* out) {
    hebb::softmax(rows, columns, scale, in, out);
  }
  static void column_winners(const hebb_host*, std::uint64_t rows, std::uint64_t columns,
                             const float* in, std::int32_t* winners) {
    hebb::column_winners(rows, columns, in, winners);
  }
  static bool is_rank(const hebb_host* host, const char* name, std::uint64_t k, std::uint64_t least,
                      std::uint64_t rows) {
    if (k >= least && k <= rows) return true;
    of(host).misuse_ = fmt::format("asked {} for rank {} of {} rows", name, k, rows);
    return false;
  }
  static void column_ranks(const hebb_host* host, std::uint64_t rows, std::uint64_t columns,
                           std::uint64_t k, const float* in, std::int32_t* top) {
    if (is_rank(host, "column_ranks", k, 0, rows)) {
      hebb::column_ranks(rows, columns, k, in, top);
    }
  }
  static void column_kth(const hebb_host* host, std::uint64_t rows, std::uint64_t columns,
                         std::uint64_t k, const float* in, float* values) {
    if (is_rank(host, "column_kth", k, 1, rows)) hebb::column_kth(rows, columns, k, in, values);
  }
  static void mask_largest(const hebb_host* host, std::uint64_t rows, std::uint64_t columns,
                           std::uint64_t k, const float* in, float* out) {
    if (is_rank(host, "mask_largest", k, 0, rows)) hebb::mask_largest(rows, columns, k, in, out);
  }
  static void row_means(const hebb_host*, std::uint64_t rows, std::uint64_t columns,
                        const float* in, float* out) {
    hebb::row_means(rows, columns, in, out);
  }
  static void row_dots(const hebb_host*, std::uint64_t rows, std::uint64_t columns, const float* a,
                       const float* b, float* out) {
    hebb::row_dots(rows, columns, a, b, out);
  }
  static void quadratic_forms(const hebb_host*, std::uint64_t rows, std::uint64_t columns,
                              const float* c, const float* gram, float* out) {
    hebb::quadratic_forms(rows, columns, c, gram, out);
  }
  static void ema(const hebb_host*, std::uint64_t n, float keep, const float* value,
                  float* average) {
    hebb::ema(n, keep, value, average);
  }

  static std::int32_t activation_gradient(const hebb_host* host, const float* v, float* out) {
    Services& services = of(host);
    if (!services.gradient) {
      services.misuse_ = "asked for the activation's gradient without HEBB_NEED_JACOBIAN";
      return HEBB_ERROR;
    }
    try {
      services.gradient(v, out);
      return HEBB_OK;
    } catch (...) {
      services.failure_ = std::current_exception();
      return HEBB_ERROR;
    }
  }

  // The summary has NAME.last and NAME.at_MILESTONE of the main number.
  static bool is_reserved(const std::string& name) {
    return name == "last" || (name.starts_with("at_") && name.size() > 3 &&
                              name.find_first_not_of("0123456789", 3) == std::string::npos);
  }

  static bool is_scalar_name(const std::string& name) {
    const bool starts_well = name.empty() || (name[0] >= 'a' && name[0] <= 'z');
    return starts_well && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char ch) {
             return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_';
           });
  }

  // Notes the first mistake only: it is what the others follow from.
  static bool misused(Services& services, const std::string& what) {
    if (services.misuse_.empty()) services.misuse_ = what;
    return false;
  }

  template <class Entries>
  static bool may_emit(Services& services, const std::string& name, const Entries& before,
                       std::size_t most, const char* what) {
    if (!is_scalar_name(name)) {
      return misused(services, "emitted '" + name + "', wanted a name [a-z][a-z0-9_]*");
    }
    if (is_reserved(name)) {
      return misused(services, fmt::format("emitted {} '{}', a name of the host", what, name));
    }
    const auto same = [&name](const auto& entry) { return entry.first == name; };
    if (std::any_of(before.begin(), before.end(), same)) {
      return misused(services, fmt::format("emitted {} '{}' twice in one report", what, name));
    }
    if (before.size() < most) return true;
    return misused(services, fmt::format("emitted more than {} {}s in one report", most, what));
  }

  static bool is_reporting(Services& services) {
    return services.emission != nullptr ||
           misused(services, "emitted a number outside of a report");
  }

  static void emit_scalar(const hebb_host* host, const char* name, double value) {
    Services& services = of(host);
    const std::string copy = bounded(name);
    if (is_reporting(services) &&
        may_emit(services, copy, services.emission->scalars, kMostScalars, "scalar")) {
      services.emission->scalars.emplace_back(copy, value);
    }
  }

  static void emit_vector(const hebb_host* host, const char* name, std::uint64_t n,
                          const double* values) {
    Services& services = of(host);
    const std::string copy = bounded(name);
    if (!is_reporting(services) ||
        !may_emit(services, copy, services.emission->vectors, kMostVectors, "vector")) {
      return;
    }
    std::uint64_t elements = n;
    for (const auto& [other, numbers] : services.emission->vectors) elements += numbers.size();
    if (n > kMostElements || elements > kMostElements) {
      misused(services, fmt::format("emitted a vector '{}' of {} numbers, wanted at most {} in one "
                                    "report",
                                    copy, n, kMostElements));
      return;
    }
    services.emission->vectors.emplace_back(copy, std::vector<double>(values, values + n));
  }

  static const void* extension(const hebb_host*, const char*) { return nullptr; }
};

Services::Services(const Library& library, std::uint64_t seed, std::uint64_t stream)
    : library_(library), seed_(seed), stream_(stream) {
  using F = ServiceFunctions;
  host_ = {sizeof(hebb_host),
           HEBB_ABI_MINOR,
           this,
           &F::log,
           &F::cancelled,
           &F::fail,
           &F::uniform,
           &F::normal,
           &F::sgemm,
           &F::parallel_for,
           &F::exp,
           &F::tanh,
           &F::softmax,
           &F::column_winners,
           &F::column_ranks,
           &F::column_kth,
           &F::mask_largest,
           &F::row_means,
           &F::row_dots,
           &F::quadratic_forms,
           &F::ema,
           &F::activation_gradient,
           &F::emit_scalar,
           &F::emit_vector,
           &F::extension};
}

void Services::check(std::int32_t status, const char* function, std::uint64_t step) {
  if (failure_) std::rethrow_exception(failure_);
  if (status == HEBB_OK && misuse_.empty()) return;
  const std::string where = fmt::format("{}: {}{}", label(library_), function,
                                        step == 0 ? "" : fmt::format(" at step {}", step));
  if (!misuse_.empty()) throw Error(ExitCode::kRunFailed, where + ": the plugin " + misuse_);
  if (status == HEBB_ERROR_CANCELLED && stop_requested()) {
    throw Error(ExitCode::kStopped, where + ": stopped");
  }
  std::string text = fmt::format(
      "{}: {}", where,
      message_.empty() ? fmt::format("failed with status {} and no message", status) : message_);
  const auto& parameters = library_.descriptor().parameters;
  if (param_ >= 0 && static_cast<std::size_t>(param_) < parameters.size()) {
    text += fmt::format(" (parameter '{}')", parameters[static_cast<std::size_t>(param_)].name);
  }
  if (unit_ >= 0) text += fmt::format(" (unit {})", unit_);
  throw Error(status == HEBB_ERROR_PARAM ? ExitCode::kUsage : ExitCode::kRunFailed, text);
}

}  // namespace hebb::plugin
