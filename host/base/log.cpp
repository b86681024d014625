#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace hebb {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> stderr_logger = [] {
    auto made = spdlog::stderr_logger_mt("hebb");
    made->set_pattern("%l: %v");
    return made;
  }();
  return *stderr_logger;
}

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

}  // namespace

void set_log_level(LogLevel level) { logger().set_level(spdlog_level(level)); }

void write_log(LogLevel level, const std::string& message) {
  logger().log(spdlog_level(level), message);
}

}  // namespace hebb
