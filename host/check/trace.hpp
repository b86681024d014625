// trace -- everything that a plugin gave back, call by call, to be compared bit by bit.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace hebb::check {

// One output of one call: "step 2: c" and its bytes.
struct Output {
  std::string what;
  std::string bytes;
};
using Trace = std::vector<Output>;

// "" if both are the same, otherwise what differs first: "step 2: c".
[[nodiscard]] std::string first_difference(std::span<const Output> one,
                                           std::span<const Output> other);

[[nodiscard]] std::string to_bytes(const Trace& trace);
// Throws Failure where the bytes hold no trace.
[[nodiscard]] Trace trace_from_bytes(const std::string& bytes);

}  // namespace hebb::check
