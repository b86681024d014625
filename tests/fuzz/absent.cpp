// absent -- of the rest of a run, what its files call that are fuzzed. The log would be written
// once for every input.
#include "base/blas.hpp"
#include "base/log.hpp"
#include "plugin/services.hpp"

void hebb::write_log(LogLevel, const std::string&) {}
std::string hebb::blas_kernel() { return "none"; }
bool hebb::plugin::stop_requested() noexcept { return false; }
