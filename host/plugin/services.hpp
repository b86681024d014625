// services -- the host's side of hebb_host: what plugins may call.
#pragma once

#include <hebb/plugin.h>

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "plugin/library.hpp"

namespace hebb::plugin {

// What a metric emits in one report.
struct Emission {
  std::vector<std::pair<std::string, double>> scalars;
  std::vector<std::pair<std::string, std::vector<double>>> vectors;
};

// One instance's hebb_host and what stands behind it. Does not move: plugins hold its address.
class Services {
 public:
  Services(const Library& library, std::uint64_t seed, std::uint64_t stream);
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;

  [[nodiscard]] const hebb_host* host() const noexcept { return &host_; }

  // Throws Error if `status` is not HEBB_OK: what the plugin said through fail, with the library's
  // file, the function and, for calls during training, the step (from 1). kUsage where a parameter
  // is at fault, otherwise kRunFailed.
  void check(std::int32_t status, const char* function, std::uint64_t step = 0);

  bool may_draw = false;                                     // HEBB_NEED_RANDOM was declared
  std::function<void(const float* v, float* out)> gradient;  // of the step's activation
  Emission* emission = nullptr;                              // during a report

 private:
  friend struct ServiceFunctions;

  hebb_host host_{};
  const Library& library_;
  std::uint64_t seed_;
  std::uint64_t stream_;
  std::string message_;
  std::int32_t param_ = -1;
  std::int64_t unit_ = -1;
  std::string misuse_;  // the plugin's first mistake in calling a service
  std::atomic<std::uint32_t> log_lines_{0};
  std::exception_ptr failure_;  // what a service threw: it must not pass through the plugin
};

// Asks the process to stop: hebb_host.cancelled is 1 from now on. Safe in a signal handler.
void request_stop() noexcept;
[[nodiscard]] bool stop_requested() noexcept;

}  // namespace hebb::plugin
