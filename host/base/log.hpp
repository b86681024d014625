// log -- messages of this process, to the standard error stream; results go to standard output.
#pragma once

#include <string>

namespace hebb {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// The least level that is written; kInfo at start.
void set_log_level(LogLevel level);

void write_log(LogLevel level, const std::string& message);

}  // namespace hebb
